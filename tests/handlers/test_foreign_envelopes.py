"""The handlers take what AWS sends, as others have recorded it, and give back what isn't theirs."""

import json
from pathlib import Path

import pytest

from kabar.adapters.items import to_item
from kabar.domain.index import Media
from support.envelopes import batch, failed, message
from support.uploads import SITE

IMAGES = {"OldImage", "NewImage"}


def _events(corpora: Path) -> dict[str, dict]:
    paths = [path for path in sorted((corpora / "aws-events").rglob("*.json")) if "malformed" not in path.name]
    found = {f"{path.parent.name}/{path.stem}": json.loads(path.read_bytes()) for path in paths}
    return {name: document for name, document in found.items() if isinstance(document, dict)}


def _of_source(corpora: Path, source: str) -> dict[str, dict]:
    return {
        name: document
        for name, document in _events(corpora).items()
        if any(record.get("eventSource") == source for record in document.get("Records", ()))
    }


def test_every_s3_event_through_eventbridge_is_looked_at_and_answered(cloud, corpora):
    events = {
        name: document
        for name, document in _events(corpora).items()
        if document.get("source") == "aws.s3" and document.get("detail-type", "").startswith("Object ")
    }
    assert len(events) >= 4
    cloud.upload("IMG_m7fzo3.jpg", b"")
    for app in (cloud.receive, cloud.picture):
        assert failed(app.handler(batch(*map(message, events.values())), None)) == []
    assert cloud.receipt("IMG_m7fzo3.jpg")["errors"][0]["code"] == "key-outside"


def test_messages_of_other_queues_are_given_back_one_by_one(cloud, corpora):
    cloud.put("site.json", SITE)
    events = _of_source(corpora, "aws:sqs")
    assert len(events) >= 6
    for app in (cloud.receive, cloud.build, cloud.picture):
        for name, document in events.items():
            ids = [record["messageId"] for record in document["Records"]]
            assert (name, failed(app.handler(document, None))) == (name, ids)


def test_s3_s_own_notifications_are_no_messages_of_the_arrivals_queue(cloud, corpora):
    events = _of_source(corpora, "aws:s3")
    assert len(events) >= 4
    records = [message(document) for document in events.values()]
    for app in (cloud.receive, cloud.picture):
        assert failed(app.handler(batch(*records), None)) == [record["messageId"] for record in records]


def test_the_stream_s_records_are_read_as_others_have_recorded_them(cloud, corpora):
    row = to_item(Media("media/a.jpg", 1, "v", None))
    read = 0
    for name, document in _of_source(corpora, "aws:dynamodb").items():
        for record in document["Records"]:
            for image in IMAGES & record["dynamodb"].keys():
                record["dynamodb"][image] = row
                read += 1
        assert (name, cloud.plan.handler(document, None)) == (name, None)
    assert read >= 6


def test_an_event_without_records_is_refused_aloud(cloud, corpora):
    scheduled = _events(corpora)["sam-generate-event/cloudwatch-scheduled-event"]
    for app in (cloud.receive, cloud.plan, cloud.build, cloud.picture):
        with pytest.raises(Exception, match=r"Records|batch event"):
            app.handler(scheduled, None)
