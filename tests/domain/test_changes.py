from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kabar.domain.article import Byline, Card
from kabar.domain.changes import Touched, touched_by
from kabar.domain.identity import SITE_KEY
from kabar.domain.index import (
    Address,
    Claim,
    DayMark,
    ListEntry,
    Media,
    MonthMark,
    NewsMark,
    Record,
    Reference,
    Rendition,
    Site,
    State,
)
from kabar.domain.life import Reason, Withdrawal
from kabar.domain.pictures import SHOWN
from support.rows import FACTS, PICTURE
from support.rows import record as _record

_NOW = datetime(2024, 12, 2, tzinfo=UTC)
_CARD = Card("a", "/p/", "Judul", "", "daerah", (Byline("rn"),), _NOW, None, ())
_LIVE = Record("a", 1, State.PUBLISHED, "v1", "e1", "v1", "/p/", (), _CARD, "2024-12-02", ("home", "tag/air"))
_SITE = Site(1, "v1", "v1", ("daerah",), ("rn",), ("tentang",))
_KEYS = frozenset({"articles/a.json"})


def _pages(old, new):
    return {str(page) for page in touched_by(old, new).pages}


def _both_ways(row):
    came, went = touched_by(None, row), touched_by(row, None)
    assert came == went
    return {str(page) for page in came.pages}


def test_an_entry_of_the_whole_touches_front_page_calendar_and_sitemaps():
    assert _both_ways(ListEntry("home", _CARD, "2024-12-02")) == {
        "list:home", "day:2024-12-02", "month:2024-12", "sitemap:2024-12", "sitemap-news", f"address:{_CARD.path}",
    }  # fmt: skip


def test_an_entry_of_a_section_touches_its_list_and_its_calendar():
    entry = ListEntry("section/daerah", _CARD, "2024-12-02")
    assert _both_ways(entry) == {"list:section/daerah", "day:2024-12-02/daerah", "month:2024-12/daerah"}


@pytest.mark.parametrize("name", ["tag/air", "author/rn"])
def test_an_entry_of_a_tag_or_author_touches_its_list(name):
    assert _both_ways(ListEntry(name, _CARD, "2024-12-02")) == {f"list:{name}"}


def test_an_entry_that_changes_its_day_touches_both():
    old, new = (ListEntry("section/daerah", _CARD, f"2024-12-0{day}") for day in (2, 3))
    assert {"day:2024-12-02/daerah", "day:2024-12-03/daerah"} <= _pages(old, new)


def test_an_address_touches_itself():
    assert _both_ways(Address("/p/", "a", Claim.LIVE)) == {"address:/p/"}
    assert _pages(Address("/p/", "a", Claim.LIVE), Address("/p/", "a", Claim.MOVED)) == {"address:/p/"}


def test_a_picture_touches_what_refers_to_it():
    media = Media("media/a.jpg", 1, "v1", FACTS)
    key = frozenset({"media/a.jpg"})
    touched = Touched(referred=key, bytes=frozenset({FACTS.hash}), photographs=key)
    assert touched_by(None, media) == touched_by(media, replace(media, facts=None)) == touched
    assert touched_by(media, replace(media, revision=2, version="v2", source="v2")) == Touched()


def test_another_picture_touches_both_and_the_one_shown_before():
    media, other = Media("media/a.jpg", 1, "v1", FACTS), replace(FACTS, hash="ab")
    touched = touched_by(media, replace(media, facts=other, before=replace(FACTS, hash="cd")))
    assert touched.bytes == {FACTS.hash, "ab", "cd"}


def test_what_is_made_of_a_picture_touches_what_shows_it():
    row = Rendition("ab", 1, "ab01", (SHOWN,))
    assert touched_by(None, row) == touched_by(row, None) == Touched(made=frozenset({"ab"}))
    assert touched_by(row, replace(row, name="ab02")) == Touched(made=frozenset({"ab"}))
    assert touched_by(row, replace(row, uses=())) == Touched(made=frozenset({"ab"}))
    assert touched_by(row, replace(row, uses=("25-50", SHOWN), leaving=_NOW)) == Touched()


def test_a_card_is_made_of_what_has_no_picture_and_unmade_when_it_has():
    plain = _record(card=_CARD)
    shown = replace(plain, card=replace(_CARD, picture=PICTURE), version="v2")
    assert {str(page) for page in touched_by(None, plain).cards} == {f"card:{plain.path}"}
    assert {str(page) for page in touched_by(plain, shown).cards} == {f"card:{plain.path}"}
    assert touched_by(shown, replace(shown, version="v3")).cards == frozenset()


def test_an_article_touches_its_pictures_when_it_or_they_come_or_go():
    record = _record(refs=("media/a.jpg", "articles/b.json"))
    assert touched_by(None, record).media == {"media/a.jpg"}
    assert touched_by(record, replace(record, state=State.WITHDRAWN)).media == {"media/a.jpg"}
    assert touched_by(record, replace(record, refs=("media/b.jpg",))).media == {"media/a.jpg", "media/b.jpg"}
    assert touched_by(record, replace(record, crops=(("25-50", "media/a.jpg"),))).media == {"media/a.jpg"}
    assert touched_by(record, replace(record, version="v9")).media == frozenset()


def test_a_day_with_or_without_articles_touches_its_month():
    assert _both_ways(DayMark("", "2024-12-02")) == {"month:2024-12"}
    assert _both_ways(DayMark("daerah", "2024-12-02")) == {"month:2024-12/daerah"}


def test_a_month_that_comes_or_goes_touches_archive_and_index_and_one_that_changes_the_index():
    mark = MonthMark("2024-12", _NOW)
    assert _pages(None, NewsMark(2)) == _pages(NewsMark(2), NewsMark(3)) == {"sitemap-index"}
    assert _both_ways(mark) == {"sitemap-index", "archive"}
    assert _pages(mark, replace(mark, modified=_NOW.replace(day=3))) == {"sitemap-index"}


def test_a_reference_touches_nothing():
    assert _both_ways(Reference("media/a.jpg", "articles/a.json")) == set()


@pytest.mark.parametrize("row", [_LIVE, _SITE, Address("/p/", "a", Claim.LIVE), MonthMark("2024-12", _NOW)])
def test_nothing_that_stays_the_same_touches_anything(row):
    assert touched_by(row, row) == Touched()


def test_an_article_that_appears_touches_its_page_and_its_referrers():
    assert touched_by(None, _LIVE).referred == _KEYS
    assert _pages(None, _LIVE) == {"address:/p/"}


@pytest.mark.parametrize(
    "card", [replace(_CARD, headline="Lain"), replace(_CARD, path="/q/"), replace(_CARD, language="en")]
)
def test_what_referrers_show_touches_them(card):
    assert touched_by(_LIVE, replace(_LIVE, card=card)).referred == _KEYS


def test_what_referrers_dont_show_touches_only_the_article():
    touched = touched_by(_LIVE, replace(_LIVE, revision=2, version="v2", card=replace(_CARD, description="x")))
    assert (touched.referred, {str(page) for page in touched.pages}) == (frozenset(), {"address:/p/"})


def test_a_rejection_touches_nothing():
    assert touched_by(_LIVE, replace(_LIVE, revision=2, answered="v2")) == Touched()
    assert touched_by(None, Record("a", 1, State.NONE, "v1", "")) == Touched()


def test_a_picture_that_arrived_touches_the_articles_page():
    assert _pages(_LIVE, replace(_LIVE, revision=2, pictures="0123")) == {"address:/p/"}


def test_a_move_touches_the_new_address_and_every_former_one():
    old = replace(_LIVE, former=("/o/",))
    assert _pages(old, replace(_LIVE, path="/q/", former=("/o/", "/p/"))) == {
        "address:/p/",
        "address:/q/",
        "address:/o/",
    }


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.SCHEDULED])
def test_a_withdrawal_touches_every_address_and_the_referrers(state):
    old = replace(_LIVE, former=("/o/",))
    touched = touched_by(old, replace(old, revision=2, state=state, lists=()))
    assert {str(page) for page in touched.pages} == {"address:/p/", "address:/o/"}
    assert touched.referred == _KEYS


def test_a_scheduled_article_touches_no_page():
    assert touched_by(None, Record("a", 1, State.SCHEDULED, "v1", "e1", "v1")) == Touched()


def test_a_new_edition_touches_all_that_shows_the_article():
    old = replace(_LIVE, former=("/o/",))
    assert _pages(old, replace(old, revision=2, edition="e2")) == {
        "address:/p/", "address:/o/", "list:home", "day:2024-12-02", "month:2024-12", "sitemap:2024-12", "sitemap-news",
        "list:tag/air",
    }  # fmt: skip


def test_a_new_publication_touches_its_own_pages_every_article_and_what_was_withdrawn():
    new = replace(_SITE, revision=2, version="v2", sections=("ekonomi",), authors=("tk",), pages=("kontak",))
    touched = touched_by(_SITE, new)
    assert {str(page) for page in touched.pages} == {
        "list:home", "list:section/daerah", "list:section/ekonomi", "list:author/rn", "list:author/tk",
        "fixed:tentang", "fixed:kontak", "furniture", "archive", "ledger", "sitemap-index", "sitemap-news",
    }  # fmt: skip
    assert (touched.sweep, touched.referred) == (True, frozenset({SITE_KEY}))


def test_a_new_logo_touches_everything_too():
    assert touched_by(_SITE, replace(_SITE, pictures="0123")).sweep


def test_a_rejected_publication_touches_nothing():
    assert touched_by(_SITE, replace(_SITE, revision=2, answered="v2")) == Touched()
    assert touched_by(None, Site(1, "v1")) == Touched()


def test_a_former_address_says_anew_why_an_article_is_gone():
    gone = replace(_LIVE, state=State.WITHDRAWN, former=("/old/",))
    reasoned = replace(gone, withdrawal=Withdrawal(_NOW, Reason.SARA, "Ditarik."))
    assert _pages(gone, reasoned) == {"address:/p/", "address:/old/"}


def test_a_picture_that_comes_or_goes_touches_its_articles_social_cards():
    none, photograph = Media("media/a.jpg", 1, "v1"), Media("media/a.jpg", 2, "v2", FACTS)
    vector = replace(photograph, facts=replace(FACTS, vector=True))
    other = replace(photograph, facts=replace(FACTS, hash="ab"))
    changes = [(None, photograph), (photograph, none), (photograph, vector), (none, vector), (photograph, other)]
    touched = [touched_by(old, new).photographs for old, new in changes]
    assert touched == [{"media/a.jpg"}] * 3 + [set()] * 2
