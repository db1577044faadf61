"""kabar.ports.Table, in memory and in Amazon DynamoDB: the one transaction an article."""

from dataclasses import replace

import pytest
from botocore.exceptions import ClientError

from kabar.domain.index import Address, Claim, Reference, Site, State
from kabar.domain.rows import Commit, commit_of
from kabar.ports import Conflict
from support import aws
from support.rows import NOON, card, entry, record

FIRST = record(lists=("home", "tag/a"), refs=("media/a.jpg",))


def many(count: int) -> tuple[str, ...]:
    return tuple(f"media/{number:03}.jpg" for number in range(count))


def test_a_record_comes_with_all_its_rows(table):
    table.commit(commit_of(None, FIRST))
    assert table.record("a") == FIRST
    assert table.newest("home", 9) == table.newest("tag/a", 9) == (card("a"),)
    assert table.address("/2024/12/02/a/") == Address("/2024/12/02/a/", "a", Claim.LIVE)
    assert table.referrers("media/a.jpg") == ["articles/a.json"]


def test_a_change_takes_away_what_no_longer_stands(table):
    table.commit(commit_of(None, FIRST))
    later = card("a", published=NOON.replace(hour=9))
    second = replace(FIRST, revision=2, lists=("home",), refs=(), card=later)
    table.commit(commit_of(FIRST, second))
    assert table.newest("home", 9) == (later,)
    assert table.newest("tag/a", 9) == ()
    assert table.referrers("media/a.jpg") == []


def test_a_withdrawal_leaves_the_address_to_say_so(table):
    table.commit(commit_of(None, FIRST))
    table.commit(commit_of(FIRST, replace(FIRST, revision=2, state=State.WITHDRAWN, lists=(), refs=())))
    assert table.newest("home", 9) == ()
    assert table.address("/2024/12/02/a/") == Address("/2024/12/02/a/", "a", Claim.GONE)


@pytest.mark.parametrize("revision", [1, 3])
def test_of_two_writers_on_one_revision_the_second_changes_nothing(table, revision):
    table.commit(commit_of(None, FIRST))
    late = replace(FIRST, revision=revision, lists=("home", "tag/late"), refs=("media/late.jpg",))
    with pytest.raises(Conflict):
        table.commit(commit_of(FIRST, late))
    assert table.record("a") == FIRST
    assert table.newest("tag/late", 9) == ()
    assert [card.id for card in table.newest("tag/a", 9)] == ["a"]
    assert table.referrers("media/late.jpg") == []


def test_the_site_too_is_written_over_the_revision_before_it_only(table):
    table.commit(commit_of(None, Site(1, "v1")))
    with pytest.raises(Conflict):
        table.commit(commit_of(None, Site(1, "v2")))
    table.commit(commit_of(Site(1, "v1"), Site(2, "v2")))
    assert table.site() == Site(2, "v2")


@pytest.mark.parametrize("claim", Claim)
def test_an_address_that_another_article_owns_can_t_be_claimed(table, claim):
    table.commit(Commit(record("b"), (Address("/x/", "b", claim),), ()))
    with pytest.raises(Conflict):
        table.commit(Commit(record("a"), (entry("a"), Address("/x/", "a", Claim.LIVE)), ()))
    assert table.record("a") is None
    assert table.newest("home", 9) == ()
    assert table.address("/x/") == Address("/x/", "b", claim)


def test_an_article_may_change_what_its_own_address_answers(table):
    table.commit(Commit(record(), (Address("/x/", "a", Claim.LIVE),), ()))
    table.commit(Commit(record(revision=2), (Address("/x/", "a", Claim.MOVED),), ()))
    assert table.address("/x/") == Address("/x/", "a", Claim.MOVED)


def test_an_article_with_more_references_than_a_transaction_holds_is_written_and_emptied(table):
    first = record(refs=many(130))
    table.commit(commit_of(None, first))
    assert {key for key in many(130) if table.referrers(key) == ["articles/a.json"]} == set(many(130))
    table.commit(commit_of(first, record(revision=2)))
    assert table.record("a") == record(revision=2)
    assert not any(table.referrers(key) for key in many(130))


def test_a_conflict_with_many_references_changes_nothing_that_readers_see(table):
    table.commit(commit_of(None, FIRST))
    with pytest.raises(Conflict):
        table.commit(commit_of(None, record(lists=("home", "tag/late"), refs=many(130))))
    assert table.record("a") == FIRST
    assert table.newest("tag/late", 9) == ()
    assert table.referrers("media/a.jpg") == ["articles/a.json"]


def test_new_references_come_before_the_transaction_and_ended_ones_go_after_it(dynamo_table):
    first = record(refs=many(60))
    dynamo_table.commit(commit_of(None, first))
    second = record(revision=2, refs=tuple(f"media/new-{number}.jpg" for number in range(60)))
    with aws.recorded(dynamo_table.rows.client, "dynamodb") as calls:
        dynamo_table.commit(commit_of(first, second))
    names = [name for name, _ in calls]
    assert names == ["PutItem"] * 60 + ["TransactWriteItems"] + ["DeleteItem"] * 60


def test_a_hundred_actions_are_one_transaction(dynamo_table):
    with aws.recorded(dynamo_table.rows.client, "dynamodb") as calls:
        dynamo_table.commit(Commit(record(), tuple(Reference(key, "articles/a.json") for key in many(99)), ()))
    assert [(name, len(params["TransactItems"])) for name, params in calls] == [("TransactWriteItems", 100)]


@pytest.mark.parametrize(
    ("code", "reasons", "expected"),
    [
        ("TransactionCanceledException", ["None", "ConditionalCheckFailed"], Conflict),
        ("TransactionCanceledException", ["TransactionConflict", "None"], Conflict),
        ("TransactionConflictException", [], Conflict),
        ("TransactionCanceledException", ["ThrottlingError", "None"], ClientError),
        ("TransactionCanceledException", ["ValidationError"], ClientError),
        ("ProvisionedThroughputExceededException", [], ClientError),
    ],
)
def test_only_what_another_writer_did_is_a_conflict(dynamo_table, monkeypatch, code, reasons, expected):
    answer = {"Error": {"Code": code}, "CancellationReasons": [{"Code": reason} for reason in reasons]}

    def refuse(**_):
        raise ClientError(answer, "TransactWriteItems")

    monkeypatch.setattr(dynamo_table.rows.client, "transact_write_items", refuse)
    with pytest.raises(expected):
        dynamo_table.commit(commit_of(None, FIRST))
