"""What the edge must not keep for its minute is purged, once, after it was written."""

import pytest

from kabar.render.objects import article_tag
from kabar.services.purge import Purge
from support.documents import KEY, article, world

NOTICE = {"type": "koreksi", "text": "Semula salah.", "datePublished": "2024-12-03T08:00:00+07:00"}
TAG = article_tag(KEY.removeprefix("articles/").removesuffix(".json"))


class Edge:
    """Remembers what it was asked to forget."""

    def __init__(self):
        self.calls = []

    def forget(self, tags, reference):
        self.calls.append((tags, reference))


def purged(edge, tags, messages):
    pauses = []
    Purge(edge, pauses.append).purge(tags, messages)
    return pauses


def test_a_first_publication_and_an_update_wait_their_minute():
    made = world()
    made.put(KEY, article())
    made.put(KEY, article(description="Baru."))
    assert made.purges.asked == []


@pytest.mark.parametrize("end", ["deleted", "corrected"])
def test_a_withdrawal_and_a_correction_are_purged(end):
    made = world()
    made.put(KEY, article())
    made.delete(KEY) if end == "deleted" else made.put(KEY, article(correction=[NOTICE]))
    assert made.purges.asked == [(TAG,)]
    made.look(KEY)
    assert made.purges.asked == [(TAG,)]


def test_a_lifted_embargo_is_purged_with_the_lists_that_now_show_it():
    made = world()
    made.put(KEY, article(embargoedUntil="2024-12-20T06:00:00+07:00"))
    assert set(made.purges.asked[0]) >= {TAG, "list-home", "list-section-daerah"}


def test_a_batch_is_one_call_and_the_next_waits_two_seconds():
    edge = Edge()
    assert purged(edge, ["b", "a", "b"], ["2", "1"]) == [2.0]
    assert [tags for tags, _ in edge.calls] == [["a", "b"]]


def test_the_same_batch_again_is_the_same_wish_and_another_is_another():
    edge = Edge()
    for messages in (["1", "2"], ["2", "1"], ["3"]):
        purged(edge, ["a"], messages)
    again, same, other = (reference for _, reference in edge.calls)
    assert again == same != other
