"""The functions `webhook` and `ping` over moto, and a listener with a certificate of its own."""

import json

import pytest

from kabar.adapters.web import PublicWeb
from support import aws
from support.envelopes import batch, failed, received
from support.moto_cloud import load_function
from support.uploads import SITE

PARAMETER = "/kabar/webhooks"
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
HEADLINE = "Jembatan Gantung Dibuka Lagi"
EVENT = {
    "source": "kabar", "detail-type": "Article Published", "time": "2024-12-02T03:15:02Z",
    "detail": {"id": "f" * 32, "kind": "published", "articleId": "a", "section": "daerah", "url": f"{SITE['url']}/a/"},
}  # fmt: skip


@pytest.fixture
def queue(cloud, monkeypatch):  # noqa: ARG001 - in its cloud
    url = aws.create_queue("queue", VisibilityTimeout="180")
    hooks = [{"name": "a", "url": "https://hooks.example/in", "secret": SECRET}]
    aws.client("ssm").put_parameter(Name=PARAMETER, Value=json.dumps(hooks), Type="SecureString")
    for name, value in {"WEBHOOKS_QUEUE_URL": url, "PINGS_QUEUE_URL": url, "WEBHOOKS_PARAMETER": PARAMETER}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("SCALE", "newsroom")
    return url


def _receive(url):
    messages = aws.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10, AttributeNames=["All"])
    return [received(message, url) for message in messages.get("Messages", ())]


def _answers(monkeypatch, status):
    """What every address outside answers; what it was asked."""
    asked = []

    def post(_, url, body, headers):
        asked.append((url, body, headers))
        return type("Answer", (), {"status": status, "retry_after": None})

    monkeypatch.setattr(PublicWeb, "post", post)
    return asked


def test_an_event_goes_to_the_webhook_by_way_of_a_message_of_its_own(queue, monkeypatch):
    asked, app = _answers(monkeypatch, 200), load_function("webhook")
    aws.client("sqs").send_message(QueueUrl=queue, MessageBody=json.dumps(EVENT))
    for _ in range(2):
        (record,) = _receive(queue)
        assert failed(app.handler(batch(record), None)) == []
        aws.client("sqs").delete_message(QueueUrl=queue, ReceiptHandle=record["receiptHandle"])
    ((url, body, headers),) = asked
    assert (url, json.loads(body)["data"]["articleId"]) == ("https://hooks.example/in", "a")
    assert headers["webhook-id"] == "f" * 32
    assert _receive(queue) == []


@pytest.mark.parametrize("name", ["webhook", "ping"])
def test_what_isn_t_answered_comes_back_after_a_while(cloud, queue, monkeypatch, ear, name):
    _answers(monkeypatch, 503)
    cloud.put("site.json", SITE | {"indexNow": {"key": "0123456789abcdef"}})
    told = EVENT | {"detail": EVENT["detail"] | {"headline": HEADLINE}}
    body = told if name == "ping" else {"webhook": "a", "event": told}
    aws.client("sqs").send_message(QueueUrl=queue, MessageBody=json.dumps(body))
    (record,) = _receive(queue)
    app, hidden = load_function(name), []
    waiting = app.services()[1]
    monkeypatch.setattr(waiting.again.client, "change_message_visibility", lambda **asked: hidden.append(asked))
    assert failed(app.handler(batch(record), None)) == [record["messageId"]]
    assert [asked["ReceiptHandle"] for asked in hidden] == [record["receiptHandle"]]
    assert 15 <= hidden[0]["VisibilityTimeout"] <= 30
    assert "answers 503" in ear.text
    assert HEADLINE not in ear.text


def test_a_batch_of_pings_is_one_request(cloud, queue, monkeypatch):
    asked = _answers(monkeypatch, 202)
    cloud.put("site.json", SITE | {"indexNow": {"key": "0123456789abcdef"}})
    for path in ("/a/", "/b/", "/a/"):
        told = EVENT | {"detail": EVENT["detail"] | {"url": SITE["url"] + path}}
        aws.client("sqs").send_message(QueueUrl=queue, MessageBody=json.dumps(told))
    assert failed(load_function("ping").handler(batch(*_receive(queue)), None)) == []
    ((_, body, _),) = asked
    assert sorted(json.loads(body)["urlList"]) == [f"{SITE['url']}/a/", f"{SITE['url']}/b/"]


def test_a_secret_that_isn_t_as_it_should_be_is_a_failure_that_doesn_t_show_it(queue, monkeypatch, caplog):
    _answers(monkeypatch, 200)
    aws.client("ssm").put_parameter(Name=PARAMETER, Value=SECRET, Type="SecureString", Overwrite=True)
    aws.client("sqs").send_message(QueueUrl=queue, MessageBody=json.dumps(EVENT))
    (record,) = _receive(queue)
    assert failed(load_function("webhook").handler(batch(record), None)) == [record["messageId"]]
    assert SECRET not in caplog.text
