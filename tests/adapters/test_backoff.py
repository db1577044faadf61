import pytest

from kabar.adapters.backoff import Backoff
from kabar.adapters.item_rows import ItemRows
from kabar.adapters.items import to_item
from kabar.adapters.manifest import DynamoManifest
from kabar.adapters.table import DynamoTable
from kabar.domain.manifest import Built
from kabar.domain.pages import Page
from kabar.domain.problems import Retryable
from support.rows import record


class Reluctant:
    """A table that at first answers nothing of a batch, or only half of it."""

    def __init__(self, refusals):
        self.refusals = refusals

    def batch_get_item(self, RequestItems):  # noqa: N803
        keys = RequestItems["t"]["Keys"]
        self.refusals -= 1
        taken = keys[: len(keys) // 2] if self.refusals >= 0 else keys
        left = {"t": RequestItems["t"] | {"Keys": keys[len(taken) :]}} if len(taken) < len(keys) else {}
        found = [to_item(record(key["pk"]["S"].removeprefix("ARTICLE#"))) for key in taken]
        return {"Responses": {"t": found}, "UnprocessedKeys": left}

    def batch_write_item(self, RequestItems):  # noqa: N803
        self.refusals -= 1
        return {"UnprocessedItems": RequestItems if self.refusals >= 0 else {}}


def _table(refusals, pauses, chance=0.0):
    return DynamoTable(ItemRows(Reluctant(refusals), "t", Backoff(pauses.append, lambda: chance)))


def test_what_a_batch_left_out_is_asked_for_again_after_a_pause_that_grows():
    pauses = []
    assert dict(_table(4, pauses).records("abcdef")) == {id_: record(id_) for id_ in "abcdef"}
    assert pauses == [0.025, 0.05, 0.1, 0.2]


def test_chance_makes_the_pause_at_most_twice_as_long():
    pauses = []
    _ = dict(_table(2, pauses, chance=0.5).records("ab"))
    assert pauses == pytest.approx([0.0375, 0.075])


def test_a_table_that_never_answers_is_given_up():
    pauses = []
    with pytest.raises(Retryable, match="BatchGetItem"):
        _table(10**6, pauses).records("a")
    assert len(pauses) == 8
    assert sum(pauses) <= 4


def test_a_manifest_that_takes_nothing_is_given_up_too():
    pauses, home = [], Page("list", "home")
    manifest = DynamoManifest(Reluctant(10**6), "t", Backoff(pauses.append, lambda: 0.0))
    for ask, name in ((lambda: manifest.built([home]), "BatchGetItem"), (lambda: _note(manifest), "BatchWriteItem")):
        pauses.clear()
        with pytest.raises(Retryable, match=name):
            ask()
        assert len(pauses) == 8


def test_what_a_manifest_left_undone_is_done_after_a_pause():
    pauses = []
    _note(DynamoManifest(Reluctant(3), "t", Backoff(pauses.append, lambda: 0.0)))
    assert pauses == [0.025, 0.05, 0.1]


def _note(manifest):
    manifest.note(Built(Page("list", "home"), "a"), {"index.html": '"1"'}, [])


def test_a_whole_answer_waits_for_nothing():
    pauses = []
    assert len(_table(0, pauses).records("ab")) == 2
    assert pauses == []
