"""What people do: few keys, few sections, few addresses, so that everything meets everything."""

import io
import json
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any, Final

from PIL import Image

from kabar.domain.moments import utc_text
from simulation.buckets import INBOX
from simulation.clock import START, seconds
from simulation.world import World

ARTICLES: Final = ("a", "b", "c")
PICTURES: Final = ("media/p.png", "media/q.png")
_HEADLINES: Final = ("Satu", "Dua", "its own")
_SLUGS: Final = (None, "satu", "dua", "tiga", "empat")
_DATES: Final = (
    "2024-12-01T10:00:00+07:00",
    "2024-11-30T23:30:00+07:00",
    "2024-11-30T16:30:00Z",
    "2024-11-02T08:00:00Z",
)
"""Among them two of one day in the newsroom's zone only, and one on either side of a month's end."""
_AHEAD: Final = (3, 25, 3_700, 90_000)
"""Seconds until a scheduled article's time."""
_SECTIONS: Final = ("s", "t")
_STRAY: Final = "articles/catatan.txt"
"""A key that can't be an article's."""
_BAD: Final = (
    b"{",
    b"{}",
    b'{"headline": "x", "headline": "y"}',
    b"\xff",
    json.dumps({"headline": "Tanpa rubrik", "articleBody": []}).encode(),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a history. `options` say what is uploaded; `seed` is the chance of what the world does meanwhile."""

    kind: str
    key: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Swarm:
    """What a history is made of: only some kinds of steps, some keys, some fields of an article.

    A history of everything sees little: each change of site.json builds all again and so heals what went wrong before.
    (Groce and others, "Swarm testing", ISSTA 2012.)
    """

    kinds: tuple[str, ...]
    articles: tuple[str, ...]
    fields: frozenset[str]
    trouble: float
    runs: tuple[int, ...]
    hurry: float
    """How fast things happen: seconds go by this much slower."""


def draw_swarm(rng: Random) -> Swarm:
    """Any."""
    kinds = [kind for kind, weight in _DRAWN.items() for _ in range(weight) if kind in {"upload", "run"}]
    for kind, weight in _DRAWN.items():
        if kind not in {"upload", "run"} and rng.random() < 0.5:
            kinds += [kind] * weight
    return Swarm(
        kinds=tuple(kinds),
        articles=ARTICLES[: rng.choice((1, 2, 2, 3))],
        fields=frozenset(name for name in _FIELDS if rng.random() < 0.5),
        trouble=rng.choice((0.0, 0.02, 0.1, 0.25)),
        runs=rng.choice(((3, 10, 30, 100), (3, 30, 300), (30, 100, 300), (100, 300, 1000))),
        hurry=rng.choice((0.2, 0.5, 1.0, 8.0)),
    )


def draw_step(rng: Random, swarm: Swarm) -> Step:
    """Any step of the swarm's."""
    kind = rng.choice(swarm.kinds)
    seed = rng.randrange(1 << 30)
    match kind:
        case "upload":
            return Step(kind, rng.choice(swarm.articles), _draw_article(rng, swarm), seed)
        case "delete" | "restore":
            return Step(kind, rng.choice(swarm.articles), seed=seed)
        case "bad":
            return Step(kind, rng.choice(swarm.articles), {"which": rng.randrange(len(_BAD))}, seed)
        case "site":
            return Step(kind, "", _draw_site(rng), seed)
        case "picture":
            return Step(kind, rng.choice(PICTURES), {"color": rng.choice(("red", "blue", "broken"))}, seed)
        case "stray":
            return Step(kind, _STRAY, seed=seed)
        case "unpicture":
            return Step(kind, rng.choice(PICTURES), seed=seed)
        case "run":
            options = {
                "steps": rng.choice(swarm.runs),
                "trouble": rng.choice((0.0, swarm.trouble)),
                "hurry": swarm.hurry,
            }
            return Step(kind, "", options, seed)
        case "jump":
            return Step(kind, "", {"seconds": rng.choice((0.4, 1.1, 2.2, 24, 40, 400, 4_000, 100_000))}, seed)
        case _:
            return Step(kind, seed=seed)


_DRAWN: Final = {
    "upload": 10, "delete": 3, "restore": 2, "bad": 2, "site": 2, "picture": 3, "unpicture": 1, "stray": 1,
    "run": 16, "jump": 3, "rest": 3, "redrive": 1, "lose": 1,
}  # fmt: skip
"""The kinds of steps, and how often each is drawn."""
_FIELDS: Final = ("headline", "slug", "section", "author", "date", "ahead", "tag", "image", "related", "modified")


def _draw_article(rng: Random, swarm: Swarm) -> dict[str, Any]:
    options = {
        "headline": rng.choice(_HEADLINES),
        "slug": rng.choice(_SLUGS),
        "section": rng.choice((*_SECTIONS * 3, "u", "nowhere")),
        "author": rng.choice((*["rn"] * 5, "sd", "sd", "nobody")),
        "date": rng.randrange(len(_DATES)),
        "ahead": rng.choice((None, None, *_AHEAD)),
        "tag": rng.choice((None, "x", "y")),
        "image": rng.choice((None, *PICTURES)),
        "related": rng.choice((None, *swarm.articles)),
        "modified": rng.random() < 0.5,
    }
    chosen = {name: value for name, value in options.items() if name in swarm.fields and value}
    return {"section": _SECTIONS[0], "author": "rn", "date": 0} | chosen


def _draw_site(rng: Random) -> dict[str, Any]:
    options = {
        "section_name": rng.choice((None, "Lain")),
        "author_name": rng.choice((None, "Baru")),
        "sections": rng.choice((["s", "t"], ["s", "t"], ["s", "t", "u"], ["s"])),
        "authors": rng.choice((["rn", "sd"], ["rn", "sd"], ["rn"])),
        "logo": rng.choice((None, PICTURES[0])),
        "page": rng.choice((None, "tentang")),
        "language": rng.choice((None, None, None, "en")),
        "broken": rng.random() < 0.1,
    }
    return {name: value for name, value in options.items() if value is not None and value is not False}


def apply(step: Step, world: World, serial: int) -> None:
    """Do it. `serial` marks what is uploaded, so that it can be found again wherever it is shown."""
    world.rng = Random(step.seed)
    match step.kind:
        case "upload":
            _put(world, f"articles/{step.key}.json", article(step, world, serial))
        case "bad":
            _put(world, f"articles/{step.key}.json", _BAD[step.options["which"]])
        case "delete":
            world.buckets.delete_object(Bucket=INBOX, Key=f"articles/{step.key}.json")
        case "restore":
            _restore(world, f"articles/{step.key}.json")
        case "site":
            _put(world, "site.json", site(step.options))
        case "picture":
            _put(world, step.key, picture(step.options["color"]))
        case "unpicture":
            world.buckets.delete_object(Bucket=INBOX, Key=step.key)
        case "stray":
            _put(world, step.key, b"")
        case "run":
            world.run(step.options["steps"], step.options["trouble"], step.options.get("hurry", 1.0))
        case "jump":
            world.jump(step.options["seconds"])
        case "rest":
            world.rest()
        case "redrive":
            world.redrive()
        case "lose":
            world.lose_notice()


def _put(world: World, key: str, body: bytes) -> None:
    world.buckets.put_object(Bucket=INBOX, Key=key, Body=body)


def _restore(world: World, key: str) -> None:
    """Take the delete marker away, so that the version before it stands again."""
    newest = world.buckets.newest(key)
    if newest and newest.body is None:
        world.buckets.delete_object(Bucket=INBOX, Key=key, VersionId=newest.version)


def article(step: Step, world: World, serial: int) -> bytes:
    """An article's document; its token becomes due at its time."""
    options, token = step.options, f"tok{serial}x"
    ahead = options.get("ahead")
    moment = utc_text(START + timedelta(seconds=world.time.now + ahead)) if ahead else _DATES[options["date"]]
    headline = options.get("headline", "Judul")
    related = options.get("related")
    body: list[dict[str, Any]] = [{"type": "paragraph", "text": f"Isi {token}."}]
    if related and related != step.key:
        body.append({"type": "related", "headline": "Lihat", "article": related})
    document: dict[str, Any] = {
        "headline": f"Kabar {token}" if headline == "its own" else headline,
        "description": f"Ringkas {token}",
        "articleSection": options["section"],
        "author": [options["author"]],
        "datePublished": moment,
        "articleBody": body,
    }
    if "slug" in options:
        document["slug"] = options["slug"]
    if "tag" in options:
        document["keywords"] = [options["tag"]]
    if "image" in options:
        document["image"] = {"contentUrl": options["image"], "caption": "Gambar", "alt": "Gambar"}
    if options.get("modified") and not ahead:
        document["dateModified"] = "2024-12-01T20:00:00+07:00"
    due = seconds(START.fromisoformat(moment))
    world.invariants.due[token.encode()] = due
    return json.dumps(document).encode()


def site(options: dict[str, Any]) -> bytes:
    """A publication's document."""
    names = {"s": options.get("section_name", "Satu"), "t": "Tiga", "u": "Ujung"}
    people = {"rn": options.get("author_name", "Redaksi"), "sd": "Sari"}
    document: dict[str, Any] = {
        "name": "Kabar",
        "url": "https://kabar.example",
        "inLanguage": options.get("language", "id"),
        "timeZone": "Asia/Jakarta",
        "publisher": {"name": "Kabar"},
        "sections": [{"slug": slug, "name": names[slug]} for slug in options["sections"]],
        "authors": [{"id": id_, "name": people[id_]} for id_ in options["authors"]],
    }
    if "logo" in options:
        document["publisher"]["logo"] = options["logo"]
    if "page" in options:
        paragraph = {"type": "paragraph", "text": "Tentang kami."}
        document["pages"] = [{"slug": options["page"], "headline": "Tentang", "articleBody": [paragraph]}]
    if options.get("broken"):
        del document["timeZone"]
    return json.dumps(document).encode()


@cache
def picture(color: str) -> bytes:
    """A picture, or what isn't one."""
    if color == "broken":
        return b"not a picture"
    file = io.BytesIO()
    Image.new("RGB", (4, 3), color).save(file, "PNG")
    return file.getvalue()
