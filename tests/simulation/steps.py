"""What a history is made of: its steps, and how they are drawn."""

from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from simulation import articles, publications
from simulation.articles import ARTICLES, PICTURES

_JUMPS: Final = (0.4, 1.1, 2.2, 24, 40, 400, 4_000, 100_000)
"""Seconds: within a window, over a schedule, over a visibility timeout, over an embargo or a grace period, a day."""
_KINDS: Final = {
    "upload": 10, "delete": 3, "restore": 2, "bad": 2, "site": 2, "unsite": 1, "picture": 3, "unpicture": 1,
    "stray": 1, "run": 16, "jump": 3, "rest": 3, "redrive": 1, "look": 1, "lose": 1, "lose-table": 1, "lose-site": 1,
    "audit": 1,
}  # fmt: skip
"""The kinds of steps, and how often each is drawn."""
_ALWAYS: Final = frozenset({"upload", "run"})


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a history. `options` say what is uploaded; `seed` is the chance of what the world does meanwhile."""

    kind: str
    key: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    seed: int = 0


FIRST_SITE: Final = Step("site", "", {"sections": ["s", "t"], "authors": ["rn", "sd"]}, 0)
"""What most histories begin with."""


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
    kinds = [kind for kind in _KINDS if kind in _ALWAYS or rng.random() < 0.5]
    return Swarm(
        kinds=tuple(kind for kind in kinds for _ in range(_KINDS[kind])),
        articles=ARTICLES[: rng.choice((1, 2, 2, 3))],
        fields=frozenset(name for name in articles.FIELDS if rng.random() < 0.4),
        trouble=rng.choice((0.0, 0.02, 0.1, 0.25)),
        runs=rng.choice(((3, 10, 30, 100), (3, 30, 300), (30, 100, 300), (100, 300, 1000))),
        hurry=rng.choice((0.2, 0.5, 1.0, 8.0)),
    )


def draw_step(rng: Random, swarm: Swarm) -> Step:
    """Any step of the swarm's."""
    kind = rng.choice(swarm.kinds)
    return Step(kind, _key(kind, rng, swarm), _options(kind, rng, swarm), rng.randrange(1 << 30))


def _key(kind: str, rng: Random, swarm: Swarm) -> str:
    match kind:
        case "upload" | "delete" | "restore" | "bad":
            return rng.choice(swarm.articles)
        case "picture" | "unpicture":
            return rng.choice(PICTURES)
        case "look":
            return rng.choice((*(f"articles/{id_}.json" for id_ in swarm.articles), *PICTURES, "site.json"))
        case _:
            return ""


def _options(kind: str, rng: Random, swarm: Swarm) -> dict[str, Any]:
    match kind:
        case "upload":
            return articles.draw(rng, swarm.articles, swarm.fields)
        case "bad":
            return {"which": rng.randrange(len(articles.BAD))}
        case "site":
            return publications.draw(rng)
        case "picture":
            return {"color": rng.choice(("red", "blue", "blue", "drawing", "broken"))}
        case "run":
            trouble = rng.choice((0.0, swarm.trouble))
            return {"steps": rng.choice(swarm.runs), "trouble": trouble, "hurry": swarm.hurry}
        case "jump":
            return {"seconds": rng.choice(_JUMPS)}
        case _:
            return {}
