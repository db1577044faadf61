"""What the newsroom writes: few keys, few sections, few addresses, so that everything meets everything."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from simulation.clock import START, seconds

ARTICLES: Final = ("a", "b", "c")
PICTURES: Final = ("media/p.png", "media/q.png")
BAD: Final = (
    b"{",
    b"{}",
    b'{"headline": "x", "headline": "y"}',
    b"\xff",
    json.dumps({"headline": "Tanpa rubrik", "articleBody": []}).encode(),
)
"""Uploads that are no article."""
_HEADLINES: Final = ("Satu", "Dua", "its own")
_SLUGS: Final = (None, "satu", "dua", "tiga", "empat")
_DATES: Final = (
    "2024-12-01T10:00:00+07:00",
    "2024-11-30T23:30:00+07:00",
    "2024-11-30T16:30:00Z",
    "2024-11-02T08:00:00Z",
)
"""Among them two of one day in the newsroom's zone only, and one on either side of a month's end."""
_NOTICE_DATES: Final = ("2024-12-01T12:00:00+07:00", "2023-12-31T23:30:00Z")
"""The second is of the year after in the newsroom's zone."""
_AHEAD: Final = (3, 25, 3_700, 90_000)
"""Seconds until an article's time."""
_SECTIONS: Final = ("s", "t")

FIELDS: Final = (
    "headline", "slug", "section", "author", "date", "ahead", "tag", "image", "related", "modified", "embargo",
    "expires", "notices", "withdrawn", "pending", "follow_up", "sponsor", "translation",
    "focal", "language", "unlisted",
)  # fmt: skip
"""What an article may or may not have."""


def draw(rng: Random, ids: tuple[str, ...], fields: frozenset[str]) -> dict[str, Any]:
    """Any article of a newsroom that has these ids and uses these fields."""
    options = {
        "headline": rng.choice(_HEADLINES),
        "slug": rng.choice(_SLUGS),
        "section": rng.choice((*_SECTIONS * 3, "u", "nowhere")),
        "author": rng.choice((*["rn"] * 5, "sd", "sd", "nobody")),
        "date": rng.randrange(len(_DATES)),
        "ahead": rng.choice((None, None, *_AHEAD)),
        "tag": rng.choice((None, "x", "y")),
        "image": rng.choice((None, *PICTURES)),
        "related": rng.choice((None, *ids)),
        "focal": rng.choice((None, (0.25, 0.5), (0.9, 0.1))),
        "modified": rng.random() < 0.5,
        "embargo": rng.choice((None, None, -60, *_AHEAD)),
        "expires": rng.choice((None, None, -5, 9, 40, 4_000, 100_000)),
        "notices": rng.choice((None, (("ralat", None),), (("koreksi", None), ("hak-jawab", rng.choice(ids))))),
        "withdrawn": rng.choice((None, None, None, "sara", "masa-depan-anak")),
        "pending": rng.random() < 0.5,
        "follow_up": rng.choice((None, *ids)),
        "sponsor": rng.random() < 0.5,
        "translation": rng.choice((None, *ids)),
        "language": rng.choice((None, "id", "en", "en-GB", "jv")),
        "unlisted": rng.random() < 0.4,
    }
    chosen = {name: value for name, value in options.items() if name in fields and value}
    return {"section": _SECTIONS[0], "author": "rn", "date": 0} | chosen


@dataclass(frozen=True, slots=True)
class Written:
    """A document, and when what it says may be read, in seconds of the world's clock: its text and its headline.

    What is withdrawn is called by its headline still.
    """

    body: bytes
    text_from: float
    headline_from: float
    edges: tuple[float, ...]
    """When its state changes by itself."""


def write(id_: str, options: dict[str, Any], serial: int, now: float) -> Written:
    """The document of an article uploaded now. `serial` marks it, so that it can be found wherever it is shown."""
    published = _moment(now, options["ahead"]) if options.get("ahead") else _DATES[options["date"]]
    token, headline = f"tok{serial}x", options.get("headline", "Judul")
    document: dict[str, Any] = {
        "headline": f"Kabar hed{serial}x" if headline == "its own" else headline,
        "description": f"Ringkas {token}",
        "articleSection": options["section"],
        "author": [options["author"]],
        "datePublished": published,
        "articleBody": [{"type": "paragraph", "text": f"Isi {token}."}],
    }
    for name, value in options.items():
        if name in _WRITERS:
            _WRITERS[name](document, id_, value, token)
    for name in {"embargo", "expires"} & options.keys():
        document["embargoedUntil" if name == "embargo" else name] = _moment(now, options[name])
    if "pending" in options:
        # What is fresh is what editors put to the front.
        until = _AHEAD[serial % len(_AHEAD)]
        document |= {"priority": 3, "pinned": _moment(now, until), "breaking": _moment(now, until - 2)}
    if "modified" in options and not options.get("ahead"):
        document["dateModified"] = "2024-12-01T20:00:00+07:00"
    return _written(document)


_EDGES: Final = ("datePublished", "embargoedUntil", "expires", "pinned", "breaking")


def _written(document: dict[str, Any]) -> Written:
    times = {name: _seconds(document[name]) for name in _EDGES if name in document}
    public = max(times["datePublished"], times.get("embargoedUntil", 0.0))
    withdrawn = "withdrawn" in document
    text, headline = (float("inf"), float("-inf")) if withdrawn else (public, public)
    return Written(json.dumps(document).encode(), text, headline, () if withdrawn else tuple(times.values()))


def _moment(now: float, ahead: float) -> str:
    return (START + timedelta(seconds=int(now + ahead))).strftime("%Y-%m-%dT%H:%M:%SZ")


def _seconds(moment: str) -> float:
    return seconds(datetime.fromisoformat(moment))


def _slug(document: dict[str, Any], _: str, value: Any, __: str) -> None:
    document["slug"] = value


def _tag(document: dict[str, Any], _: str, value: Any, __: str) -> None:
    document["keywords"] = [value]


def _focal(document: dict[str, Any], _: str, value: Any, __: str) -> None:
    if "image" in document:
        document["image"]["focalPoint"] = value


def _image(document: dict[str, Any], _: str, value: Any, token: str) -> None:
    document["image"] = {"contentUrl": value, "caption": f"Gambar {token}", "alt": "Gambar"}


def _related(document: dict[str, Any], id_: str, value: Any, _: str) -> None:
    if value != id_:
        document["articleBody"].append({"type": "related", "headline": "Lihat", "article": value})


def _notices(document: dict[str, Any], id_: str, value: Any, token: str) -> None:
    document["correction"] = [
        {"type": kind, "text": f"Catatan {token.replace('tok', 'hed')}", "datePublished": _NOTICE_DATES[number % 2]}
        | ({"article": reply} if reply and reply != id_ else {})
        for number, (kind, reply) in enumerate(value)
    ]


def _withdrawn(document: dict[str, Any], _: str, value: Any, __: str) -> None:
    document["withdrawn"] = {"date": "2024-12-01T22:00:00+07:00", "reason": value, "statement": "Ditarik."}


def _pending(document: dict[str, Any], _: str, __: Any, ___: str) -> None:
    document["verification"] = "pending"


def _follow_up(document: dict[str, Any], id_: str, value: Any, _: str) -> None:
    if value != id_:
        document["followUpTo"] = value


def _sponsor(document: dict[str, Any], _: str, __: Any, token: str) -> None:
    document["sponsor"] = {"name": f"Bank {token}"}


def _translation(document: dict[str, Any], id_: str, value: Any, _: str) -> None:
    if value != id_:
        document["workTranslation"] = [value]


def _unlisted(document: dict[str, Any], _: str, __: Any, ___: str) -> None:
    document["unlisted"] = True


def _language(document: dict[str, Any], _: str, value: Any, __: str) -> None:
    document["inLanguage"] = value


_WRITERS: Final = {
    "slug": _slug, "tag": _tag, "image": _image, "focal": _focal, "related": _related, "notices": _notices,
    "withdrawn": _withdrawn, "language": _language, "unlisted": _unlisted,
    "pending": _pending, "follow_up": _follow_up, "sponsor": _sponsor, "translation": _translation,
}  # fmt: skip
