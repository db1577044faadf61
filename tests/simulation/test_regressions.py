"""Histories that once failed, each by what was wrong."""

from typing import Final

import pytest

from simulation.history import run_history
from simulation.steps import Step

_SITE: Final = Step("site", "", {"sections": ["s", "t"], "authors": ["rn", "sd"]}, 0)
_REST: Final = Step("rest", seed=7)
_PLAIN: Final = {"section": "s", "author": "rn", "date": 0}


def _upload(key: str, seed: int = 7, **options: object) -> Step:
    return Step("upload", key, _PLAIN | options, seed)


HISTORIES: Final[dict[str, list[Step]]] = {
    # Its 410 page kept the old publication's name and menu: a rejection didn't carry the new edition over.
    "withdrawn, refused, then the publication changes": [
        _SITE,
        _REST,
        _upload("c", image="media/p.png"),
        _REST,
        Step("delete", "c", {}, 780006662),
        _REST,
        _upload("c", author="nobody"),
        Step("site", "", {"author_name": "Baru", "sections": ["s", "t", "u"], "authors": ["rn"], "language": "en"}, 3),
    ],
    # Nobody could be woken for it again, as its standing version was refused for ever.
    "the time comes, but the address is another's by then": [
        _SITE,
        _upload("a", 948223180, slug="satu", ahead=25, image="media/p.png"),
        _upload("c", 851553775, slug="satu", ahead=3),
    ],
    # A section was taken away while an article came into it: the article stands, and so its pictures must go on coming.
    "a section goes while an article comes": [
        _SITE,
        Step("run", "", {"steps": 3, "trouble": 0.0}, 609714240),
        Step("picture", "media/q.png", {"color": "blue"}, 272551795),
        Step("run", "", {"steps": 10, "trouble": 0.0}, 245534245),
        _upload("a", 189395182, date=1, image="media/q.png", related="c"),
        Step("run", "", {"steps": 100, "trouble": 0.03}, 637978513),
        _upload("b", 404304840, section="t", slug="dua", date=1, tag="y", image="media/q.png"),
        Step(
            "site", "", {"section_name": "Lain", "sections": ["s"], "authors": ["rn"], "logo": "media/p.png"}, 417953427
        ),
        Step("run", "", {"steps": 30, "trouble": 0.0}, 67104438),
    ],
    # Of two that want one address, the one that didn't get it came first when the index was made again.
    "the index is lost after an address was refused": [
        _SITE,
        _upload("b", slug="tiga"),
        _REST,
        _upload("a", slug="tiga"),
        Step("lose-table", "", {}, 2),
    ],
    # The sweep of the receipts took the answer to a stray file for an upload, and answered that.
    "the index is lost, and there is a stray file": [
        _SITE,
        Step("stray", seed=1),
        Step("lose-table", "", {}, 4),
    ],
    # Two looks at once: the one that found its answer given already was the last to set the alarm, an older one.
    "scheduled again while it was answered": [
        _SITE,
        _upload("a", 1039781, ahead=3),
        Step("rest", "", {}, 42077150),
        _upload("a", 873308138, ahead=25),
        _upload("a", 125169674, ahead=3700),
        Step("run", "", {"steps": 30, "trouble": 0.0, "hurry": 1.0}, 716915878),
        _upload("a", 746792044, ahead=3),
    ],
    # Which of its cards came first depended on the order in which the table answered.
    "a page that names two others": [
        _SITE,
        _upload("b", headline="Dua"),
        _upload("c", headline="its own"),
        _REST,
        _upload("a", related="b", follow_up="c", translation="b"),
        _REST,
        _upload("a", related="c", follow_up="b", translation="c"),
    ],
    # What it was to say one day stood on the page of what it no longer is, and in the ledger.
    "published, put off, and deleted before its new time": [
        _SITE,
        _upload("a", slug="satu", headline="Dua"),
        _REST,
        _upload("a", headline="its own", ahead=90000),
        _REST,
        Step("delete", "a", {}, 591635428),
    ],
    # The addresses before went on saying why it was withdrawn first, be it a name that must no longer be said.
    "moved, withdrawn, and withdrawn for another reason": [
        _SITE,
        _upload("a"),
        _REST,
        _upload("a", slug="satu"),
        _REST,
        _upload("a", headline="Dua", withdrawn="sara"),
        _REST,
        _upload("a", withdrawn="masa-depan-anak"),
    ],
    # Its first address still showed it, and went from that to 410 with nobody asking the edge to forget it.
    "moved, and withdrawn before its first address knew": [
        _SITE,
        _upload("a"),
        _REST,
        _upload("a", slug="satu"),
        Step("run", "", {"steps": 12, "trouble": 0.0}, 3),
        _upload("a", slug="satu", withdrawn="sara"),
    ],
    # The ledger never learned that the reply was there.
    "a right of reply that comes after the note of it": [
        _SITE,
        _upload("a", notices=(("ralat", None), ("hak-jawab", "b"))),
        _REST,
        _upload("b", slug="satu"),
        _REST,
        _upload("b", slug="dua"),
    ],
    # Nor when the article itself was withdrawn by then.
    "a right of reply that comes after the withdrawal": [
        _SITE,
        _upload("a", notices=(("ralat", None), ("hak-jawab", "b"))),
        _REST,
        _upload("a", notices=(("ralat", None), ("hak-jawab", "b")), withdrawn="sara"),
        _upload("c", slug="tiga", notices=(("ralat", None), ("hak-jawab", "b"))),
        _REST,
        Step("delete", "c", {}, 5),
        _REST,
        _upload("b", slug="satu"),
    ],
    # It kept its article from having a social card, and nobody looked again when it was taken away before it stood.
    "a picture that came and went": [
        _SITE,
        Step("picture", "media/p.png", {"color": "blue"}, 223501088),
        _REST,
        _upload("a", 646579118, date=3, image="media/q.png", related="a", follow_up="b"),
        Step("run", "", {"steps": 30, "trouble": 0.1, "hurry": 0.2}, 727799520),
        _upload("b", 792775434, date=1, image="media/q.png", related="a"),
        Step("picture", "media/q.png", {"color": "blue"}, 687249290),
        Step("delete", "b", {}, 397812859),
        Step("run", "", {"steps": 30, "trouble": 0.1, "hurry": 0.2}, 645112618),
        Step("run", "", {"steps": 3, "trouble": 0.0, "hurry": 0.2}, 282223983),
        Step("run", "", {"steps": 30, "trouble": 0.0, "hurry": 0.2}, 512593986),
        Step("run", "", {"steps": 100, "trouble": 0.0, "hurry": 0.2}, 208354002),
        Step("unpicture", "media/q.png", {}, 997980316),
    ],
    # What was to come can't any more; of what was public before, its page forgot the headline.
    "the index is lost after what was to come lost its section": [
        _SITE,
        _upload("a", section="t"),
        _REST,
        _upload("a", section="t", ahead=25),
        Step("site", "", {"sections": ["s"], "authors": ["rn", "sd"]}, 4),
        Step("lose-table", "", {}, 5),
    ],
    # One that had never been answered got the address first, and the other wanted it as a former one for ever.
    "the index is lost, and an address goes to another": [
        _SITE,
        _REST,
        _upload("a"),
        Step("lose", "", {}, 1),
        _upload("b"),
        Step("lose-table", "", {}, 0),
    ],
    # The logo came and went between two looks at site.json; what was built in between went on showing it.
    "a logo that came and went": [
        Step("run", "", {"steps": 3, "trouble": 0.0, "hurry": 1.0}, 707050924),
        Step("upload", "a", {"section": "t", "author": "rn", "date": 0, "headline": "Satu", "related": "c"}, 516097057),
        Step(
            "upload",
            "b",
            {
                "section": "u",
                "author": "rn",
                "date": 0,
                "headline": "Satu",
                "notices": (("koreksi", None), ("hak-jawab", "c")),
            },
            668222345,
        ),
        Step("picture", "media/p.png", {"color": "drawing"}, 893527101),
        Step("site", "", {"sections": ["s"], "authors": ["rn", "sd"], "page": "tentang"}, 718925791),
        Step("run", "", {"steps": 10, "trouble": 0.0, "hurry": 1.0}, 880401624),
        Step("delete", "b", {}, 619122601),
        Step(
            "site",
            "",
            {"sections": ["s", "t", "u"], "authors": ["rn"], "logo": "media/p.png", "page": "tentang"},
            212304787,
        ),
        Step("run", "", {"steps": 30, "trouble": 0.0, "hurry": 1.0}, 424610552),
        Step(
            "upload",
            "a",
            {
                "section": "s",
                "author": "rn",
                "date": 0,
                "headline": "its own",
                "related": "a",
                "notices": (("ralat", None),),
            },
            638091325,
        ),
        Step("bad", "b", {"which": 4}, 302805923),
        Step(
            "upload",
            "a",
            {
                "section": "s",
                "author": "rn",
                "date": 0,
                "headline": "Satu",
                "related": "a",
                "notices": (("koreksi", None), ("hak-jawab", "b")),
            },
            119049017,
        ),
        Step("run", "", {"steps": 100, "trouble": 0.0, "hurry": 1.0}, 145626595),
        Step("run", "", {"steps": 30, "trouble": 0.0, "hurry": 1.0}, 704602355),
        Step("unpicture", "media/p.png", {}, 1042468655),
    ],
    # What a drawing had replaced lingered for its hour, though its article had expired.
    "a picture that a drawing replaced": [
        Step("site", "", {"sections": ["s", "t"], "authors": ["rn", "sd"]}, 0),
        Step("picture", "media/q.png", {"color": "blue"}, 840372140),
        Step("upload", "a", {"section": "s", "author": "rn", "date": 0, "image": "media/q.png"}, 315899294),
        Step("lose-site", "", {}, 120191024),
        Step("picture", "media/q.png", {"color": "drawing"}, 654850988),
        Step(
            "upload",
            "a",
            {"section": "s", "author": "rn", "date": 0, "slug": "empat", "image": "media/q.png", "expires": 9},
            836823087,
        ),
    ],
    # An audit called the page stale that names it, though one that is refused shows as little as one that isn't there.
    "an article that is named is refused": [
        _SITE,
        _upload("b", 776887104, slug="satu", related="a"),
        Step("rest", "", {}, 613441115),
        _upload("a", 186063120, slug="satu"),
    ],
}


@pytest.mark.parametrize("name", HISTORIES)
def test_history_converges_again(name):
    run_history(HISTORIES[name])
