"""kabar.ports.SiteBucket, in memory and in Amazon S3."""

from dataclasses import replace

import pytest
from botocore.exceptions import ClientError

from kabar.domain.pictures import picture_tag
from kabar.domain.problems import Retryable
from kabar.domain.site import SiteObject
from support import aws

PAGE = SiteObject(
    "a/index.html", b"<p>a</p>", "text/html; charset=utf-8", "public, max-age=0", ("article-a", "list-home")
)
CHANGES = [
    {"body": b"<p>b</p>"},
    {"content_type": "text/plain; charset=utf-8"},
    {"cache_control": "public, max-age=60"},
    {"tags": ("article-a",)},
    {"tags": ()},
    {"status": 410},
    {"status": 301, "location": "/b/"},
]


def test_what_stands_already_is_not_written(site):
    assert site.put(PAGE)
    assert not site.put(PAGE)


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_whatever_differs_is_written(site, change):
    site.put(PAGE)
    changed = replace(PAGE, **change)
    assert site.put(changed)
    assert not site.put(changed)
    assert site.put(PAGE)


def test_keys_are_those_under_a_prefix_in_their_order(site):
    for key in ("b/2.xml", "b/1.xml", "a.xml", "c.xml"):
        site.put(replace(PAGE, key=key))
    assert list(site.keys("b/")) == ["b/1.xml", "b/2.xml"]
    assert list(site.keys("d")) == []


def test_bytes_altered_behind_its_back_are_written_anew(s3_site):
    s3_site.put(PAGE)
    stands = s3_site.client.head_object(Bucket=aws.SITE, Key=PAGE.key)
    s3_site.client.put_object(Bucket=aws.SITE, Key=PAGE.key, Body=b"<p>x</p>", Metadata=stands["Metadata"])
    assert s3_site.put(PAGE)
    assert not s3_site.put(PAGE)


def test_a_deleted_object_is_written_anew(site):
    site.put(PAGE)
    site.delete(PAGE.key)
    assert site.put(PAGE)


def test_deleting_twice_is_deleting_once(site):
    site.put(PAGE)
    site.delete(PAGE.key)
    site.delete(PAGE.key)
    site.delete("never/there.html")
    assert site.differs(PAGE)


def test_an_unchanged_object_costs_one_look_and_no_write(s3_site):
    s3_site.put(PAGE)
    with aws.recorded(s3_site.client, "s3") as calls:
        s3_site.put(PAGE)
    assert [name for name, _ in calls] == ["HeadObject"]


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_an_object_has_the_headers_that_it_was_given(s3_site, change):
    s3_site.put(PAGE)
    page = replace(PAGE, **change)
    s3_site.put(page)
    found = s3_site.client.get_object(Bucket=aws.SITE, Key=page.key)
    metadata = {name: value for name, value in found["Metadata"].items() if name != "digest"}
    assert found["Body"].read() == page.body
    assert (found["ContentType"], found["CacheControl"]) == (page.content_type, page.cache_control)
    assert metadata == {
        name: value
        for name, value in {
            "cache-tag": ",".join(page.tags),
            "status": str(page.status or ""),
            "location": page.location or "",
        }.items()
        if value
    }


def test_fifty_cache_tags_find_room_in_the_metadata(s3_site):
    assert s3_site.put(replace(PAGE, tags=tuple(f"article-{number:08x}" for number in range(50))))


def test_an_object_that_others_put_is_replaced(s3_site):
    s3_site.client.put_object(Bucket=aws.SITE, Key=PAGE.key, Body=PAGE.body)
    assert s3_site.put(PAGE)
    assert not s3_site.put(PAGE)


def test_a_picture_is_kept_for_ever_and_forgotten_by_its_tag(s3_site):
    s3_site.put_picture("media/0123456789abcdef01/32.png", b"png", "image/png")
    found = s3_site.client.get_object(Bucket=aws.SITE, Key="media/0123456789abcdef01/32.png")
    assert (found["Body"].read(), found["ContentType"]) == (b"png", "image/png")
    assert found["CacheControl"] == "public, max-age=31536000, immutable"
    assert found["Metadata"]["cache-tag"] == picture_tag("0123456789abcdef01") == "picture-0123456789abcdef"


def test_pictures_are_found_by_what_their_names_begin_with_and_removed_together(s3_site):
    keys = {f"media/ab0{number}/{file}" for number in (1, 2) for file in ("32.jpg", "16x9.jpg")}
    for key in [*keys, "media/ac01/32.jpg"]:
        s3_site.put_picture(key, b"", "image/jpeg")
    assert s3_site.names("media/ab").keys() == keys
    with aws.recorded(s3_site.client, "s3") as calls:
        s3_site.delete_all([*keys, "media/ab03/never.jpg"])
    assert [name for name, _ in calls] == ["DeleteObjects"]
    assert [*s3_site.names("media/ab"), *s3_site.names("media/")] == ["media/ac01/32.jpg"]


def test_what_could_not_be_removed_is_tried_again(s3_site, monkeypatch):
    failed = {"Errors": [{"Key": "media/ab01/32.jpg", "Code": "InternalError", "Message": "We tried"}]}
    monkeypatch.setattr(s3_site.client, "delete_objects", lambda **_: failed)
    with pytest.raises(Retryable, match="We tried"):
        s3_site.delete_all(["media/ab01/32.jpg"])


def test_a_bucket_that_can_t_be_asked_is_no_empty_bucket(s3_site, monkeypatch):
    denied = ClientError({"Error": {"Code": "403", "Message": "Forbidden"}}, "HeadObject")

    def refuse(**_):
        raise denied

    monkeypatch.setattr(s3_site.client, "head_object", refuse)
    with pytest.raises(ClientError, match="403"):
        s3_site.put(PAGE)
