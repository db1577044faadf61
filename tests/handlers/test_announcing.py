"""What happens to an article, from the table's stream through the functions to a rule of the event bus."""

import json

import pytest

from support import aws
from support.envelopes import batch, failed, received
from support.moto_cloud import load_function
from support.uploads import ARTICLE, SITE

BUS = "kabar"


@pytest.fixture
def bus(cloud, monkeypatch):  # noqa: ARG001 - in its cloud
    """The bus, and the queue into which a rule puts all that is told there."""
    monkeypatch.setenv("EVENT_BUS", BUS)
    events, queue = aws.client("events"), aws.create_queue("listener")
    events.create_event_bus(Name=BUS)
    events.put_rule(Name="all", EventBusName=BUS, EventPattern=json.dumps({"source": ["kabar"]}))
    events.put_targets(Rule="all", EventBusName=BUS, Targets=[{"Id": "queue", "Arn": aws.queue_arn(queue)}])
    return queue


def _announce(cloud):
    records = [received(message, cloud.announcements) for message in aws.drain(cloud.announcements)]
    return failed(load_function("announce").handler(batch(*records), None))


def test_an_article_s_publication_and_rejection_stand_on_the_bus(cloud, bus):
    cloud.put("site.json", SITE)
    cloud.put("articles/a.json", ARTICLE)
    cloud.put("articles/a.json", b"{}")
    assert _announce(cloud) == []
    events = [json.loads(message["Body"]) for message in aws.drain(bus)]
    assert [(event["source"], event["detail-type"], event["detail"]["articleId"]) for event in events] == [
        ("kabar", "Article Published", "a"),
        ("kabar", "Article Rejected", "a"),
    ]
    assert events[0]["detail"]["url"].startswith(SITE["url"])


@pytest.mark.usefixtures("bus")
def test_what_the_bus_doesn_t_take_goes_back_to_the_queue(cloud, monkeypatch):
    cloud.put("site.json", SITE)
    cloud.put("articles/a.json", ARTICLE)
    app = load_function("announce")
    refusing = {"FailedEntryCount": 1, "Entries": [{"ErrorCode": "ThrottlingException", "ErrorMessage": "busy"}]}
    monkeypatch.setattr(app.service().bus.client, "put_events", lambda **_: refusing)
    (message,) = aws.drain(cloud.announcements)
    assert failed(app.handler(batch(received(message, cloud.announcements)), None)) == [message["MessageId"]]
