"""kabar.ports.Table, in memory and in Amazon DynamoDB: reading."""

from datetime import timedelta

import pytest

from kabar.domain.index import (
    Address,
    Claim,
    DayMark,
    ListEntry,
    Media,
    MonthMark,
    NewsMark,
    Reference,
    Rendition,
    Site,
)
from kabar.domain.pictures import SHOWN
from kabar.domain.rows import Commit
from kabar.ports import Conflict
from support import aws
from support.rows import FACTS, NOON, PICTURE, card, entry, record

SITE = Site(1, "v1", "v1", sections=("daerah",))


def test_the_first_days_from_one_on(table):
    for day in ("2024-11-30", "2024-12-01", "2024-12-09", "2025-01-02"):
        table.mark(DayMark("daerah", day))
    table.mark(DayMark("", "2024-12-02"))
    assert table.days_from("daerah", "2024-12-00", 9) == ("2024-12-01", "2024-12-09", "2025-01-02")
    assert table.days_from("daerah", "2024-11-30", 2) == ("2024-11-30", "2024-12-01")
    assert table.days_from("daerah", "2025-02-00", 9) == ()


def fill(table, *rows, head=SITE):
    table.commit(Commit(head, rows, ()))


def test_what_isn_t_there_is_none_or_empty(table):
    assert table.record("a") is table.site() is table.media("media/a.jpg") is table.address("/a/") is None
    assert dict(table.records(["a"])) == dict(table.pictures(["media/a.jpg"])) == {}
    assert dict(table.records([])) == {}
    assert table.referrers("media/a.jpg") == []
    assert table.newest("home", 9) == table.between("home", NOON, NOON, 9) == ()
    assert table.days("", "2024-12") == table.months() == ()


def test_every_row_is_read_as_it_was_written(table):
    address = Address("/a/", "a", Claim.LIVE)
    fill(table, address, entry("a"), head=record())
    table.put_media(Media("media/a.jpg", 1, "v1", FACTS, "v1"))
    assert table.record("a") == record()
    assert table.address("/a/") == address
    assert table.newest("home", 9) == (card("a"),)
    assert table.media("media/a.jpg") == Media("media/a.jpg", 1, "v1", FACTS, "v1")
    fill(table)
    assert table.site() == SITE


def test_many_records_are_read_at_once_each_once(table):
    for number in range(5):
        fill(table, head=record(str(number)))
    asked = [str(number % 130) for number in range(260)]
    assert dict(table.records(asked)) == {str(number): record(str(number)) for number in range(5)}


def test_pictures_that_were_taken_away_or_not_made_are_not_read(table):
    table.put_media(Media("media/a.jpg", 1, "v1", FACTS, "v1"))
    table.put_rendition(Rendition(FACTS.hash, 1, PICTURE.name, (SHOWN,)))
    table.put_media(Media("media/b.jpg", 1, "v1", None))
    assert dict(table.pictures(["media/a.jpg", "media/b.jpg", "media/c.jpg"])) == {"media/a.jpg": PICTURE}


def test_referrers_of_one_key_are_those_of_no_other(table):
    rows = [Reference("media/a.jpg", f"articles/{id_}.json") for id_ in "ab"]
    fill(table, *rows, Reference("media/a.jpg.png", "articles/c.json"))
    assert sorted(table.referrers("media/a.jpg")) == ["articles/a.json", "articles/b.json"]


def test_a_span_is_read_whole_in_either_order(table):
    cards = [card(str(number), published=NOON + timedelta(minutes=number)) for number in range(4)]
    fill(table, *(ListEntry("home", each, "2024-12-02") for each in cards))
    span = ("home", NOON, NOON + timedelta(minutes=3))
    assert list(table.span(*span)) == cards[:3]
    assert list(table.span(*span, newest_first=True)) == cards[2::-1]


def test_the_parts_of_the_news_sitemap_are_one_unless_marked(table):
    assert table.news_parts() == 1
    table.mark(NewsMark(3))
    assert table.news_parts() == 3
    table.unmark(NewsMark(1))
    assert table.news_parts() == 1


def test_the_newest_come_first_and_no_more_than_asked_for(table):
    fill(table, *(entry(str(minutes), minutes) for minutes in (3, 1, 4, 2)), entry("x", 9, "tag/x"))
    assert [card.id for card in table.newest("home", 3)] == ["4", "3", "2"]
    assert [card.id for card in table.newest("home", 9)] == ["4", "3", "2", "1"]


def test_articles_of_one_moment_have_one_order(table):
    fill(table, entry("b"), entry("a"), entry("c"))
    assert [card.id for card in table.newest("home", 9)] == ["c", "b", "a"]


def test_a_span_holds_its_start_and_not_its_end(table):
    fill(table, *(entry(str(minutes), minutes) for minutes in range(5)))
    start, end = NOON + timedelta(minutes=1), NOON + timedelta(minutes=4)
    assert [card.id for card in table.between("home", start, end, 9)] == ["3", "2", "1"]
    assert [card.id for card in table.between("home", start, end, 2)] == ["3", "2"]
    assert table.between("home", start, start, 9) == ()
    assert [card.id for card in table.between("home", start, start + timedelta(seconds=1), 9)] == ["1"]


def test_beside_a_place_stand_the_nearest_before_and_after_it(table):
    cards = [card(name, published=NOON + timedelta(minutes=minutes)) for name, minutes in
             (("a", 0), ("b", 1), ("c", 1), ("d", 1), ("e", 2))]  # fmt: skip
    fill(table, *(ListEntry("home", each, "2024-12-02") for each in cards))
    beside = {after: [each.id for each in table.beside("home", cards[2], 9, after=after)] for after in (False, True)}
    assert beside == {False: ["b", "a"], True: ["d", "e"]}
    assert [each.id for each in table.beside("home", cards[4], 2, after=False)] == ["d", "c"]
    gone = card("bb", published=NOON + timedelta(minutes=1))
    assert [each.id for each in table.beside("home", gone, 2, after=True)] == ["c", "d"]
    assert [each.id for each in table.beside("home", gone, 2, after=False)] == ["b", "a"]
    assert table.beside("home", cards[4], 2, after=True) == ()


def test_days_are_those_of_the_month_and_the_scope(table):
    days = ["2024-11-30", "2024-12-01", "2024-12-31", "2024-12-10", "2025-01-01"]
    for mark in [*(DayMark("", day) for day in days), DayMark("daerah", "2024-12-02")]:
        table.mark(mark)
    assert table.days("", "2024-12") == (1, 10, 31)
    assert table.days("daerah", "2024-12") == (2,)


def test_months_come_newest_first_each_with_its_latest_change(table):
    for month in ("2024-09", "2025-01", "2024-12"):
        table.mark(MonthMark(month, NOON))
    table.mark(MonthMark("2024-09", NOON + timedelta(days=1)))
    marks = [MonthMark("2025-01", NOON), MonthMark("2024-12", NOON), MonthMark("2024-09", NOON + timedelta(days=1))]
    assert table.months() == tuple(marks)


def test_a_mark_is_set_and_taken_away_as_often_as_you_like(table):
    for _ in range(2):
        table.mark(DayMark("", "2024-12-02"))
        assert table.days("", "2024-12") == (2,)
    for _ in range(2):
        table.unmark(DayMark("", "2024-12-02"))
        assert table.days("", "2024-12") == ()


@pytest.mark.parametrize("revision", [1, 3])
def test_a_picture_s_row_is_written_over_the_revision_before_it_only(table, revision):
    table.put_media(Media("media/a.jpg", 1, "v1", FACTS, "v1"))
    with pytest.raises(Conflict):
        table.put_media(Media("media/a.jpg", revision, "v2", None))
    table.put_media(Media("media/a.jpg", 2, "v2", None))
    assert table.media("media/a.jpg") == Media("media/a.jpg", 2, "v2", None)


def test_every_read_is_strongly_consistent(dynamo_table):
    fill(dynamo_table, entry("a"), head=record())
    with aws.recorded(dynamo_table.rows.client, "dynamodb") as calls:
        dynamo_table.record("a"), dynamo_table.site(), dynamo_table.media("m"), dynamo_table.address("/")
        dynamo_table.records(["a"]), dynamo_table.pictures(["m"]), dynamo_table.referrers("m")
        dynamo_table.newest("home", 1), dynamo_table.between("home", NOON, NOON, 1)
        dynamo_table.days("", "2024-12"), dynamo_table.months()
    assert len(calls) == 11
    for name, params in calls:
        asked = params["RequestItems"][aws.TABLE] if name == "BatchGetItem" else params
        assert (name, asked["ConsistentRead"]) == (name, True)


def test_a_list_longer_than_one_answer_is_read_to_its_end(dynamo_table):
    # Amazon DynamoDB, Query: one answer holds 1 MB at most.
    entries = [entry(f"{number:02}", number, description="x" * 60_000) for number in range(20)]
    for each in entries:
        dynamo_table.rows.put_each([each])
    with aws.recorded(dynamo_table.rows.client, "dynamodb") as calls:
        assert [card.id for card in dynamo_table.newest("home", 19)] == [f"{19 - number:02}" for number in range(19)]
    assert len(calls) == 2


def test_what_a_batch_leaves_unread_is_read_again(dynamo_table, monkeypatch):
    for id_ in "ab":
        fill(dynamo_table, head=record(id_))
    ask, answers = dynamo_table.rows.client.batch_get_item, []

    def grudgingly(RequestItems):  # noqa: N803 - botocore's name
        keys = RequestItems[aws.TABLE]["Keys"]
        answer = ask(RequestItems={aws.TABLE: RequestItems[aws.TABLE] | {"Keys": keys[:1]}})
        answers.append(len(keys))
        rest = {aws.TABLE: RequestItems[aws.TABLE] | {"Keys": keys[1:]}} if keys[1:] else {}
        return answer | {"UnprocessedKeys": rest}

    monkeypatch.setattr(dynamo_table.rows.client, "batch_get_item", grudgingly)
    assert dict(dynamo_table.records(["a", "b"])) == {"a": record("a"), "b": record("b")}
    assert answers == [2, 1]
