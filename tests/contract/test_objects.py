"""Amazon S3: versions, delete markers, conditional writes, listings."""

import pytest
from botocore.exceptions import ClientError

KEY = "receipts/a.json"


def code_of(call, **arguments):
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    return caught.value.response["Error"]["Code"]


def put(cloud, body, key=KEY, **more):
    return cloud.s3.put_object(Bucket=cloud.inbox, Key=key, Body=body, **more)["VersionId"]


def body_of(cloud, key=KEY, **more):
    return cloud.s3.get_object(Bucket=cloud.inbox, Key=key, **more)["Body"].read()


def etag_of(cloud):
    return cloud.s3.get_object(Bucket=cloud.inbox, Key=KEY)["ETag"]


def test_the_newest_version_is_read_and_an_older_one_when_asked_for(cloud):
    first, second = put(cloud, b"one"), put(cloud, b"two")
    assert first != second
    assert body_of(cloud) == b"two"
    assert body_of(cloud, VersionId=first) == b"one"
    found = cloud.s3.get_object(Bucket=cloud.inbox, Key=KEY)
    assert (found["VersionId"], found["ContentLength"]) == (second, 3)


def test_what_is_deleted_is_missing_and_says_by_which_marker(cloud):
    version = put(cloud, b"one")
    cloud.s3.delete_object(Bucket=cloud.inbox, Key=KEY)
    with pytest.raises(ClientError) as caught:
        cloud.s3.get_object(Bucket=cloud.inbox, Key=KEY)
    assert caught.value.response["Error"]["Code"] == "NoSuchKey"
    marker = caught.value.response["ResponseMetadata"]["HTTPHeaders"]["x-amz-version-id"]
    assert marker not in (version, None)
    assert body_of(cloud, VersionId=version) == b"one"


def test_a_marker_that_is_removed_brings_back_what_was_before_it(cloud):
    version = put(cloud, b"one")
    cloud.s3.delete_object(Bucket=cloud.inbox, Key=KEY)
    with pytest.raises(ClientError) as caught:
        cloud.s3.get_object(Bucket=cloud.inbox, Key=KEY)
    marker = caught.value.response["ResponseMetadata"]["HTTPHeaders"]["x-amz-version-id"]
    cloud.s3.delete_object(Bucket=cloud.inbox, Key=KEY, VersionId=marker)
    assert cloud.s3.get_object(Bucket=cloud.inbox, Key=KEY)["VersionId"] == version


def test_what_never_was_is_missing(cloud):
    assert code_of(cloud.s3.get_object, Bucket=cloud.inbox, Key=KEY) == "NoSuchKey"
    assert code_of(cloud.s3.head_object, Bucket=cloud.site, Key="index.html") == "404"
    cloud.s3.delete_object(Bucket=cloud.site, Key="index.html")


def test_if_none_match_writes_only_where_nothing_stands(cloud):
    put(cloud, b"one", IfNoneMatch="*")
    again = {"Bucket": cloud.inbox, "Key": KEY, "Body": b"two", "IfNoneMatch": "*"}
    assert code_of(cloud.s3.put_object, **again) == "PreconditionFailed"
    assert body_of(cloud) == b"one"
    cloud.s3.delete_object(Bucket=cloud.inbox, Key=KEY)
    cloud.s3.put_object(**again)
    assert body_of(cloud) == b"two"


def test_if_match_writes_only_over_what_was_read(cloud):
    put(cloud, b"one")
    first = etag_of(cloud)
    put(cloud, b"two", IfMatch=first)
    late = {"Bucket": cloud.inbox, "Key": KEY, "Body": b"late", "IfMatch": first}
    assert code_of(cloud.s3.put_object, **late) == "PreconditionFailed"
    assert body_of(cloud) == b"two"


def test_if_match_writes_nothing_where_nothing_stands(cloud):
    put(cloud, b"one")
    first = etag_of(cloud)
    cloud.s3.delete_object(Bucket=cloud.inbox, Key=KEY)
    late = {"Bucket": cloud.inbox, "Key": KEY, "Body": b"late", "IfMatch": first}
    assert code_of(cloud.s3.put_object, **late) in {"NoSuchKey", "PreconditionFailed"}


def test_headers_and_metadata_are_kept(cloud):
    metadata = {"cache-tag": "list-home,article-1", "status": "410"}
    cloud.s3.put_object(Bucket=cloud.site, Key="a/index.html", Body=b"x", Metadata=metadata)
    assert cloud.s3.head_object(Bucket=cloud.site, Key="a/index.html")["Metadata"] == metadata
    cloud.s3.put_object(Bucket=cloud.site, Key="a/index.html", Body=b"x")
    assert cloud.s3.head_object(Bucket=cloud.site, Key="a/index.html")["Metadata"] == {}


def test_a_listing_is_in_the_order_of_the_keys_bytes_and_goes_on_where_it_ended(cloud):
    for key in ("a/b", "a-b", "a/B", "b", "a/é", "a/z", "c"):
        put(cloud, b"", key)
    cloud.s3.delete_object(Bucket=cloud.inbox, Key="c")
    every = cloud.s3.list_objects_v2(Bucket=cloud.inbox)
    assert [item["Key"] for item in every["Contents"]] == ["a-b", "a/B", "a/b", "a/z", "a/é", "b"]
    assert not every["IsTruncated"]
    first = cloud.s3.list_objects_v2(Bucket=cloud.inbox, Prefix="a/", MaxKeys=2)
    assert [item["Key"] for item in first["Contents"]] == ["a/B", "a/b"]
    assert first["IsTruncated"]
    rest = cloud.s3.list_objects_v2(Bucket=cloud.inbox, Prefix="a/", StartAfter="a/b", MaxKeys=2)
    assert [item["Key"] for item in rest["Contents"]] == ["a/z", "a/é"]
