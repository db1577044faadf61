"""What the renderer keeps between pages never shows on another one."""

from dataclasses import replace
from itertools import combinations, permutations

import pytest

from contract_article import CARD, FRAME, PLAIN_CARD, PUBLICATION
from kabar.domain.site import DayPage, ListPage, MonthPage
from kabar.render import shell
from render.pages import RENDERER

SECTION = replace(PUBLICATION.sections[0], name="Rubrik lain")
OTHER = replace(
    FRAME,
    publication=replace(PUBLICATION, name="Nama lain", sections=(SECTION, *PUBLICATION.sections[1:])),
    edition="x",
)
ENGLISH = replace(FRAME, publication=replace(PUBLICATION, language="en"), edition="y")
CARDS = (replace(CARD, section=SECTION.slug), PLAIN_CARD)
PAGES = (
    ListPage("home", "", CARDS),
    ListPage("section", SECTION.slug, CARDS),
    ListPage("tag", CARD.tags[0].slug, CARDS),
    ListPage("language", "en", CARDS),
)


def _rendered(frame):
    month = MonthPage("2024-12", (2,), CARDS)
    day = DayPage(CARD.published.date(), CARDS, SECTION.slug)
    lists = [each for page in PAGES for each in RENDERER.list_page(frame, page)]
    return {each.key: each.body for each in (*lists, *RENDERER.month(frame, month), *RENDERER.day(frame, day))}


def _alone(frame):
    shell._KEPT.clear()
    return _rendered(replace(frame))


@pytest.mark.parametrize("frames", [*permutations((FRAME, OTHER, ENGLISH))])
def test_pages_are_the_same_whatever_was_rendered_before(frames):
    alone = [_alone(frame) for frame in frames]
    assert [_rendered(frame) for frame in (*frames, *frames)] == [*alone, *alone]
    assert not any(one[key] == other[key] for one, other in combinations(alone, 2) for key in one.keys() & other.keys())


def test_only_so_many_shells_are_kept():
    for number in range(200):
        shell.shell(FRAME, f"rubrik-{number}")
    assert len(shell._KEPT) <= 64
