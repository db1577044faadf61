"""Whatever row was lost of an article or of the publication, a look at it writes it again."""

import pytest

from kabar.domain.index import Address, Claim, DayMark, LedgerEntry, ListEntry, MonthMark, Record, Reference, Relation
from kabar.domain.rows import key_of
from support.documents import KEY, PATH, article, image, related, site, world
from support.uploads import jpeg

NOTICE = {"type": "hak-jawab", "text": "Jawaban.", "datePublished": "2024-12-03T08:00:00+07:00", "article": "b"}


def _busy():
    made = world(
        a=article(keywords=["Air"], articleBody=[image("media/a.jpg"), related("b")], correction=[NOTICE]),
        b=article(headline="Balasan", datePublished="2024-12-03T08:00:00+07:00"),
    )
    made.put("media/a.jpg", jpeg())
    made.put("site.json", site(publisher={"name": "PT Uji", "logo": "media/a.jpg"}))
    return made


def _lost_one_by_one():
    rows = [row for row in _busy().table.rows.values() if isinstance(row, _MENDED)]
    assert {type(row) for row in rows} == set(_MENDED)
    return rows


_MENDED = (Record, ListEntry, Address, Reference, Relation, LedgerEntry)


@pytest.mark.parametrize("row", _lost_one_by_one(), ids=lambda row: "-".join(key_of(row)))
def test_a_lost_row_comes_back_and_nothing_else_changes(row):
    made = _busy()
    rows, objects = dict(made.table.rows), dict(made.site.objects)
    del made.table.rows[key_of(row)]
    for key in ("articles/a.json", "articles/b.json", "site.json"):
        made.look(key)
    assert made.table.rows.keys() == rows.keys()
    assert made.table.rows[key_of(row)] == row or isinstance(row, Record)
    assert made.site.objects == objects


def test_a_look_at_what_is_whole_writes_nothing():
    made = _busy()
    before = dict(made.table.rows)
    made.look(KEY)
    made.look("site.json")
    assert made.table.rows == before


def test_a_row_that_says_something_else_is_put_right():
    made = _busy()
    entry = next(row for row in made.table.rows.values() if isinstance(row, ListEntry))
    made.table.rows[key_of(entry)] = ListEntry(entry.list, entry.card, "1999-01-01")
    made.look("articles/a.json")
    made.look("articles/b.json")
    assert made.table.rows[key_of(entry)] == entry


def test_an_address_that_another_article_has_meanwhile_stays_its_own():
    made = _busy()
    theirs = Address(PATH, "other", Claim.LIVE)
    made.table.rows[key_of(theirs)] = theirs
    made.look(KEY)
    assert made.table.address(PATH) == theirs


def test_marks_belong_to_pages():
    rows = _busy().table.rows.values()
    assert any(isinstance(row, DayMark) for row in rows)
    assert any(isinstance(row, MonthMark) for row in rows)
