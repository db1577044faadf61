import base64
import json

import pytest

from kabar.domain.announcements import Kind
from kabar.domain.patience import patience, soon
from kabar.domain.webhooks import Webhook, WrongWebhooks, headers, message, parse_webhooks

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
_ONE = {"name": "a", "url": "https://a.example/in", "secret": SECRET}


def test_a_signature_is_that_of_the_standard():
    # The example that the standard's own libraries are tested with.
    webhook = Webhook("a", "", base64.b64decode(SECRET.removeprefix("whsec_")), frozenset())
    signed = headers(webhook, "msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}', 1614265330)
    assert signed["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert (signed["webhook-id"], signed["webhook-timestamp"]) == ("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330")


def test_webhooks_want_all_events_or_those_that_they_name():
    found = parse_webhooks(json.dumps([_ONE, {**_ONE, "name": "b", "events": ["withdrawn"]}]))
    assert found["a"].kinds == frozenset(Kind)
    assert (found["b"].kinds, found["b"].url) == ({Kind.WITHDRAWN}, "https://a.example/in")


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "not JSON"), ("{}", "/: wrong-type"), (json.dumps([{**_ONE, "url": "http://a.example"}]), "/0/url"),
     (json.dumps([{**_ONE, "secret": "whsec_kurz"}]), "/0/secret"), (json.dumps([_ONE, _ONE]), "twice"),
     (json.dumps([{"name": "a"}]), "/0/secret: missing-field")],
)  # fmt: skip
def test_a_wrong_list_is_refused_without_telling_its_secrets(text, why):
    with pytest.raises(WrongWebhooks, match=why) as refusal:
        parse_webhooks(text)
    assert "whsec" not in str(refusal.value)


def test_the_message_is_the_same_at_every_try():
    event = {"time": "2024-12-02T03:15:02Z", "detail": {"kind": "published", "id": "1", "headline": "Sungai ↑"}}
    assert message(event) == message(json.loads(json.dumps(event)))
    assert json.loads(message(event)) == {
        "type": "article.published", "timestamp": "2024-12-02T03:15:02Z", "data": event["detail"],
    }  # fmt: skip


def test_patience_grows_and_ends():
    waits = [patience(tries, None, 0.0) for tries in range(1, 10)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (30, 18000)
    assert sum(waits[:7]) > 8 * 3600
    assert patience(1, None, 0.999) >= 15


@pytest.mark.parametrize(
    ("said", "seconds"), [("90", 90), ("5", 30), ("999999", 21600), ("Mon, 02 Dec 2024 03:15:00 GMT", 30), ("²", 30)]
)
def test_patience_heeds_what_the_other_side_wants_within_reason(said, seconds):
    assert patience(1, said, 0.0) == seconds


def test_our_own_work_is_tried_again_soon_and_then_as_the_queue_says():
    assert [soon(tries, 0.0) for tries in (1, 2, 3, 7)] == [10, 60, None, None]
    assert (soon(1, 0.999), soon(2, 0.999)) == (5, 30)


@pytest.mark.parametrize("url", ["http://localhost:9000/in", "http://127.0.0.1", "https://a.example/?b=c"])
def test_a_webhook_may_be_the_machine_itself(url):
    assert parse_webhooks(json.dumps([{**_ONE, "url": url}]))["a"].url == url


@pytest.mark.parametrize(
    "url", ["http://localhost.a.example/", "http://localhost@a.example/", "http://127.0.0.1.nip.io/"]
)
def test_what_only_begins_like_the_machine_itself_must_be_https(url):
    with pytest.raises(WrongWebhooks, match="/0/url"):
        parse_webhooks(json.dumps([{**_ONE, "url": url}]))
