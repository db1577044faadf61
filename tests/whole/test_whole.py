"""From an upload to a reader's page, through the stack that SAM deploys. The steps are one story, in this order."""

import json
import re
from pathlib import Path
from urllib.parse import parse_qs

import pytest

import kabar_cli.sample
from support.uploads import jpeg, made

pytestmark = [pytest.mark.local_cloud, pytest.mark.usefixtures("published")]
SAMPLE = Path(kabar_cli.sample.__file__).parent
ARTICLES = sorted((SAMPLE / "articles").rglob("*.json"))
PICTURES = sorted(path for path in (SAMPLE / "media").rglob("*") if path.is_file())
STORY = {
    "headline": "Perpustakaan Terapung Singgah di Hulu",
    "articleSection": "daerah",
    "author": ["rn"],
    "datePublished": "2025-01-06T09:30:00+07:00",
    "keywords": ["Literasi", "Sungai"],
    "articleBody": [
        {"type": "paragraph", "text": "Perahu itu <strong>merapat</strong> Senin pagi & disambut 40 anak."},
        {"type": "related", "article": "2025/01/dermaga-baru", "headline": "Dermaga Baru Rampung"},
    ],
}
DOCS = (Path(__file__).parents[2] / "docs" / "events.md").read_text("utf-8")
PATH = "/2025/01/06/perpustakaan-terapung-singgah-di-hulu/"
KEY = "articles/2025/01/perpustakaan-terapung.json"


def changed(before, after):
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


@pytest.fixture(scope="module")
def published(whole, publication):
    """The sample publication, uploaded file by file."""
    assert whole.upload("site.json", publication)["status"] == "published"
    for path in PICTURES + ARTICLES:
        key = path.relative_to(SAMPLE).as_posix()
        whole.s3.put_object(Bucket=whole.inbox, Key=key, Body=path.read_bytes())
    return whole.rest()


def test_the_sample_publication_stands_on_the_site(whole):
    status, headers, body = whole.get("/")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "Warta Selantar" in body
    for path in ARTICLES:
        receipt = json.loads(
            whole.s3.get_object(Bucket=whole.inbox, Key=f"receipts/{path.relative_to(SAMPLE).as_posix()}")[
                "Body"
            ].read()
        )
        assert receipt["status"] == "published", receipt
        assert whole.get("/" + receipt["url"].split("/", 3)[3])[0] == 200


def test_uploading_it_again_changes_not_one_byte(whole, publication, published):
    whole.upload("site.json", publication)
    for path in [*PICTURES[:5], *ARTICLES]:
        whole.s3.put_object(Bucket=whole.inbox, Key=path.relative_to(SAMPLE).as_posix(), Body=path.read_bytes())
    assert changed(published, whole.rest()) == set()


def test_an_article_stands_in_every_list_and_nowhere_else(whole):
    before = whole.rest()
    receipt = whole.upload(KEY, STORY)
    assert (receipt["status"], receipt["url"]) == ("published", f"https://wartaselantar.example{PATH}")
    assert [warning["code"] for warning in receipt["warnings"]] == ["related-missing", "description-missing"]
    assert changed(before, whole.rest()) == {
        *(PATH[1:] + name for name in ("index.html", "article.json", "lite/index.html", "card.png")),
        *("index.html", "404.html", "feed.xml", "atom.xml", "feed.json"),
        *(f"daerah/{name}" for name in ("index.html", "feed.xml", "atom.xml", "feed.json")),
        *(f"tag/{tag}/{name}" for tag in ("literasi", "sungai") for name in ("index.html", "feed.xml")),
        *("author/rn/index.html", "author/rn/feed.xml"),
        *("2025/01/06/index.html", "2025/01/index.html", "daerah/2025/01/06/index.html", "daerah/2025/01/index.html"),
        # The day and the month before turn to these.
        *("2024/12/15/index.html", "2024/12/index.html", "daerah/2024/12/14/index.html", "daerah/2024/12/index.html"),
        *("arsip/index.html", "sitemap.xml", "sitemaps/2025-01.xml"),
    }
    page = whole.get(PATH)[2]
    assert "Senin, 6 Januari 2025 09.30 WIB" in page
    assert "<strong>merapat</strong> Senin pagi &amp; disambut" in page
    assert "Dermaga Baru Rampung" in page


def test_the_target_of_a_reference_makes_it_a_link(whole):
    whole.upload(
        "articles/2025/01/dermaga-baru.json",
        STORY | {"headline": "Dermaga Baru Dibuka", "articleBody": STORY["articleBody"][:1]},
    )
    whole.rest()
    assert '<a href="/2025/01/06/dermaga-baru-dibuka/">Dermaga Baru Dibuka</a>' in whole.get(PATH)[2]


def test_an_update_changes_the_pages_that_show_it(whole):
    before = whole.rest()
    whole.upload(
        KEY, STORY | {"articleBody": [{"type": "paragraph", "text": "Isinya diperbarui."}], "description": "Singgah."}
    )
    first = changed(before, whole.rest())
    assert PATH[1:] + "index.html" in first
    assert not first & {"ekonomi/index.html", "olahraga-budaya/index.html", "arsip/index.html"}
    assert "Isinya diperbarui." in whole.get(PATH)[2]


def test_a_rejected_update_leaves_what_stands(whole):
    before = whole.rest()
    receipt = whole.upload(KEY, STORY | {"articleSection": "olahrga"})
    assert receipt["status"] == "rejected"
    assert receipt["errors"][0]["pointer"] == "/articleSection"
    assert changed(before, whole.rest()) == set()


def test_a_reader_is_served_as_by_cloudfront(whole):
    status, headers, _ = whole.get(PATH)
    assert status == 200
    assert headers["Strict-Transport-Security"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert whole.get(PATH, **{"If-None-Match": headers["ETag"]})[0] == 304
    assert (whole.get(PATH[:-1])[0], whole.get(PATH[:-1])[1]["Location"]) == (301, PATH)
    assert whole.get("/tidak-ada/")[0] == 404
    assert "Sitemap:" in whole.get("/robots.txt")[2]


def test_a_new_slug_redirects_and_a_deletion_is_gone(whole):
    whole.upload(KEY, STORY | {"slug": "perpustakaan-singgah"})
    whole.rest()
    moved = whole.get(PATH)
    assert (moved[0], moved[1]["Location"]) == (301, "/2025/01/06/perpustakaan-singgah/")
    marker = whole.s3.delete_object(Bucket=whole.inbox, Key=KEY)["VersionId"]
    assert whole.receipt(KEY, marker)["status"] == "withdrawn"
    whole.rest()
    assert whole.get("/2025/01/06/perpustakaan-singgah/")[0] == 410
    assert "Singgah di Hulu" not in whole.get("/daerah/")[2]


@pytest.mark.parametrize(
    ("key", "body", "code"),
    [
        ("articles/kosong.json", b"", "empty-file"),
        ("articles/besar.json", b"[" + b"1," * 5_000_000 + b"1]", "too-large"),
        ("articles/dalam.json", b"[" * 10_000 + b"]" * 10_000, "too-deep"),
        ("articles/a+b c%20.json", b"{}", "key-characters"),
        ("articles/../luar.json", b"{}", "key-characters"),
        ("articles/café.json", b"{}", "key-characters"),
    ],
)
def test_bad_input_gets_a_clear_answer_and_changes_nothing(whole, key, body, code):
    before = whole.rest()
    receipt = whole.upload(key, body)
    assert (receipt["status"], receipt["errors"][0]["code"]) == ("rejected", code)
    assert receipt["errors"][0]["message"]
    assert receipt["errors"][0]["fix"]
    assert changed(before, whole.rest()) == set()


def test_an_article_is_withdrawn_by_the_command(whole):
    key = "articles/2025/01/ditarik.json"
    whole.upload(key, STORY | {"headline": "Akan Ditarik"})
    whole.rest()
    done = whole.kabar("withdraw", "2025/01/ditarik", "--reason", "dewan-pers", "--statement", "Atas putusan.")
    assert done.returncode == 0, done.stderr
    whole.rest()
    status, _, page = whole.get("/2025/01/06/akan-ditarik/")
    assert status == 410
    assert "Atas putusan." in page
    assert "Atas putusan." in whole.get("/koreksi/")[2]
    missing = whole.kabar("withdraw", "tidak-ada", "--reason", "other", "--statement", "x")
    assert (missing.returncode, "Traceback" in missing.stderr) == (1, False)


def test_a_picture_is_in_the_site_bucket_only_while_its_article_is_public(whole):
    body, other = jpeg(640, 360, "teal"), jpeg(640, 360, "brown")
    document = STORY | {"headline": "Bergambar", "image": {"contentUrl": "media/2025/01/uji.jpg", "alt": "Air"}}
    key = "articles/2025/01/bergambar.json"
    assert whole.upload(key, document | {"embargoedUntil": "2100-01-01T00:00:00+07:00"})["status"] == "scheduled"
    assert whole.upload("media/2025/01/uji.jpg", body)["status"] == "published"
    assert not folder(body, whole.rest())
    whole.upload(key, document)
    shown = whole.rest()
    assert made(body, "640.avif")[1:] in folder(body, shown)
    assert made(body, "640.")[:-1] in whole.get("/2025/01/06/bergambar/")[2]
    withdrawal = {"date": "2025-01-07T10:00:00+07:00", "reason": "other", "statement": "Keliru."}
    whole.upload(key, document | {"withdrawn": withdrawal})
    assert not folder(body, whole.rest())
    whole.upload(key, document)
    whole.upload("media/2025/01/uji.jpg", other)
    shown = whole.rest()
    assert made(other, "640.jpg")[1:] in folder(other, shown)
    assert made(other, "640.")[:-1] in whole.get("/2025/01/06/bergambar/")[2]
    marker = whole.s3.delete_object(Bucket=whole.inbox, Key="media/2025/01/uji.jpg")["VersionId"]
    assert whole.receipt("media/2025/01/uji.jpg", marker)["status"] == "withdrawn"
    assert not folder(other, whole.rest())


def folder(body, listed):
    """What stands of a picture."""
    return {key for key in listed if f"/{key}".startswith(made(body, ""))}


def test_whoever_listens_on_the_bus_hears_what_happens(whole):
    events = whole.session.client("events", endpoint_url=whole.endpoint)
    queue, arn = whole.queue("listener")
    bus = {"EventBusName": "kabar"}
    events.put_rule(Name="listener", EventPattern=json.dumps({"source": ["kabar"]}), **bus)
    events.put_targets(Rule="listener", Targets=[{"Id": "listener", "Arn": arn}], **bus)
    whole.upload("articles/2025/01/terdengar.json", STORY | {"headline": "Terdengar"})
    whole.upload("articles/2025/01/terdengar.json", b"{}")
    heard = [json.loads(body) for body in whole.take(queue, 2)]
    assert {(event["detail-type"], event["detail"]["articleId"]) for event in heard} == {
        ("Article Published", "2025/01/terdengar"),
        ("Article Rejected", "2025/01/terdengar"),
    }


def test_a_signed_webhook_and_the_hub_of_the_feeds_are_told(whole, listener):
    receipt = whole.upload("articles/2025/01/diberitakan.json", STORY | {"headline": "Diberitakan"})
    told = whole.eventually(lambda: [each for each in listener.asked if b"2025/01/diberitakan" in each[2]])
    path, headers, body = told[0]
    said = json.loads(body)
    assert (path, said["type"], said["data"]["url"]) == ("/in", "article.published", receipt["url"])
    (recipe,) = re.findall(r"^```python\n(.*?)^```$", DOCS, re.DOTALL | re.MULTILINE)
    exec(recipe, names := {})  # noqa: S102 - what the documentation gives to whoever listens
    assert names["is_ours"](listener.secret, headers, body)
    assert not names["is_ours"](listener.secret, headers, body + b" ")
    site = receipt["url"].partition("/2025/")[0]
    topics = whole.eventually(lambda: [parse_qs(body.decode()) for path, _, body in listener.asked if path == "/hub"])
    assert any({f"{site}/feed.xml", f"{site}/daerah/atom.xml"} <= set(each["hub.url"]) for each in topics)
    assert f"https://localhost:{listener.port}/hub" in whole.get("/feed.xml")[2]


def test_a_lost_site_bucket_is_made_again(whole):
    before = whole.rest()
    for key in before:
        whole.s3.delete_object(Bucket=whole.site_bucket, Key=key)
    done = whole.kabar("rebuild")
    assert done.returncode == 0, done.stderr
    assert changed(before, whole.rest()) == set()


def test_a_lost_table_is_made_again(whole):
    before = whole.rest()
    whole.empty_tables()
    done = whole.kabar("rebuild")
    assert done.returncode == 0, done.stderr
    assert changed(before, whole.rest()) == set()
