"""What webhooks, search engines and hubs are told of an event."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

import pytest

from kabar.ports import Answered, Unanswered
from kabar.services.ping import Ping
from kabar.services.publications import Publications
from kabar.services.waiting import Waiting
from kabar.services.webhook import TellWebhooks
from support.documents import site, world
from support.memory_queues import SetClock
from support.world import at

_KEY = b"0123456789abcdef01234567"
_SECRET = "whsec_" + base64.b64encode(_KEY).decode()
_EVENT = {"time": "2024-12-02T03:15:02Z", "id": "e", "detail-type": "Article Published", "source": "kabar",
          "detail": {"id": "f" * 32, "kind": "published", "articleId": "a", "section": "daerah",
                     "url": "https://uji.example/2024/12/02/a/"}}  # fmt: skip


@dataclass
class Web:
    status: int = 204
    retry_after: str | None = None
    asked: list = field(default_factory=list)

    def post(self, url, body, headers):
        self.asked.append((url, body, headers))
        return Answered(self.status, self.retry_after)


@dataclass
class Again:
    bodies: list = field(default_factory=list)
    hidden: dict = field(default_factory=dict)

    def send(self, bodies):
        self.bodies.extend(bodies)

    def postpone(self, receipt_handle, seconds):
        self.hidden[receipt_handle] = seconds


@dataclass
class Secret:
    text: str
    reads: int = 0

    def read(self):
        self.reads += 1
        return self.text


@pytest.fixture
def told():
    """Two webhooks: one wants everything, the other withdrawals only."""
    hooks = [{"name": "semua", "url": "https://a.example/in", "secret": _SECRET},
             {"name": "tarik", "url": "https://b.example/in", "secret": _SECRET, "events": ["withdrawn"]}]  # fmt: skip
    return TellWebhooks(Secret(json.dumps(hooks)), Web(), Again(), SetClock(at("2024-12-02T03:16")))


def test_an_event_becomes_a_message_for_each_webhook_that_wants_it_and_that_a_signed_request(told):
    told.tell(json.dumps(_EVENT))
    (body,) = told.again.bodies
    assert json.loads(body)["webhook"] == "semua"
    told.tell(body)
    ((url, sent, headers),) = told.web.asked
    assert (url, json.loads(sent)["data"]) == ("https://a.example/in", _EVENT["detail"])
    signed = f"{'f' * 32}.{headers['webhook-timestamp']}.".encode() + sent
    expected = base64.b64encode(hmac.digest(_KEY, signed, hashlib.sha256)).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert headers["webhook-timestamp"] == str(int(at("2024-12-02T03:16").timestamp()))


def test_each_webhook_has_its_own_message(told):
    told.tell(json.dumps({**_EVENT, "detail": {**_EVENT["detail"], "kind": "withdrawn"}}))
    assert [json.loads(body)["webhook"] for body in told.again.bodies] == ["semua", "tarik"]
    assert told.web.asked == []


@pytest.mark.parametrize("status", [301, 400, 404, 410, 429, 500, 503])
def test_what_isn_t_answered_well_is_unanswered(told, status):
    told.tell(json.dumps(_EVENT))
    told.web.status, told.web.retry_after = status, "77"
    with pytest.raises(Unanswered, match=f"semua answers {status}") as unanswered:
        told.tell(told.again.bodies[0])
    assert unanswered.value.retry_after == "77"


def test_a_webhook_that_was_taken_out_is_no_longer_told_and_the_list_is_read_anew_every_five_minutes(told):
    told.tell(json.dumps(_EVENT))
    told.secret.text = "[]"
    told.clock.time = at("2024-12-02T03:20")
    told.tell(told.again.bodies[0])
    assert (len(told.web.asked), told.secret.reads) == (1, 1)
    told.clock.time = at("2024-12-02T03:22")
    told.tell(told.again.bodies[0])
    assert (len(told.web.asked), told.secret.reads) == (1, 2)


def test_a_message_waits_longer_each_time():
    waiting = Waiting(Again(), lambda: 0.0)
    for tries, retry_after in ((1, None), (2, None), (3, "3000")):
        waiting.wait(f"r{tries}", tries, retry_after)
    assert waiting.again.hidden == {"r1": 30, "r2": 120, "r3": 3000}


def _ping(**fields):
    made = world()
    made.put("site.json", site(**fields))
    return Ping(made.table, Publications(made.inbox), Web()), made


def test_without_a_word_in_site_json_nobody_is_pinged():
    service, made = _ping()
    service.ping([_EVENT])
    assert service.web.asked == []
    assert not any(key.endswith(".txt") and key != "robots.txt" for key in made.site.objects)
    assert "hub" not in made.text("/feed.xml") + made.text("/atom.xml") + made.text("/feed.json")


def test_index_now_is_told_each_changed_address_once_and_finds_its_key_on_the_site():
    service, made = _ping(indexNow={"key": "0123456789abcdef"})
    moved = {**_EVENT["detail"], "movedFrom": ["https://uji.example/2024/12/02/lama/"]}
    service.ping([_EVENT, {"detail": moved}, {"detail": {**moved, "url": "https://dulu.example/x/"}}])
    ((url, body, _),) = service.web.asked
    said = json.loads(body)
    assert url == "https://api.indexnow.org/indexnow"
    assert said["urlList"] == ["https://uji.example/2024/12/02/a/", "https://uji.example/2024/12/02/lama/"]
    assert (said["host"], said["key"]) == ("uji.example", "0123456789abcdef")
    path = said["keyLocation"].removeprefix("https://uji.example")
    assert made.text(path) == "0123456789abcdef"


def test_the_hub_is_told_the_feeds_that_changed_and_each_feed_names_the_hub():
    service, made = _ping(webSub={"hub": "https://hub.example/"})
    service.ping([_EVENT, {"detail": {**_EVENT["detail"], "section": "hilang"}}])
    ((url, body, headers),) = service.web.asked
    fields = parse_qsl(body.decode())
    assert (url, headers["Content-Type"]) == ("https://hub.example/", "application/x-www-form-urlencoded")
    assert fields[0] == ("hub.mode", "publish")
    assert {value for name, value in fields if name == "hub.url"} == {
        f"https://uji.example/{folder}{feed}"
        for folder in ("", "daerah/")
        for feed in ("feed.xml", "atom.xml", "feed.json")
    }
    for feed in ("/feed.xml", "/daerah/feed.xml"):
        assert '<atom:link rel="hub" href="https://hub.example/"/>' in made.text(feed)
    assert '<link rel="hub" href="https://hub.example/"/>' in made.text("/atom.xml")
    assert json.loads(made.text("/feed.json"))["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]


@pytest.mark.parametrize("status", [302, 429])
def test_who_doesn_t_take_a_ping_is_unanswered(status):
    service, _ = _ping(indexNow={"key": "0123456789abcdef"})
    service.web.status = status
    with pytest.raises(Unanswered, match=rf"api\.indexnow\.org answers {status}"):
        service.ping([_EVENT])


def test_who_refuses_the_one_doesn_t_keep_the_other_from_being_told():
    service, _ = _ping(indexNow={"key": "0123456789abcdef"}, webSub={"hub": "https://hub.example/"})
    service.web.status = 403
    with pytest.raises(Unanswered):
        service.ping([_EVENT])
    assert [url for url, _, _ in service.web.asked] == ["https://api.indexnow.org/indexnow", "https://hub.example/"]
