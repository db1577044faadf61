"""kabar.ports.Inbox, in memory and in Amazon S3."""

import pytest
from botocore.exceptions import ClientError

from kabar.ports import Conflict, Upload
from support import aws

KEY = "articles/2024/12/a.json"
ODD = ["articles/a b+c%20.json", "articles/é/世界.json", "articles/../a.json", "articles//a.json", "a?b#c&d=e'\"<>"]


def test_the_newest_version_is_read(inbox):
    inbox.put(KEY, b"one")
    version = inbox.put(KEY, b"two!")
    found = inbox.read(KEY, 10)
    assert (found.version, found.size, found.body) == (version, 4, b"two!")


def test_an_older_version_is_read_when_asked_for(inbox):
    version = inbox.put(KEY, b"one")
    inbox.put(KEY, b"two!")
    found = inbox.read(KEY, 10, version)
    assert (found.version, found.size, found.body) == (version, 3, b"one")


@pytest.mark.parametrize(("limit", "body"), [(0, None), (3, None), (4, b"four"), (5, b"four")])
def test_a_body_is_read_up_to_the_limit_and_its_size_is_told_beyond(inbox, limit, body):
    inbox.put(KEY, b"four")
    found = inbox.read(KEY, limit)
    assert (found.size, found.body) == (4, body)


def test_an_empty_object_has_an_empty_body(inbox):
    inbox.put(KEY, b"")
    assert (inbox.read(KEY, 0).size, inbox.read(KEY, 0).body) == (0, b"")


def test_a_deleted_key_has_neither_size_nor_body(inbox):
    inbox.put(KEY, b"one")
    inbox.delete(KEY)
    found = inbox.read(KEY, 10)
    assert (found.size, found.body) == (-1, None)


def test_of_a_deleted_key_the_delete_marker_is_the_version(s3_inbox, monkeypatch):
    # Amazon S3, GetObject, names the delete marker in the headers of its 404; moto doesn't.
    headers = {"x-amz-delete-marker": "true", "x-amz-version-id": "marker"}
    answer = {"Error": {"Code": "NoSuchKey"}, "ResponseMetadata": {"HTTPHeaders": headers}}

    def gone(**_):
        raise ClientError(answer, "GetObject")

    monkeypatch.setattr(s3_inbox.client, "get_object", gone)
    assert s3_inbox.read(KEY, 10).version == "marker"


def test_a_delete_marker_asked_for_by_its_version_has_no_body(inbox):
    inbox.put(KEY, b"one")
    found = inbox.read(KEY, 10, inbox.delete(KEY))
    assert (found.size, found.body) == (-1, None)


def test_what_stood_before_a_deletion_can_still_be_read_by_its_version(inbox):
    version = inbox.put(KEY, b"one")
    inbox.delete(KEY)
    assert inbox.read(KEY, 10, version).body == b"one"


@pytest.mark.parametrize("code", ["NoSuchVersion", "InvalidArgument"])
def test_a_version_that_never_was_has_no_body(s3_inbox, monkeypatch, code):
    def refused(**_):
        raise ClientError({"Error": {"Code": code}, "ResponseMetadata": {}}, "GetObject")

    monkeypatch.setattr(s3_inbox.client, "get_object", refused)
    assert s3_inbox.read(KEY, 10, "of-another-bucket").body is None
    if code == "InvalidArgument":
        with pytest.raises(ClientError):
            s3_inbox.read(KEY, 10)


def test_a_key_that_never_was_has_no_version(inbox):
    found = inbox.read(KEY, 10)
    assert (found.version, found.size, found.body) == (None, -1, None)


def test_a_key_put_again_after_its_deletion_is_there(inbox):
    inbox.put(KEY, b"one")
    inbox.delete(KEY)
    inbox.put(KEY, b"two")
    assert inbox.read(KEY, 10).body == b"two"


@pytest.mark.parametrize("key", ODD)
def test_a_key_is_taken_as_it_is(inbox, key):
    inbox.put(key, b"one")
    assert inbox.read(key, 10).body == b"one"
    assert inbox.keys(key[:1], "", 10) == [key]


def test_keys_come_in_order_after_the_last_one_and_no_more_than_asked_for(inbox):
    for name in ("c", "a", "b", "e", "d"):
        inbox.put(f"articles/{name}.json", b"{}")
    inbox.put("media/a.jpg", b"")
    inbox.delete("articles/b.json")
    assert inbox.keys("articles/", "", 2) == ["articles/a.json", "articles/c.json"]
    assert inbox.keys("articles/", "articles/c.json", 2) == ["articles/d.json", "articles/e.json"]
    assert inbox.keys("articles/", "articles/e.json", 2) == []


def test_what_is_written_can_be_read(inbox):
    inbox.write("receipts/articles/a.json", b'{"at": 1}', Upload(None))
    assert inbox.read("receipts/articles/a.json", 100).body == b'{"at": 1}'


def test_nothing_is_written_over_what_has_changed_since_it_was_read(inbox):
    nothing = inbox.read("receipts/articles/a.json", 100)
    inbox.write("receipts/articles/a.json", b"first", nothing)
    first = inbox.read("receipts/articles/a.json", 100)
    inbox.write("receipts/articles/a.json", b"second", first)
    for stale in (nothing, first):
        with pytest.raises(Conflict):
            inbox.write("receipts/articles/a.json", b"late", stale)
    assert inbox.read("receipts/articles/a.json", 100).body == b"second"


def test_nothing_is_written_over_what_is_gone_unless_that_is_known(inbox):
    inbox.write("receipts/site.json", b"first", Upload(None))
    first = inbox.read("receipts/site.json", 100)
    inbox.delete("receipts/site.json")
    with pytest.raises(Conflict):
        inbox.write("receipts/site.json", b"late", first)
    inbox.write("receipts/site.json", b"second", inbox.read("receipts/site.json", 100))
    assert inbox.read("receipts/site.json", 100).body == b"second"


def test_a_receipt_says_that_it_is_json(s3_inbox):
    s3_inbox.write("receipts/site.json", b"{}", Upload(None))
    found = s3_inbox.client.head_object(Bucket=aws.INBOX, Key="receipts/site.json")
    assert found["ContentType"] == "application/json; charset=utf-8"


@pytest.mark.parametrize("code", ["NoSuchKey", "NoSuchVersion", "MethodNotAllowed"])
def test_every_way_to_say_that_nothing_is_there_is_understood(s3_inbox, monkeypatch, code):
    # MethodNotAllowed is Amazon S3's answer to a delete marker's version; moto has another.
    def absent(**_):
        raise ClientError({"Error": {"Code": code}, "ResponseMetadata": {}}, "GetObject")

    monkeypatch.setattr(s3_inbox.client, "get_object", absent)
    assert s3_inbox.read(KEY, 10, "version") == Upload(None)


def test_only_absence_is_absence(s3_inbox):
    s3_inbox.bucket = "another-bucket"
    with pytest.raises(ClientError, match="NoSuchBucket"):
        s3_inbox.read(KEY, 10)
