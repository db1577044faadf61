"""The examples of events/ are what they say: each function takes its own, and the rows in them are today's rows."""

import hashlib
import json

import pytest

from kabar.adapters.items import from_item, key_item, to_item
from kabar.domain.pages import parse_page
from support.envelopes import EVENTS, event, failed
from support.uploads import SITE

NAMES = sorted(path.stem for path in EVENTS.glob("*.json"))
PLANS = [name for name in NAMES if name.startswith("plan-")]
QUEUED = [name for name in NAMES if name not in PLANS]


@pytest.mark.parametrize("name", NAMES)
def test_each_function_takes_its_own_examples(cloud, name):
    cloud.put("site.json", SITE)
    response = getattr(cloud, name.partition("-")[0]).handler(event(name), None)
    assert response is None if name in PLANS else failed(response) == []
    cloud.rest()


@pytest.mark.parametrize("name", PLANS)
def test_the_rows_of_a_stream_example_are_rows_of_the_index(name):
    for record in event(name)["Records"]:
        change = record["dynamodb"]
        images = [change[image] for image in ("OldImage", "NewImage") if image in change]
        rows = [from_item(image) for image in images]
        assert [to_item(row) for row in rows if row] == images
        assert all(key_item(row) == change["Keys"] for row in rows if row)
        kind = {("NewImage",): "INSERT", ("OldImage",): "REMOVE", ("NewImage", "OldImage"): "MODIFY"}
        assert record["eventName"] == kind[tuple(name for name in ("NewImage", "OldImage") if name in change)]


@pytest.mark.parametrize("name", QUEUED)
def test_the_messages_of_a_queue_example_are_whole(name):
    for record in event(name)["Records"]:
        assert record["md5OfBody"] == hashlib.md5(record["body"].encode(), usedforsecurity=False).hexdigest()
        assert (record["eventSource"], json.loads(record["body"]).keys() != set()) == ("aws:sqs", True)


def test_the_pages_example_names_each_page_s_group():
    for record in event("build-pages")["Records"]:
        page = parse_page(json.loads(record["body"])["page"])
        assert record["attributes"]["MessageGroupId"] == page.group


def test_every_example_is_explained():
    text = (EVENTS / "README.md").read_text()
    assert [name for name in NAMES if f"`{name}.json`" not in text] == []
