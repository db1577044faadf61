"""WordPress exports as old sites write them, and as somebody who means harm would."""

import tracemalloc

import pytest

from kabar_cli.importing.scratch import Scratch
from kabar_cli.importing.shortcodes import without_shortcodes
from kabar_cli.importing.wxr import read_wxr
from kabar_cli.importing.wxr_xml import LONGEST_TEXT, elements

from .conftest import WXR

TEXT = WXR.read_text("utf-8")
HEAD, REST = TEXT.split("<item>", 1)
FIELDS = "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status>"


def _item(text, more="", id_="900"):
    return (
        f"<item><title>Rusak</title><content:encoded><![CDATA[{text}]]></content:encoded>"
        f"<wp:post_id>{id_}</wp:post_id><wp:post_name>rusak</wp:post_name>{FIELDS}{more}</item>"
    )


def _export(*items):
    return "".join((HEAD, *items, "<item>", REST))


def _changes(moved, source="post 900"):
    return next([each["code"] for each in item["changes"]] for item in moved.items if item["item"] == source)


def _why(moved, source="post 900"):
    return next(item["why"] for item in moved.items if item["item"] == source)


def _words(article):
    return [block.get("text", block["type"]) for block in article["articleBody"]]


def test_a_text_of_more_than_ten_megabytes_costs_its_item_only(run):
    moved = run("wxr", _export(_item("<p>panjang</p>" * (LONGEST_TEXT // 10))))
    assert "its content:encoded has more than 10 million characters" in _why(moved)
    assert set(moved.articles) == {"jembatan-gantung", "klasik"}
    meta = f"<wp:postmeta><wp:meta_value>{'x' * (LONGEST_TEXT + 1)}</wp:meta_value></wp:postmeta>"
    (moved.out / "report.json").unlink()
    moved.out.rename(moved.out.with_name("first"))
    assert "rusak" in run("wxr", _export(_item("Isi.", meta))).articles, "what nobody reads may be of any length"


@pytest.mark.parametrize(
    "hostile",
    [
        _item("<p>x</p>" * 8_000_000),
        _item("x", f"<wp:postmeta><wp:meta_value>{'y' * 5_000_000}</wp:meta_value></wp:postmeta>" * 12),
        _item("x", "<category/>" * 400_000),
        _item("x", f'<category nicename="{"y" * 4_000_000}"/>' * 12),
    ],
    ids=["text", "texts", "elements", "attributes"],
)
def test_one_item_may_be_as_large_as_it_likes_and_takes_no_more_memory(tmp_path, hostile):
    path = tmp_path / "large.xml"
    path.write_text(_export(hostile), "utf-8")
    del hostile
    tracemalloc.start()
    names = [node.name for node in elements(path)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert names.count("item") == 8
    assert peak < 45_000_000


@pytest.mark.parametrize(
    ("hostile", "said"),
    [
        (f'<item x="{"y" * 20_000_000}"/>', "more than 16 MB"),
        (f"<!--{'y' * 20_000_000}-->", "more than 16 MB"),
        ("<a>" * 300, "nested too deep"),
    ],
    ids=["attribute", "comment", "depth"],
)
def test_what_no_wordpress_writes_is_refused(run, hostile, said):
    moved = run("wxr", _export(hostile), code=1)
    assert said in moved.result.output
    assert not moved.out.exists()


def test_a_document_type_is_refused_wherever_it_hides(run):
    hidden = "<!--" + "x" * 70_000 + "--><!DOCTYPE rss SYSTEM 'file:///etc/passwd'>"
    assert "document type" in run("wxr", hidden + TEXT.partition("?>")[2].strip(), code=1).result.output


def test_control_characters_are_left_out_and_it_is_said(run):
    moved = run("wxr", _export(_item("Air\x0b naik\x08.\x1f")))
    assert _words(moved.articles["rusak"]) == ["Air naik."]
    assert "controls-left-out" in _changes(moved)
    assert "controls-left-out" not in _changes(moved, "post 10")


def test_bytes_of_another_encoding_are_guessed_and_it_is_said(run):
    moved = run("wxr", _export(_item("Café “tutup”, kata Aché.")).encode().replace("é".encode(), b"\xe9"))
    assert _words(moved.articles["rusak"]) == ["Café “tutup”, kata Aché."]
    assert "letters-guessed" in _changes(moved)
    assert "letters-guessed" not in _changes(moved, "post 10")


@pytest.mark.parametrize(
    ("named", "encoding"),
    [
        ("UTF-16", "utf-16"), ("UTF-16", "utf-16-be"), ("utf-16", "utf-8"), ("UTF-8", "utf-8-sig"),
        ("ISO-8859-1", "latin-1"), ("windows-1252", "cp1252"), ("big5", "big5"),
    ],
)  # fmt: skip
def test_an_export_in_any_encoding(run, named, encoding):
    word = "漢字" if encoding == "big5" else "Café"
    text = _export(_item(word)).replace('encoding="UTF-8"', f'encoding="{named}"').encode(encoding)
    assert _words(run("wxr", text).articles["rusak"]) == [word]


@pytest.mark.parametrize("named", ["klingon", "base64", "undefined"])
def test_an_encoding_that_there_isnt(run, named):
    moved = run("wxr", TEXT.replace('encoding="UTF-8"', f'encoding="{named}"'), code=1)
    assert ("save it as UTF-8" in moved.result.output) or ("isn't written in" in moved.result.output)


def test_a_file_that_begins_with_blank_lines(run):
    assert len(run("wxr", "\r\n\n " + TEXT).articles) == 2


def test_names_of_characters_that_xml_doesnt_know(run):
    title = "<title>Rapat&nbsp;&hellip; &amp; &tak; &lt;b&gt;</title>"
    moved = run("wxr", _export(_item("Isi.").replace("<title>Rusak</title>", title)))
    assert moved.articles["rusak"]["headline"] == "Rapat … & &tak;"


def test_prefixes_as_other_programs_write_them(run):
    text = TEXT
    for number, prefix in enumerate(("wp", "content", "excerpt", "dc")):
        text = text.replace(f"xmlns:{prefix}=", f"xmlns:ns{number}=")
        text = text.replace(f"<{prefix}:", f"<ns{number}:").replace(f"</{prefix}:", f"</ns{number}:")
    assert set(run("wxr", text).articles) == {"jembatan-gantung", "klasik"}


def test_cdata_in_parts_is_one_text(run):
    moved = run("wxr", _export(_item("Air ]]]]><![CDATA[> naik.")))
    assert _words(moved.articles["rusak"]) == ["Air ]]&gt; naik."]


def test_blocks_that_name_themselves_come_to_an_end(run):
    twice = '<!-- wp:block {"ref":901} /-->' * 1000
    block = _item("x" * 1000 + twice, id_="901").replace("<wp:post_type>post", "<wp:post_type>wp_block")
    moved = run("wxr", _export(block, _item(twice)))
    assert "longer than an article" in _why(moved)


def test_galleries_without_end_come_to_one(run):
    moved = run("wxr", _export(_item("[gallery ids='" + "12," * 100_000 + "']")))
    assert "longer than an article" in _why(moved)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "hostile",
    ["[a]", "[/a]", "[caption ", "[caption]", "[a x", "[embed]", "<img ", "<a ", "[gallery ", "[a ", "x=", "x", " "],
)
def test_hostile_shortcodes_take_no_longer_than_others(tmp_path, hostile):
    many = hostile * (600_000 // len(hostile))
    for text in (many, f"[gallery {many}]", f"[caption {many}]x[/caption]", f"[caption]{many}[/caption]"):
        without_shortcodes(text, lambda _: "", lambda *_: None)
    path = tmp_path / "hostile.xml"
    path.write_text(_export(_item(many)), "utf-8")
    with Scratch(tmp_path / "scratch") as scratch:
        assert sum(1 for _ in read_wxr(path, scratch)) == 9


def test_shortcodes_within_shortcodes():
    left = []
    text = "[row][col]a[/col][col]b [sic] [/col][/row][x y=1]"
    assert without_shortcodes(text, lambda _: "", lambda *each: left.append(each[1])) == "ab [sic] "
    assert set(left) == {"[col]", "[row]", "[x]"}


def test_an_export_without_items_holds_nothing(run):
    moved = run("wxr", HEAD + "</channel></rss>", code=1)
    assert "there is no item in it" in moved.result.output
    assert not moved.out.exists()
