from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from kabar.domain.article import Byline, Card
from kabar.domain.identity import SITE_KEY
from kabar.domain.index import Address, Claim, ListEntry, MonthMark, Record, Reference, Site, State
from kabar.domain.rows import commit_of, key_of, rows_of

_CARD = Card("a", "/p/", "Judul", "", "daerah", (Byline("rn"),), datetime(2024, 12, 2, tzinfo=UTC), None, ())
_LIVE = Record("a", 1, State.PUBLISHED, "v1", "e", "v1", "/p/", ("/o/",), _CARD, "2024-12-02",
               ("home", "section/daerah"), ("media/a.jpg", "articles/b.json"))  # fmt: skip


def _some(values):
    return st.lists(st.sampled_from(values), unique=True, max_size=3).map(tuple)


_cards = st.builds(
    replace,
    st.just(_CARD),
    headline=st.sampled_from(["Judul", "Lain"]),
    published=st.sampled_from([datetime(2024, 12, day, tzinfo=UTC) for day in (1, 2)]),
)
_records = st.builds(
    Record,
    id=st.just("a"),
    revision=st.just(1),
    state=st.sampled_from(State),
    answered=st.just("v1"),
    edition=st.just("e"),
    path=st.none() | st.sampled_from(["/p/", "/q/"]),
    former=_some(["/r/", "/s/", "/t/"]),
    aliases=_some(["/old/", "/old.html"]),
    card=st.none() | _cards,
    day=st.none() | st.sampled_from(["2024-12-01", "2024-12-02"]),
    lists=_some(["home", "section/daerah", "tag/air"]),
    refs=_some(["media/a.jpg", "media/b.jpg", "articles/b.json"]),
)
_sites = st.builds(Site, st.just(1), st.just("v1"), refs=_some(["media/a.jpg", "media/b.jpg"]))
_pairs = st.tuples(st.none() | _records, _records) | st.tuples(st.none() | _sites, _sites)


def _table(head):
    rows = list(rows_of(head))
    assert len({key_of(row) for row in rows}) == len(rows)
    return {key_of(row): row for row in rows}


@given(_pairs)
def test_a_commit_turns_the_rows_of_the_old_into_the_rows_of_the_new(pair):
    old, new = pair
    table, commit = _table(old), commit_of(old, new)
    for row in commit.deletes:
        del table[key_of(row)]
    table.update({key_of(row): row for row in commit.puts})
    assert table == _table(new)
    assert commit.head == new


@given(_pairs)
def test_a_commit_writes_nothing_that_stands_and_nothing_twice(pair):
    old, new = pair
    commit = commit_of(old, new)
    before = _table(old)
    assert all(before.get(key_of(row)) != row for row in commit.puts)
    keys = [key_of(row) for row in (*commit.puts, *commit.deletes)]
    assert len(set(keys)) == len(keys)


@given(_records)
def test_a_record_as_it_stands_needs_no_rows(record):
    commit = commit_of(record, replace(record, revision=2))
    assert (commit.puts, commit.deletes) == ((), ())


def test_a_published_article_is_listed_owns_its_addresses_and_refers():
    assert set(rows_of(_LIVE)) == {
        ListEntry("home", _CARD, "2024-12-02"),
        ListEntry("section/daerah", _CARD, "2024-12-02"),
        Address("/p/", "a", Claim.LIVE),
        Address("/o/", "a", Claim.MOVED),
        Reference("media/a.jpg", "articles/a.json"),
        Reference("articles/b.json", "articles/a.json"),
    }


def test_a_withdrawn_article_owns_its_address_and_is_looked_at_when_the_publication_changes():
    gone = replace(_LIVE, state=State.WITHDRAWN, former=(), lists=(), refs=())
    assert set(rows_of(gone)) == {Address("/p/", "a", Claim.GONE), Reference(SITE_KEY, "articles/a.json")}


def test_a_scheduled_article_is_in_no_list_whatever_its_record_says():
    rows = list(rows_of(replace(_LIVE, state=State.SCHEDULED, former=(), refs=())))
    assert rows == [Address("/p/", "a", Claim.GONE)]


def test_the_publication_refers_to_its_pictures():
    assert list(rows_of(Site(1, "v1", refs=("media/l.png",)))) == [Reference("media/l.png", SITE_KEY)]


def test_entries_of_a_list_sort_by_time_then_id():
    late = replace(_CARD, published=datetime(2024, 12, 2, 0, 0, 1, tzinfo=UTC))
    other = replace(_CARD, id="b")
    keys = [key_of(ListEntry("home", card, "2024-12-02")) for card in (_CARD, other, late)]
    assert keys == sorted(keys)
    assert keys[0] == ("LIST#home", "2024-12-02T00:00:00Z#a")


def test_marks_have_keys_that_sort_by_date():
    assert key_of(MonthMark("2024-12", datetime(2024, 12, 2, tzinfo=UTC))) == ("MONTHS", "2024-12")
