"""From an upload to the site through all four handlers, with the envelopes that AWS sends."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from support import aws
from support.moto_cloud import MotoCloud
from support.uploads import ARTICLE, KEY, PATH, PICTURE, RELATED, SITE, jpeg

CONTRACT = Path(__file__).resolve().parents[3] / "shared" / "contract"
PAGE = PATH.removeprefix("/") + "index.html"
LISTS = {"index.html", "feed.xml", "atom.xml", "feed.json"}
LISTING = {
    "/": "text/html",
    "/daerah/": "text/html",
    "/tag/literasi/": "text/html",
    "/author/rn/": "text/html",
    "/2024/12/02/": "text/html",
    "/2024/12/": "text/html",
    "/daerah/2024/12/": "text/html",
    "/feed.xml": "application/rss+xml",
    "/daerah/atom.xml": "application/atom+xml",
    "/feed.json": "application/feed+json",
    "/sitemaps/2024-12.xml": "application/xml",
    "/sitemap-news.xml": "application/xml",
    f"{PATH}article.json": "application/json",
}


@pytest.fixture
def published(cloud: MotoCloud) -> MotoCloud:
    """A cloud with the publication, the article's picture and the article."""
    cloud.put("site.json", SITE)
    cloud.put(PICTURE, jpeg())
    cloud.put(KEY, ARTICLE)
    return cloud


def test_an_uploaded_article_stands_at_its_address_with_every_header_that_readers_and_edge_need(published):
    page = published.get(PATH)
    assert "Kapal Perpustakaan Singgah di Tujuh Desa" in page["Text"]
    assert "2 Desember 2024" in page["Text"]
    assert page["ContentType"] == "text/html; charset=utf-8"
    assert page["CacheControl"] == "public, max-age=0, s-maxage=60, must-revalidate"
    assert page["Metadata"]["cache-tag"].startswith("article-")
    assert "status" not in page["Metadata"]


def test_an_uploaded_article_is_answered_by_a_receipt_with_its_address(published):
    receipt = published.receipt(KEY)
    version = published.s3.head_object(Bucket=aws.INBOX, Key=KEY)["VersionId"]
    assert (receipt["status"], receipt["versionId"]) == ("published", version)
    assert receipt["url"] == f"https://hulu.example{PATH}"
    assert [warning["code"] for warning in receipt["warnings"]] == ["related-missing"]


def test_everything_that_lists_the_article_tells_of_it(published):
    for path, content_type in LISTING.items():
        found = published.get(path)
        assert "Kapal Perpustakaan" in found["Text"] or PATH in found["Text"], path
        assert (path, found["ContentType"]) == (path, f"{content_type}; charset=utf-8")
        assert found["Metadata"]["cache-tag"], path


def test_an_update_changes_the_article_and_its_lists_and_nothing_else(published):
    other = ARTICLE | {"headline": "Pasar Ramai", "articleSection": "ekonomi", "keywords": ["Pasar"]}
    published.put("articles/2024/12/lain.json", other)
    before = published.site()
    published.put(KEY, ARTICLE | {"headline": "Kapal Perpustakaan Singgah di Delapan Desa"})
    changed = {key for key, tag in published.site().items() if before.get(key) != tag}
    assert before.keys() == published.site().keys()
    assert PAGE in changed
    assert changed >= LISTS
    assert not {key for key in changed if "pasar-ramai" in key or key.startswith("ekonomi/")}
    assert "Delapan Desa" in published.get(PATH)["Text"]
    assert "Delapan Desa" in published.get("/daerah/feed.xml")["Text"]


def test_the_same_upload_again_writes_no_object_of_the_site(published):
    before = published.site()
    with aws.recorded(published.build.service().bucket.client, "s3") as calls:
        published.put(KEY, ARTICLE)
    assert published.site() == before
    written = {(params["Bucket"], params["Key"]) for name, params in calls if name == "PutObject"}
    # How far site.json has come may be told at any time.
    assert written - {(aws.INBOX, "receipts/site.json")} == {(aws.INBOX, f"receipts/{KEY}")}


def test_a_deleted_article_answers_that_it_is_gone_and_is_on_no_list(published):
    published.delete(KEY)
    page = published.get(PATH)
    assert page["Metadata"]["status"] == "410"
    assert published.receipt(KEY)["status"] == "withdrawn"
    assert "Tujuh Desa" not in published.get("/")["Text"]
    assert "Tujuh Desa" not in published.get("/sitemap-news.xml")["Text"]
    gone = {f"{PATH[1:]}article.json", "tag/literasi/index.html", "2024/12/02/index.html", "sitemaps/2024-12.xml"}
    assert not gone & published.site().keys()


def test_a_new_slug_moves_the_article_and_its_old_address_redirects(published):
    published.put(KEY, ARTICLE | {"slug": "kapal-buku"})
    old = published.get(PATH)
    assert (old["Metadata"]["status"], old["Metadata"]["location"]) == ("301", "/2024/12/02/kapal-buku/")
    assert "status" not in published.get("/2024/12/02/kapal-buku/")["Metadata"]


def test_a_rejected_update_leaves_the_published_version_as_it_is(published):
    before = published.site()
    published.put(KEY, b'{"headline": "Tanpa isi"}')
    assert published.site() == before
    receipt = published.receipt(KEY)
    assert receipt["status"] == "rejected"
    assert all(error["message"] and error["fix"] for error in receipt["errors"])


def test_an_article_of_tomorrow_is_kept_back_until_its_alarm_rings(cloud):
    cloud.put("site.json", SITE)
    cloud.put(KEY, ARTICLE | {"datePublished": "2024-12-03T06:00:00+07:00"})
    assert cloud.receipt(KEY)["status"] == "scheduled"
    assert not [key for key in cloud.site() if "kapal" in key]
    schedules = aws.client("scheduler").list_schedules(GroupName="kabar-schedules")["Schedules"]
    schedule = aws.client("scheduler").get_schedule(GroupName="kabar-schedules", Name=schedules[0]["Name"])
    assert schedule["ScheduleExpression"] == "at(2024-12-02T23:00:02)"
    cloud.now += timedelta(days=1)
    cloud.sqs.send_message(QueueUrl=cloud.arrivals, MessageBody=schedule["Target"]["Input"])
    cloud.rest()
    assert cloud.receipt(KEY)["status"] == "published"
    assert "Tujuh Desa" in cloud.get(PATH.replace("/02/", "/03/"))["Text"]


def test_an_article_that_another_refers_to_shows_there_once_it_comes(published):
    assert "/2024/11/20/dermaga/" not in published.get(PATH)["Text"]
    changed = {"headline": "Dermaga", "datePublished": "2024-11-20T08:00:00+07:00"}
    published.put(f"articles/{RELATED}.json", ARTICLE | changed | {"articleBody": ARTICLE["articleBody"][:1]})
    assert "/2024/11/20/dermaga/" in published.get(PATH)["Text"]


def test_what_lies_outside_the_inbox_s_folders_is_answered_and_shown_nowhere(published):
    before = published.site()
    published.put("articles/catatan +%é.txt", b"bukan artikel")
    receipt = published.receipt("articles/catatan +%é.txt")
    assert (receipt["status"], receipt["errors"][0]["code"]) == ("rejected", "key-not-json")
    assert published.site() == before


def test_the_contract_s_article_is_published(cloud):
    if not CONTRACT.is_dir():
        pytest.skip(f"no contract at {CONTRACT}")
    cloud.put("site.json", json.loads((CONTRACT / "site.json").read_bytes()))
    cloud.put("articles/2024/12/kaji-tiru.json", (CONTRACT / "article.json").read_bytes())
    receipt = cloud.receipt("articles/2024/12/kaji-tiru.json")
    assert receipt["status"] == "published"
    page = cloud.get(receipt["url"].removeprefix("https://haikalteng.example"))
    assert "Senin, 2 Desember 2024 10.15 WIB" in page["Text"]
    assert "Redaksi (yl)" in page["Text"]


def test_nothing_stands_before_the_first_site_json(cloud):
    cloud.put(KEY, ARTICLE)
    assert cloud.site() == {}
    assert cloud.receipt(KEY)["errors"][0]["code"] == "no-publication"
    with pytest.raises(ClientError, match="NoSuchKey"):
        cloud.get(PATH)
