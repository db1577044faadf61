"""What pages that are built together read once says the same as what each of them would read."""

from collections import Counter
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.domain.index import DayMark, MonthMark, NewsMark, Site
from kabar.domain.pages import Page
from kabar.domain.rows import Commit
from kabar.services.one_reading import one_reading, rows_asked
from support.memory_index import MemoryTable
from support.memory_queues import SetClock
from support.rows import NOON, card, entry, record

NOW = NOON + timedelta(hours=3)
LISTS = ("home", "section/daerah", "tag/sungai")
PAGES = [Page("list", name) for name in LISTS]
PAGES += [Page("day", "2024-12-02"), Page("month", "2024-12/daerah"), Page("month", "2024-12"), Page("sitemap-news")]
_minutes = st.integers(-60 * 24 * 75, 180) | st.integers(-30, 30)
_moments = _minutes.map(lambda minutes: NOON + timedelta(minutes=minutes))
_questions = st.one_of(
    st.tuples(st.just("newest"), st.sampled_from(LISTS), st.sampled_from([1, 4, 30, 120, 200])),
    st.tuples(st.just("between"), st.sampled_from(LISTS), _moments, _moments, st.sampled_from([1, 100, 5000])),
    st.tuples(st.just("beside"), st.sampled_from(LISTS), st.integers(0, 300), st.booleans()),
    st.tuples(st.just("span"), st.sampled_from(LISTS), _moments, st.booleans()),
    st.tuples(st.just("days"), st.sampled_from(["", "daerah"]), st.sampled_from(["2024-12", "2024-11", "2024-10"])),
    st.tuples(st.just("days_around"), st.sampled_from(["", "daerah"]), _moments, st.booleans()),
)


def _table(minutes):
    """Articles so many minutes after noon, the first one in each list, the others in some."""
    table = MemoryTable()
    rows = []
    for number, minute in enumerate(minutes):
        entries = [
            entry(f"a{number:03}", minute, list_) for place, list_ in enumerate(LISTS) if not number % (place + 1)
        ]
        rows += entries
        day = entries[0].card.published.date().isoformat()
        rows += [DayMark(scope, day) for scope in ("", "daerah")]
    table.commit(Commit(Site(1, "v1", "v1"), tuple(dict.fromkeys(rows)), ()))
    return table


def _once(table, clock, pages):
    return one_reading(table, clock, pages, table.standing(rows_asked(pages)))


def _answer(table, question, minutes):
    match question:
        case "beside", list_, number, after:
            place = number % len(minutes)
            asked = card(f"a{place:03}", NOON + timedelta(minutes=minutes[place]))
            return table.beside(list_, asked, 4, after=after)
        case "span", list_, start, newest_first:
            return [*table.span(list_, start, NOW + timedelta(seconds=1), newest_first=newest_first)]
        case "between", list_, one, other, limit:
            return table.between(list_, min(one, other), max(one, other) + timedelta(days=2), limit)
        case "days_around", scope, moment, whole:
            day = moment.date().isoformat()
            return table.days_around(scope, *((f"{day[:7]}-00", f"{day[:7]}-99") if whole else (day, day)))
        case name, *arguments:
            return getattr(table, name)(*arguments)


@settings(max_examples=150)
@given(
    st.lists(_minutes, min_size=1, max_size=250),
    st.lists(st.sampled_from(PAGES), max_size=4),
    st.lists(_questions, min_size=1, max_size=12),
)
def test_it_says_what_the_table_says_in_whatever_order_it_is_asked(minutes, pages, questions):
    table = _table(minutes)
    once = _once(table, SetClock(NOW), pages)
    for question in questions:
        assert _answer(once, question, minutes) == _answer(table, question, minutes), question


def test_what_was_published_in_the_same_second_as_the_last_one_read_is_not_passed_over():
    minutes = [0] * 250
    table, start = _table(minutes), NOON
    once = _once(table, SetClock(NOW), [Page("list", "home")])
    once.newest("home", 30)
    assert len(once.between("home", start, NOW + timedelta(days=1), 5000)) == 250
    assert len([*once.span("home", start, NOW + timedelta(days=1))]) == 250


class _Counting:
    def __init__(self, table):
        self.table, self.asked = table, Counter()

    def __getattr__(self, name):
        self.asked[name] += 1
        return getattr(self.table, name)


def test_what_pages_share_is_read_once():
    table = _Counting(_table(range(-200, 0)))
    once = _once(table, SetClock(NOW), PAGES)
    for _ in range(2):
        once.newest("home", 30)
        once.between("home", NOON - timedelta(minutes=90), NOW + timedelta(days=1), 5000)
        once.newest("section/daerah", 30)
        once.days("", "2024-12")
        once.days_around("", "2024-12-02", "2024-12-02")
        once.site()
    assert table.asked == {"standing": 1, "newest": 2, "days_from": 1, "days_around": 2}


def test_a_mark_is_written_only_where_another_stands_or_none():
    table = MemoryTable()
    table.mark(MonthMark("2024-12", NOON))
    table.mark(NewsMark(2))
    counting = _Counting(table)
    once = _once(counting, SetClock(NOW), [Page("sitemap", "2024-12"), Page("sitemap-news")])
    once.mark(MonthMark("2024-12", NOON))
    assert counting.asked["mark"] == 0
    once.mark(MonthMark("2024-12", NOON + timedelta(days=1)))
    once.unmark(NewsMark(1))
    once.unmark(NewsMark(1))
    assert (counting.asked["mark"], counting.asked["unmark"]) == (1, 1)
    assert table.months() == (MonthMark("2024-12", NOON + timedelta(days=1)),)
    assert (table.news_parts(), once.news_parts()) == (1, 1)


def test_a_mark_of_the_batch_itself_is_seen():
    table = _table([-60 * 48])
    once = _once(table, SetClock(NOW), [Page("day", "2024-12-02"), Page("month", "2024-12")])
    assert once.days("", "2024-12") == ()
    once.mark(DayMark("", "2024-12-02"))
    assert once.days("", "2024-12") == (2,)


def test_addresses_and_records_are_those_of_the_table():
    table = MemoryTable()
    table.commit(Commit(record("a"), (), ()))
    once = _once(table, SetClock(NOW), [Page("address", "/x/")])
    assert once.address("/x/") is None
    assert once.record("a") == record("a")
    assert once.address("/y/") is None
