"""What docs/operations.md promises of restoring, moving and forgetting."""

import json

import pytest

from kabar.domain.identity import receipt_key
from support import aws
from support.aws import moto_aws
from support.moto_cloud import MotoCloud
from support.uploads import ARTICLE, KEY, PATH, PICTURE, SITE, jpeg

NAMED = (
    ARTICLE | {"headline": "Siti Rahma Ditangkap", "slug": "kasus-di-hulu", "image": None} | {"image": ARTICLE["image"]}
)
OTHER = "articles/2024/12/lain.json"
PLACE = "/2024/12/02/kasus-di-hulu/"
FORGOTTEN = {
    "headline": "Artikel dihapus", "slug": "kasus-di-hulu", "articleSection": "daerah", "author": ["rn"],
    "datePublished": ARTICLE["datePublished"],
    "articleBody": [{"type": "paragraph", "text": "Isi artikel ini dihapus."}],
    "withdrawn": {"date": "2024-12-02T11:00:00+07:00", "reason": "other", "statement": "Atas permintaan yang sah."},
}  # fmt: skip


@pytest.fixture
def cloud(monkeypatch):
    with moto_aws(monkeypatch):
        made = MotoCloud()
        made.start(monkeypatch)
        made.put("site.json", SITE)
        made.put(PICTURE, jpeg())
        yield made


def versions(cloud, key):
    """The ids of a key's versions, the newest first."""
    found = cloud.s3.list_object_versions(Bucket=aws.INBOX, Prefix=key).get("Versions", [])
    return [each["VersionId"] for each in found if each["Key"] == key]


def restore(cloud, key, version):
    source = {"Bucket": aws.INBOX, "Key": key, "VersionId": version}
    cloud.s3.copy_object(Bucket=aws.INBOX, Key=key, CopySource=source)
    cloud.tell(key)


def everything(cloud):
    """Every byte that can still be read: the site, the inbox with all versions, the rows."""
    texts = []
    for bucket in (aws.INBOX, aws.SITE):
        for each in cloud.s3.list_object_versions(Bucket=bucket).get("Versions", []):
            where = {"Bucket": bucket, "Key": each["Key"], "VersionId": each["VersionId"]}
            texts.append((f"{bucket}/{each['Key']}", cloud.s3.get_object(**where)["Body"].read()))
    rows = aws.client("dynamodb").scan(TableName=aws.TABLE)["Items"]
    return [*texts, *((row["pk"]["S"], json.dumps(row).encode()) for row in rows)]


def test_an_older_version_comes_back_by_being_copied_over(cloud):
    cloud.put(KEY, ARTICLE)
    before = cloud.site()
    cloud.put(KEY, ARTICLE | {"headline": "Salah Sunting", "articleBody": ARTICLE["articleBody"][:1]})
    assert cloud.site() != before
    restore(cloud, KEY, versions(cloud, KEY)[1])
    assert cloud.site() == before


def test_what_was_deleted_comes_back_at_its_address(cloud):
    cloud.put(KEY, ARTICLE)
    cloud.delete(KEY)
    assert cloud.get(PATH)["Metadata"]["status"] == "410"
    restore(cloud, KEY, versions(cloud, KEY)[0])
    assert "status" not in cloud.get(PATH)["Metadata"]


def test_a_person_is_forgotten_everywhere_but_where_the_page_says(cloud):
    cloud.put(KEY, NAMED)
    assert b"Siti Rahma" in cloud.s3.get_object(Bucket=aws.SITE, Key=f"{PLACE[1:]}index.html")["Body"].read()
    cloud.put(KEY, FORGOTTEN)
    assert cloud.get(PLACE)["Metadata"]["status"] == "410"
    for key in (KEY, receipt_key(KEY)):
        old = [{"Key": key, "VersionId": version} for version in versions(cloud, key)[1:]]
        cloud.s3.delete_objects(Bucket=aws.INBOX, Delete={"Objects": old})
    assert [name for name, body in everything(cloud) if b"Siti Rahma" in body] == []


def test_a_publication_moves_with_its_addresses(monkeypatch):
    with pytest.MonkeyPatch.context() as patch, moto_aws(patch):
        old = MotoCloud()
        old.start(patch)
        for key, body in (
            ("site.json", SITE),
            (PICTURE, jpeg()),
            (KEY, ARTICLE),
            (OTHER, ARTICLE | {"slug": "lama"}),
        ):
            old.put(key, body)
        old.put(KEY, ARTICLE | {"headline": "Kapal Itu Pulang"})  # its address keeps the first headline
        old.put(OTHER, ARTICLE | {"slug": "dermaga"})  # lama redirects to it
        site = old.site()
        uploads = {each["Key"]: old.s3.get_object(Bucket=aws.INBOX, Key=each["Key"])["Body"].read()
                   for each in old.s3.list_objects_v2(Bucket=aws.INBOX)["Contents"]}  # fmt: skip
        moved = {path: old.get(path)["Metadata"] for path in (PATH, "/2024/12/02/lama/")}
    with moto_aws(monkeypatch):
        new = MotoCloud()
        new.start(monkeypatch)
        for top in ("receipts/", "site.json", "media/", "articles/"):
            for key in [key for key in uploads if key.startswith(top) and key != "receipts/site.json"]:
                (new.upload if top == "receipts/" else new.put)(key, uploads[key])
        assert {path: new.get(path)["Metadata"] for path in moved} == moved
        assert new.site().keys() == site.keys()
