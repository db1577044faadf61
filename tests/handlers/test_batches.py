"""Batches: what fails is given back, alone, and the rest is done."""

import json

import pytest

from kabar.arrival import Unreadable
from kabar.domain.problems import Retryable
from kabar.ports import Conflict
from kabar.services.build import Build
from kabar.services.outcome import Outcome
from support import aws
from support.envelopes import batch, event, failed, message, page, uploaded
from support.uploads import ARTICLE, KEY, PATH, SITE

POISONS = [
    "Test message.", "", "[]", '"key"', "null", "{}", '{"key": null}', '{"key": 7}', '{"key": ""}', '{"sweep": {}}',
    '{"detail": {}}', '{"detail": {"object": {"key": ["x"]}}}', '{"key": "\\ud800"}', "[" * 100_000,
]  # fmt: skip


def test_ten_uploads_in_one_batch_are_all_answered(cloud):
    cloud.upload("site.json", SITE)
    keys = [f"articles/{number}.json" for number in range(9)]
    for key in keys:
        cloud.upload(key, ARTICLE | {"headline": f"Berita {key}"})
    told = map(uploaded, ["site.json", *keys])
    assert cloud.receive.handler(batch(*told), None) == {"batchItemFailures": []}
    assert {cloud.receipt(key)["status"] for key in keys} == {"published"}


@pytest.mark.parametrize("poison", POISONS, ids=lambda text: text[:24] or "nothing")
def test_one_poisoned_arrival_is_given_back_and_hinders_no_other(cloud, poison):
    cloud.upload("site.json", SITE)
    cloud.upload(KEY, ARTICLE)
    bad = message(poison)
    records = [uploaded("site.json"), *(uploaded("receipts/x.json") for _ in range(7)), bad, uploaded(KEY)]
    assert failed(cloud.receive.handler(batch(*records), None)) == [bad["messageId"]]
    assert cloud.receipt(KEY)["status"] == "published"


def test_a_poisoned_arrival_leaves_no_receipt_and_no_row(cloud):
    cloud.receive.handler(batch(*map(message, POISONS)), None)
    assert "Contents" not in cloud.s3.list_objects_v2(Bucket=aws.INBOX)
    assert aws.client("dynamodb").scan(TableName=aws.TABLE)["Count"] == 0


def test_a_batch_that_fails_whole_is_given_back_without_an_error(cloud):
    for app in (cloud.receive, cloud.build, cloud.picture):
        records = [message("?", "build-pages", MessageGroupId=name) for name in "ab"]
        assert failed(app.handler(batch(*records), None)) == [record["messageId"] for record in records]


@pytest.mark.parametrize("reason", [Retryable("busy"), Conflict("lost"), TimeoutError(), ZeroDivisionError()])
def test_whatever_a_look_raises_gives_back_that_message_alone(cloud, monkeypatch, reason):
    service, looked = cloud.receive.service(), []

    def look_at(key):
        looked.append(key)
        if key == "articles/b.json":
            raise reason

    monkeypatch.setattr(service, "look_at", look_at)
    records = [uploaded(f"articles/{name}.json") for name in "abc"]
    assert failed(cloud.receive.handler(batch(*records), None)) == [records[1]["messageId"]]
    assert looked == ["articles/a.json", "articles/b.json", "articles/c.json"]


def test_a_page_that_fails_holds_back_what_follows_in_its_group_and_no_other_group(cloud, monkeypatch):
    cloud.put("site.json", SITE)
    built = []

    def build(_, page, __):
        built.append(str(page))
        if str(page) == "list:home" and built.count("list:home") == 1:
            raise Retryable("not now")
        return Outcome()

    monkeypatch.setattr(Build, "build", build)
    names = ["archive", "list:home", "furniture", "list:home", "day:2024-12-02", "list:home"]
    records = [page(name) for name in names]
    given_back = failed(cloud.build.handler(batch(*records), None))
    assert given_back == [records[index]["messageId"] for index in (1, 3, 5)]
    assert built == ["archive", "list:home", "furniture", "day:2024-12-02"]
    assert failed(cloud.build.handler(batch(*records[1:2]), None)) == []


def test_a_picture_that_fails_holds_back_what_follows_in_its_group_and_no_other_group(cloud, monkeypatch):
    seen = []

    def look_at(hash_):
        seen.append(hash_[0])
        if hash_[0] == "a":
            raise Retryable("not now")

    monkeypatch.setattr(cloud.picture.service().rendering, "look_at", look_at)
    there = {"eventSourceARN": aws.queue_arn(cloud.renditions)}
    records = [page(f"picture:{digit * 64}") | there for digit in "baca"]
    given_back = failed(cloud.picture.handler(batch(*records), None))
    assert given_back == [records[index]["messageId"] for index in (1, 3)]
    assert seen == ["b", "a", "c"]


@pytest.mark.parametrize(
    "text",
    [
        "?", "{}", '{"page": 7}', '{"page": "circus:1"}', '{"page": "day:yesterday"}', '{"page": "month:x"}',
        '{"page": "address:/\\ud800/"}',
    ],
    ids=lambda text: text[:24],
)  # fmt: skip
def test_one_poisoned_page_in_ten_hinders_no_other(cloud, text):
    cloud.put("site.json", SITE)
    cloud.s3.delete_object(Bucket=aws.SITE, Key="index.html")
    bad = message(text, "build-pages", MessageGroupId="bad")
    others = [page(f"sitemap:2024-{month:02}") for month in range(1, 9)]
    given_back = failed(cloud.build.handler(batch(*others, bad, page("list:home")), None))
    assert set(given_back) <= {bad["messageId"]}
    assert given_back or "month" in text  # a month that never was has no page
    assert cloud.get("/")["Text"]


def test_pages_that_cannot_be_asked_for_together_are_built_one_by_one(cloud, monkeypatch):
    cloud.put("site.json", SITE)
    cloud.s3.delete_object(Bucket=aws.SITE, Key="index.html")

    def refused(*_):
        raise ValueError("a name that DynamoDB refuses")

    monkeypatch.setattr(Build, "together", refused)
    bad = message("?", "build-pages", MessageGroupId="bad")
    assert failed(cloud.build.handler(batch(bad, page("list:home")), None)) == [bad["messageId"]]
    assert cloud.get("/")["Text"]


def test_a_page_is_no_failure_before_the_first_site_json(cloud):
    assert failed(cloud.build.handler(event("build-pages"), None)) == []
    assert cloud.site() == {}


def test_plan_fails_whole_when_the_queue_refuses_one_page(cloud, monkeypatch):
    queue = cloud.plan.service().pages
    send = queue.client.send_message_batch

    def refuse_one(**request):
        answer = send(**(request | {"Entries": request["Entries"][1:]}))
        refused = {"Id": request["Entries"][0]["Id"], "SenderFault": False, "Code": "InternalError", "Message": "busy"}
        return answer | {"Failed": [refused]}

    with monkeypatch.context() as patch:
        patch.setattr(queue.client, "send_message_batch", refuse_one)
        with pytest.raises(Retryable, match="busy"):
            cloud.plan.handler(event("plan-article-published"), None)
    aws.drain(cloud.pages)
    cloud.now = cloud.now.replace(hour=5)
    cloud.plan.handler(event("plan-article-published"), None)
    assert "address:/2024/12/02/kapal-perpustakaan/" in asked(cloud)


def test_plan_fails_whole_when_a_row_can_t_be_read(cloud):
    changes = event("plan-article-published")
    del changes["Records"][0]["dynamodb"]["NewImage"]["revision"]
    with pytest.raises(KeyError):
        cloud.plan.handler(changes, None)


def test_plan_asks_once_for_each_page_that_a_batch_of_changes_touches(cloud):
    once = event("plan-article-published")["Records"]
    cloud.plan.handler(batch(*once, *once), None)
    pages = asked(cloud)
    assert len(pages) == len(set(pages))
    assert {"list:home", "list:tag/literasi", "day:2024-12-02", "month:2024-12/daerah", "sitemap-news"} <= set(pages)


def test_every_failure_is_logged_with_its_reason_and_message(cloud, caplog):
    bad = message("?")
    cloud.receive.handler(batch(bad, uploaded("receipts/x.json")), None)
    logged = [(record.message_id, record.exc_info[0]) for record in caplog.records
              if record.message == "back to the queue"]  # fmt: skip
    assert logged == [(bad["messageId"], Unreadable)]


def test_a_sweep_has_every_key_looked_at(cloud):
    cloud.upload("site.json", SITE)
    cloud.upload("articles/a/one.json", ARTICLE)
    cloud.upload("articles/b/two.json", ARTICLE | {"headline": "Dua"})
    cloud.tell("site.json")
    assert cloud.receipt("articles/a/one.json")["status"] == "published"
    assert cloud.get(PATH)["Text"]
    assert failed(cloud.receive.handler(event("receive-sweep"), None)) == []


def asked(cloud) -> list[str]:
    return [json.loads(record["Body"])["page"] for record in aws.drain(cloud.pages)]
