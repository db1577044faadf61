"""Feeds, pages, and files that are none of what they are said to be."""

import gzip
import os

import pytest

from .conftest import WXR

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Umpan</title><link>https://u.example</link>
<item><title>Satu</title><link>https://u.example/berita/satu.html</link><dc:creator>Ayu</dc:creator>
<category>Sungai</category><pubDate>Mon, 02 Dec 2024 03:15:00 GMT</pubDate><description>Ringkas</description>
<content:encoded><![CDATA[<p>Isi <b>penuh</b> yang panjang.</p><p>Dua</p>]]></content:encoded>
<enclosure url="https://u.example/a.jpg" type="image/jpeg" length="1"/></item>
<item><title>Dua</title><link>https://u.example/dua</link><description>Hanya ringkasan.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry>
<title type="html">&lt;b&gt;T&lt;/b&gt;</title>
<id>tag:a</id><link href="https://a.example/t"/><published>2024-12-02T10:15:00+07:00</published><author><name>Bayu</name>
</author><content type="html">&lt;p&gt;Isi&lt;/p&gt;</content></entry></feed>"""
PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Judul - Situs</title>
<link rel="canonical" href="https://s.example/2020/judul.html"><meta name="description" content="Ringkas">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Judul","datePublished":"2020-01-02T03:04:05Z",
"author":[{"@type":"Person","name":"Ayu"}],"keywords":"satu, dua","articleSection":"Daerah"}</script></head>
<body><nav>Menu</nav><article><h1>Judul</h1><p>Satu.</p><p>Dua.</p><aside>Iklan</aside></article>
<footer>Kaki</footer></body></html>"""


def test_rss_with_full_text(run):
    moved = run("feed", RSS)
    article = moved.articles["satu"]
    assert [block["text"] for block in article["articleBody"]] == ["Isi <strong>penuh</strong> yang panjang.", "Dua"]
    assert (article["author"], article["keywords"], article["description"]) == (["ayu"], ["Sungai"], "Ringkas")
    assert article["image"]["contentUrl"] == "media/a.jpg"
    assert article["formerAddresses"] == ["/berita/satu.html"]
    assert "cut-by-feed" in {change["code"] for change in moved.items[1]["changes"]}


def test_atom(run):
    article = run("feed", ATOM).articles["t"]
    assert (article["headline"], article["datePublished"]) == ("T", "2024-12-02T10:15:00+07:00")


def test_a_page_gives_its_article_and_nothing_around_it(run):
    article = run("html", PAGE, name="judul.html").articles["judul"]
    assert [block["text"] for block in article["articleBody"]] == ["Satu.", "Dua."]
    assert (article["articleSection"], article["keywords"]) == ("daerah", ["satu", "dua"])
    assert article["formerAddresses"] == ["/2020/judul.html"]


def test_what_a_page_says_of_itself_in_linked_data(run):
    page = PAGE.replace('"articleSection":"Daerah"', '"articleSection":["Daerah","Kota"],"image":[{"url":"/a.jpg"}]')
    article = run("html", page, name="judul.html").articles["judul"]
    assert (article["articleSection"], article["keywords"]) == ("daerah", ["satu", "dua", "Kota"])
    assert article["image"]["contentUrl"] == "media/a.jpg"


def test_a_link_whose_page_isnt_known_is_told_of(run):
    moved = run("html", "<h1>Judul</h1><p>Isi <a href='lain.html'>lain</a>, <a href='#a'>a</a>.</p>")
    told = [each["message"] for each in moved.items[0]["changes"] if each["code"] == "relative-address"]
    assert told == ["Where this leads can't be told without the page's own address (--old-url): lain.html"]


def test_a_page_in_the_encoding_that_it_names(run):
    text = '<meta charset="windows-1252"><h1>Caf\xe9</h1><p>Isi d\xe9j\xe0</p>'
    assert run("html", text.encode("windows-1252")).articles["export"]["headline"] == "Caf\xe9"


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel>&b;</channel></rss>'


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("wxr", BOMB),
        ("wxr", b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>'),
        ("wxr", b"<html></html>"),
        ("wxr", b"<rss><channel><item><title>x</title></item></channel></rss>"),
        ("wxr", WXR.read_bytes()[:2000]),
        ("wxr", b"<rss><channel><item></channel></rss>"),
        ("wxr", b""),
        ("ghost", b"{"),
        ("ghost", b"[" * 100_000),
        ("ghost", b'{"x": "\xff"}'),
        ("ghost", b"[1, 2]"),
        ("ghost", b'{"db": [{"data": {"posts": 3}}]}'),
        ("feed", BOMB),
        ("feed", b"hello"),
        ("html", b""),
    ],
)  # fmt: skip
def test_what_cant_be_read_is_said_and_nothing_is_written(run, kind, text):
    moved = run(kind, text, code=1)
    assert moved.result.output.strip().startswith("Error: ")
    assert not moved.out.exists()
    assert [path for path in moved.out.parent.iterdir() if path.name != "export"] == []


def test_a_folder_that_is_there_is_left_alone(run, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("x")
    assert "already" in run("feed", RSS, code=1).result.output
    assert (tmp_path / "out" / "mine.txt").read_text() == "x"


@pytest.mark.parametrize("name", ["../../etc/x", "..", "a/b", "<script>", "", "é" * 300])
def test_names_from_outside_stay_inside(run, name):
    text = WXR.read_text("utf-8").replace("<![CDATA[jembatan-gantung]]>", f"<![CDATA[{name}]]>")
    text = text.replace(
        "<![CDATA[Jembatan <em>Gantung</em> &amp; Perahu]]>", "<![CDATA[<script>alert(1)</script>Judul]]>"
    )
    text = text.replace("uploads/2019/11/a.jpg", "uploads/../../../../a.jpg")
    moved = run("wxr", text)
    assert len(moved.articles) == 2
    assert all(name.startswith(("articles/", "media/", "report.", "site.json")) for name in moved.files)
    assert "<script>" not in str(moved.articles)


@pytest.mark.parametrize("kind", ["wxr", "ghost", "ninjs", "feed", "html"])
def test_what_is_packed_is_to_be_unpacked(run, kind):
    for name, body in (
        ("x.gz", gzip.compress(b"<rss/>")),
        ("y.gz", gzip.compress(b"{}")[:12]),
        ("z.zip", b"PK\x03\x04"),
    ):
        moved = run(kind, body, code=1, name=name)
        assert f"{name} is packed" in moved.result.output
        assert not moved.out.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x00\x01\x02<p>", "there is no HTML in it"),
        ('{"posts": []}', "there is no HTML in it"),
        ("Teks saja.", "there is no HTML in it"),
        ('<?xml version="1.0"?><!-- <p> --><rss><channel><title>x</title></channel></rss>', "Try feed, or wxr"),
        ("<!--" + "--><!--" * 4_000 + "<feed><title>x</title>", ""),
    ],
)
def test_what_is_no_page_becomes_no_article(run, content, said):
    moved = run("html", content, code=1)
    assert said in moved.result.output
    assert not moved.out.exists()


def test_the_end_of_a_damaged_feed_isnt_lost_in_silence(run):
    whole = RSS.replace("</channel></rss>", "")
    moved = run("feed", whole + "<item><title>Putus</title><description>Isi & <b")
    assert [item["result"] for item in moved.items][-1] == "skipped"
    assert "what follows may be missing" in moved.items[-1]["why"]
    assert "Nothing was imported" not in moved.result.output


def test_when_nothing_was_imported_it_is_said(run):
    moved = run("ninjs", '{"type": "picture"}')
    assert "Nothing was imported: every item was skipped." in moved.result.stderr
    assert [item["result"] for item in moved.items] == ["skipped"]


@pytest.mark.parametrize(
    ("kind", "text"),
    [("feed", "<rss><channel><title>x</title></channel></rss>"), ("ghost", '{"posts": []}'), ("ninjs", "[]")],
)
def test_what_has_no_items_is_no_import(run, kind, text):
    moved = run(kind, text, code=1)
    assert "there is no item in it" in moved.result.output
    assert not moved.out.exists()


def test_a_mapping_that_cant_be_read(run, tmp_path):
    for text in ("a: " + "[" * 5000, "a: 2024-13-45", "caf\udce9: x", "a: &a [x]\nb: *a"):
        (tmp_path / "map.yaml").write_bytes(text.encode("utf-8", "surrogateescape"))
        assert "map.yaml: " in run("html", "<p>x</p>", "--map", tmp_path / "map.yaml", code=1).result.output


@pytest.mark.parametrize("kind", ["wxr", "feed"])
def test_a_pipe_is_to_be_saved_first(run, tmp_path, kind):
    os.mkfifo(tmp_path / "pipa")
    assert "is a pipe" in run(kind, tmp_path / "pipa", code=1).result.output
