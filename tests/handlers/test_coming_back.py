"""What a function can't do comes back soon the first times, and then when its queue says."""

import json

import pytest
from botocore.exceptions import ClientError

from kabar.bootstrap import common, queues
from support import aws
from support.envelopes import batch, message, received
from support.moto_cloud import load_function

QUEUES = [
    ("receive", "arrivals"), ("build", "pages"), ("picture", "pictures"), ("picture", "renditions"),
    ("announce", "announcements"), ("purge", "purges"), ("audit", "audits"),
]  # fmt: skip
SOON = {"1": range(5, 11), "2": range(30, 61)}


@pytest.fixture
def audits(cloud, monkeypatch):
    cloud.audits = aws.create_queue("audits.fifo")
    for name, value in {"AUDITS_QUEUE_URL": cloud.audits, "DISTRIBUTION_ID": "E1"}.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def hidden(cloud):  # noqa: ARG001 - in its cloud
    """What SQS was asked to hide."""
    asked = []
    events = common.client("sqs").meta.events
    events.register("provide-client-params.sqs.ChangeMessageVisibility", lambda params, **_: asked.append(params))
    return asked


def given_back(name, event):
    """Whether the function gave all of it back, in either way."""
    try:
        response = load_function(name).handler(event, None)
    except json.JSONDecodeError:
        return True
    return len(response["batchItemFailures"]) == len(event["Records"])


@pytest.mark.usefixtures("audits")
@pytest.mark.parametrize("tries", ["1", "2", "3"])
@pytest.mark.parametrize(("name", "queue"), QUEUES)
def test_what_fails_comes_back_soon_twice(cloud, hidden, name, queue, tries):
    url = getattr(cloud, queue)
    group = {"MessageGroupId": "a", "MessageDeduplicationId": "a"} if url.endswith(".fifo") else {}
    cloud.sqs.send_message(QueueUrl=url, MessageBody="?", **group)
    (got,) = cloud.sqs.receive_message(QueueUrl=url, AttributeNames=["All"])["Messages"]
    record = received(got, url)
    record["attributes"]["ApproximateReceiveCount"] = tries
    assert given_back(name, batch(record))
    handles = [asked["ReceiptHandle"] for asked in hidden]
    assert handles == [record["receiptHandle"]] * (tries in SOON)
    assert all(asked["QueueUrl"] == url and asked["VisibilityTimeout"] in SOON[tries] for asked in hidden)


def test_a_message_that_can_t_be_hidden_is_given_back_all_the_same(cloud, caplog):
    with pytest.raises(ClientError):
        queues.waiting("ARRIVALS_QUEUE_URL").retry("nobody's", 1)
    records = [message("?"), message("?")]
    assert len(cloud.receive.handler(batch(*records), None)["batchItemFailures"]) == 2
    said = [record.message_id for record in caplog.records if record.message == "comes back later"]
    assert said == [record["messageId"] for record in records]


def test_what_succeeds_is_not_hidden(cloud, hidden):
    good, bad = message({"key": "receipts/x.json"}), message("?")
    cloud.receive.handler(batch(good, bad), None)
    assert [asked["ReceiptHandle"] for asked in hidden] == [bad["receiptHandle"]]
