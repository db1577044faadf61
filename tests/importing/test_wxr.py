"""WordPress' export."""

import tracemalloc

import pytest

from kabar.domain.site_parsing import parse_publication
from kabar_cli.importing.scratch import Scratch
from kabar_cli.importing.wxr import read_wxr

from .conftest import WXR


@pytest.fixture
def moved(run):
    return run("wxr", WXR)


def test_posts_become_articles_and_each_item_is_reported(moved):
    results = {(item["item"], item["result"]) for item in moved.items}
    assert results == {
        ("post 10", "imported with changes"), ("post 11", "imported with changes"), ("attachment 12", "skipped"),
        ("attachment 13", "skipped"), ("wp_block 77", "skipped"), ("post 14", "skipped"), ("page 15", "imported"),
    }  # fmt: skip
    assert [name for name in moved.files if name.startswith("articles/")] == [
        "articles/2019/11/jembatan-gantung.json",
        "articles/2019/11/klasik.json",
    ]
    assert all(item.get("why") or item.get("to") for item in moved.items)


def test_a_post_keeps_what_readers_knew_of_it(moved):
    article = moved.articles["jembatan-gantung"]
    assert {name: article[name] for name in ("headline", "description", "articleSection", "author", "keywords")} == {
        "headline": "Jembatan Gantung & Perahu",
        "description": "Ringkas",
        "articleSection": "daerah",
        "author": ["rina"],
        "keywords": ["Jembatan"],
    }
    assert article["datePublished"] == "2019-11-07T10:36:54+07:00"
    assert article["image"] == {"contentUrl": "media/2019/11/jembatan.jpg", "alt": "Alt dua belas", "caption": "Cap"}


def test_old_permalinks_and_slugs_redirect(moved):
    assert moved.articles["jembatan-gantung"]["formerAddresses"] == [
        "/2019/11/jembatan-gantung/",
        "/2019/11/jembatan-lama/",
    ]
    changes = {change["code"] for item in moved.items for change in item.get("changes", ())}
    assert "old-address-left-out" in changes


def test_gutenberg_blocks_become_blocks(moved):
    body = moved.articles["jembatan-gantung"]["articleBody"]
    assert [block["type"] for block in body] == ["paragraph", "image", "embed", "paragraph", "gallery"]
    assert body[0]["text"] == 'Paragraf <strong>satu</strong>. <a href="/2019/10/lain/">Baca</a>'
    assert body[1]["contentUrl"] == "media/2019/11/jembatan.jpg"
    assert body[3]["text"] == "Dari blok"


def test_a_classic_post_is_parted_by_its_lines_and_its_shortcodes_are_read(moved):
    body = moved.articles["klasik"]["articleBody"]
    assert [block.get("text", block["type"]) for block in body] == [
        "Paragraf satu [sic] masih satu.", "image", "gallery", "embed", "Isi kotak", "Baris satu", "Baris dua",
    ]  # fmt: skip
    assert body[1]["caption"] == "Keterangan <em>foto</em>"
    assert [image["contentUrl"] for image in body[2]["images"]] == ["media/2019/11/jembatan.jpg", "media/2019/11/b.png"]
    assert "alert" not in str(body)


def test_the_publication_that_it_suggests_is_valid(moved):
    site = parse_publication((moved.out / "site.json").read_bytes())
    assert (site.name, site.url, site.language) == ("Warta Lama", "https://warta-lama.example", "id")
    assert {author.id: author.name for author in site.authors}["rina"] == "Rina Usop"
    assert [page.slug for page in site.pages] == ["tentang"]


def test_categories_become_sections_by_a_mapping(run, tmp_path):
    mapping = tmp_path / "map.yaml"
    mapping.write_text("daerah: hulu\n")
    moved = run("wxr", WXR, "--map", mapping, "--section", "umum")
    assert {id_: article["articleSection"] for id_, article in moved.articles.items()} == {
        "jembatan-gantung": "hulu",
        "klasik": "umum",
    }


def test_into_a_publication_that_is_there(run, tmp_path):
    site = tmp_path / "site.json"
    site.write_text(
        '{"name":"K","url":"https://k.example","inLanguage":"id","timeZone":"Asia/Makassar",'
        '"sections":[{"slug":"ekonomi","name":"E"}],"authors":[{"id":"ru","name":"Rina Usop"}]}'
    )
    moved = run("wxr", WXR, "--site", site)
    assert "site.json" not in moved.files
    article = moved.articles["jembatan-gantung"]
    assert (article["articleSection"], article["author"]) == ("ekonomi", ["ru"])
    assert article["datePublished"] == "2019-11-07T11:36:54+08:00"
    assert article["keywords"] == ["Jembatan", "Daerah"]


def test_items_are_read_one_at_a_time(tmp_path):
    text = WXR.read_text("utf-8")
    head, rest = text.split("<item>", 1)
    item = "<item>" + rest.split("</item>", 1)[0] + "</item>"
    path = tmp_path / "large.xml"
    peaks = []
    for count in (200, 2000):
        path.write_text(head + item * count + "</channel></rss>", "utf-8")
        with Scratch(tmp_path / f"scratch-{count}") as scratch:
            tracemalloc.start()
            assert sum(1 for _ in read_wxr(path, scratch)) == count + 1
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] < peaks[0] + 500_000, "2,000 items are 8 MB"


def _changed(run, *pairs):
    text = WXR.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return run("wxr", text)


def _codes(moved, source):
    return {each["code"]: each["message"] for item in moved.items if item["item"] == source for each in item["changes"]}


def test_names_of_categories_and_tags_are_html(run):
    moved = _changed(
        run,
        ("<![CDATA[Daerah]]></category>", "<![CDATA[Desa &amp; Kota]]></category>"),
        ("<![CDATA[Jembatan]]></category>", "<![CDATA[Air &amp; Api]]></category>"),
    )
    assert moved.json("site.json")["sections"][0] == {"slug": "daerah", "name": "Desa & Kota"}
    assert moved.articles["jembatan-gantung"]["keywords"] == ["Air & Api"]


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("main-picture-missing", "<wp:meta_value><![CDATA[12]]>", "<wp:meta_value><![CDATA[999]]>"),
        ("terms-left-out", '<category domain="post_tag"', '<category domain="rubrik"'),
        ("gallery-picture-missing", '[gallery ids="12,13"]', '[gallery ids="12,999"]'),
        ("old-address-taken", "warta-lama.example/?p=11", "warta-lama.example/2019/11/jembatan-lama/"),
    ],
)
def test_nothing_is_lost_in_silence(run, code, old, new):
    moved = _changed(run, (old, new))
    assert code in _codes(moved, "post 10") | _codes(moved, "post 11")


def test_no_picture_of_its_own_is_none_that_is_missing(run):
    moved = _changed(run, ("<wp:meta_value><![CDATA[12]]>", "<wp:meta_value><![CDATA[0]]>"))
    assert "main-picture-missing" not in _codes(moved, "post 10")


def test_a_page_that_moves_is_told_of(run):
    moved = _changed(run, ("warta-lama.example/tentang/", "warta-lama.example/redaksi/tentang/"))
    assert "It stands at /tentang/ now." in _codes(moved, "page 15")["page-moved"]


@pytest.mark.parametrize(("kept", "told"), [("Tentang jembatan.", True), ("%%excerpt%%", False)])
def test_what_was_written_for_search_engines_describes(run, kept, told):
    meta = f"<wp:meta_key>_yoast_wpseo_metadesc</wp:meta_key><wp:meta_value>{kept}</wp:meta_value>"
    moved = _changed(
        run, ("<![CDATA[Ringkas]]>", ""), ("<wp:comment>", f"<wp:postmeta>{meta}</wp:postmeta><wp:comment>")
    )
    assert moved.articles["jembatan-gantung"].get("description") == (kept if told else None)


def test_an_export_in_parts_is_one(run, tmp_path):
    text = WXR.read_text("utf-8")
    head, *items = text.replace("</channel></rss>", "").split("<item>")
    (tmp_path / "bagian").mkdir()
    for number, part in enumerate((items[:2], items[2:])):
        body = "".join(f"<item>{item}" for item in part)
        (tmp_path / "bagian" / f"lama.00{number}.xml").write_text(f"{head}{body}</channel></rss>", "utf-8")
    moved = run("wxr", tmp_path / "bagian")
    assert moved.articles["jembatan-gantung"]["image"]["contentUrl"] == "media/2019/11/jembatan.jpg"
    assert len(moved.items) == 7
    for path in (tmp_path / "bagian").iterdir():
        path.rename(path.with_suffix(".txt"))
    moved.out.rename(tmp_path / "first")
    assert "no .xml files" in run("wxr", tmp_path / "bagian", code=1).result.output
