"""kabar.ports.Arrivals and Pages in Amazon SQS."""

import json
import string
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.adapters.queues import WINDOW, SqsArrivals, SqsPages
from kabar.arrival import Look, Sweep, read_arrival
from kabar.domain.pages import Page, parse_page
from kabar.domain.problems import Retryable
from support import aws
from support.memory_queues import SetClock

ALLOWED = set(string.ascii_letters + string.digits + string.punctuation)
"""Amazon SQS, SendMessage: what a group id and a deduplication id consist of, 128 of them at most."""
PAGES = [Page("list", "home"), Page("furniture"), Page("address", "/x/" + "y" * 1000), Page("list", "tag/世界")]


@pytest.fixture
def arrivals(_amazon):
    return SqsArrivals(aws.client("sqs"), aws.create_queue("arrivals"))


@pytest.fixture
def pages(_amazon):
    return SqsPages(aws.client("sqs"), aws.create_queue("pages.fifo"), SetClock())


def bodies(queue):
    return [message["Body"] for message in aws.drain(queue.url)]


def test_a_look_is_read_as_it_was_asked_for(arrivals):
    keys = ["articles/a.json", 'articles/a b+c%é\n\x00\\".json', "site.json"]
    arrivals.look_at(keys)
    assert sorted(look.key for look in map(read_arrival, bodies(arrivals))) == sorted(keys)


def test_a_sweep_is_read_as_it_was_asked_for(arrivals):
    arrivals.sweep("articles/")
    arrivals.sweep("articles/", "articles/a.json")
    asked = [Sweep("articles/", ""), Sweep("articles/", "articles/a.json")]
    assert sorted(map(read_arrival, bodies(arrivals)), key=str) == sorted(asked, key=str)


@pytest.mark.parametrize(("count", "batches"), [(0, []), (1, [1]), (10, [10]), (23, [10, 10, 3])])
def test_messages_are_sent_by_tens(arrivals, count, batches):
    keys = [f"articles/{number}.json" for number in range(count)]
    with aws.recorded(arrivals.client, "sqs") as calls:
        arrivals.look_at(iter(keys))
    assert [len(params["Entries"]) for _, params in calls] == batches
    assert sorted(map(read_arrival, bodies(arrivals)), key=str) == sorted(map(Look, keys), key=str)


def test_a_message_that_the_queue_refuses_is_an_error(arrivals, monkeypatch):
    refused = {"Failed": [{"Id": "0", "Code": "InternalError", "Message": "busy", "SenderFault": False}]}
    monkeypatch.setattr(arrivals.client, "send_message_batch", lambda **_: refused)
    with pytest.raises(Retryable, match="1 of 1 messages not taken: busy"):
        arrivals.look_at(["site.json"])


def test_a_page_comes_back_as_it_was_asked_for(pages):
    pages.build(PAGES)
    assert sorted(parse_page(json.loads(body)["page"]).name for body in bodies(pages)) == sorted(p.name for p in PAGES)


def test_a_page_is_asked_for_once_in_a_window(pages):
    pages.build(PAGES[:1])
    pages.clock.time += timedelta(seconds=WINDOW, microseconds=-1)
    pages.build(PAGES[:1])
    assert len(bodies(pages)) == 1


def test_a_page_asked_for_in_the_next_window_is_asked_for_again(pages):
    pages.build(PAGES[:1])
    pages.clock.time += timedelta(seconds=WINDOW)
    pages.build(PAGES[:1])
    assert len(bodies(pages)) == 2


def test_two_pages_of_one_window_are_two(pages):
    pages.build([Page("day", "2024-12-02"), Page("day", "2024-12-02/daerah"), Page("month", "2024-12")])
    assert len(bodies(pages)) == 3


def test_each_page_is_a_group_of_its_own(pages):
    pages.build(PAGES)
    groups = [message["Attributes"]["MessageGroupId"] for message in aws.drain(pages.url)]
    assert sorted(groups) == sorted(page.group for page in PAGES)
    assert len(set(groups)) == len(PAGES)


@given(st.text(st.characters(exclude_categories=["C", "Z"]), max_size=300))
def test_whatever_a_page_is_called_sqs_takes_its_ids(name):
    sent = []

    class Client:
        def send_message_batch(self, Entries, **_):  # noqa: N803 - botocore's name
            sent.extend(Entries)
            return {}

    SqsPages(Client(), "", SetClock()).build([Page("address", name)])
    for id_ in (sent[0]["MessageGroupId"], sent[0]["MessageDeduplicationId"]):
        assert 0 < len(id_) <= 128
        assert set(id_) <= ALLOWED
