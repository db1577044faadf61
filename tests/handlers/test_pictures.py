"""Pictures through the picture function's handler, and what shows them."""

import hashlib

import pytest

from kabar.domain.pictures import name_of, picture_tag
from support import aws
from support.envelopes import batch, failed, uploaded
from support.uploads import ARTICLE, KEY, PATH, PICTURE, SITE, jpeg


@pytest.fixture
def published(cloud):
    """A cloud with the article, its picture still missing."""
    cloud.put("site.json", SITE)
    cloud.put(KEY, ARTICLE)
    return cloud


def test_a_picture_stands_under_the_name_of_its_content_and_never_changes(published):
    cloud, body = published, jpeg()
    cloud.put(PICTURE, body)
    key = f"media/{name_of(hashlib.sha256(body).hexdigest())}/32.jpg"
    found = cloud.s3.get_object(Bucket=aws.SITE, Key=key)
    assert found["ContentType"] == "image/jpeg"
    assert found["CacheControl"] == "public, max-age=31536000, immutable"
    assert found["Metadata"]["cache-tag"] == picture_tag(hashlib.sha256(body).hexdigest())
    assert cloud.receipt(PICTURE)["status"] == "published"


def test_a_picture_that_comes_after_its_article_is_shown_there(published):
    assert "/32.jpg" not in published.get(PATH)["Text"]
    assert "picture-missing" in [warning["code"] for warning in published.receipt(KEY)["warnings"]]
    published.put(PICTURE, jpeg())
    assert "/32.jpg" in published.get(PATH)["Text"]
    assert "/32.jpg" in published.get("/")["Text"]
    assert "picture-missing" not in [warning["code"] for warning in published.receipt(KEY)["warnings"]]


def test_a_new_picture_under_the_same_key_replaces_the_old_one_everywhere(published):
    published.put(PICTURE, jpeg(color="teal"))
    old = published.get(PATH)["Text"]
    published.put(PICTURE, jpeg(color="brown"))
    name = name_of(hashlib.sha256(jpeg(color="teal")).hexdigest())
    assert name in old
    assert name not in published.get(PATH)["Text"]
    assert name not in published.get("/")["Text"]


def test_a_deleted_picture_is_shown_nowhere(published):
    published.put(PICTURE, jpeg())
    published.delete(PICTURE)
    assert published.receipt(PICTURE)["status"] == "withdrawn"
    assert "/32.jpg" not in published.get(PATH)["Text"]


def test_the_same_picture_again_is_neither_written_nor_built(published):
    published.put(PICTURE, jpeg())
    before = published.site()
    with aws.recorded(published.picture.service().rendering.bucket.client, "s3") as calls:
        published.put(PICTURE, jpeg())
    assert published.site() == before
    written = [(params["Bucket"], params["Key"]) for name, params in calls if name == "PutObject"]
    # How far site.json has come may be told at any time.
    assert {*written} - {(aws.INBOX, "receipts/site.json")} == {(aws.INBOX, f"receipts/{PICTURE}.json")}


@pytest.mark.parametrize("key", ["media/a b+c.jpg", "media/naïf%20.jpg", "media/../x.jpg"])
def test_a_picture_under_an_odd_key_is_rejected_with_a_reason(cloud, key):
    cloud.put(key, jpeg())
    assert cloud.receipt(key)["errors"][0]["code"] == "key-characters"
    assert cloud.site() == {}


def test_what_is_no_picture_is_rejected_and_what_stood_stays(published):
    published.put(PICTURE, jpeg())
    before = published.site()
    published.put(PICTURE, b"<html onload=alert(1)>")
    assert published.receipt(PICTURE)["errors"][0]["code"] == "not-a-picture"
    assert published.site() == before


def test_a_picture_that_can_t_be_indexed_is_given_back(cloud, monkeypatch):
    def refuse(*_):
        raise TimeoutError

    monkeypatch.setattr(cloud.picture.service().arrival.table, "put_media", refuse)
    cloud.upload(PICTURE, jpeg())
    told = uploaded(PICTURE, "picture-object-created")
    assert failed(cloud.picture.handler(batch(told), None)) == [told["messageId"]]
