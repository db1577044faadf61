"""HTML of any kind as blocks."""

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.domain.schema import findings
from kabar.hypertext.flow import Flow
from kabar.hypertext.remarks import Remarks


def blocks(html, *, by_lines=False, remarks=None):
    resolve = lambda url: urljoin("https://lama.example/x/", url)  # noqa: E731
    find = lambda _, url: f"media/{url.rpartition('/')[2]}" if url.endswith(("jpg", "png")) else None  # noqa: E731
    return Flow(find, resolve, remarks or Remarks(), by_lines).read(html)


def texts(html, **options):
    return [block.get("text", block["type"]) for block in blocks(html, **options)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a <b>b</b> <i>c</i></p>", ["a <strong>b</strong> <em>c</em>"]),
        ("lepas<p>dalam</p>lagi", ["lepas", "dalam", "lagi"]),
        ("<p>satu<br>dua</p>", ["satu", "dua"]),
        ("<p>a <strong>b<br>c</strong> d</p>", ["a <strong>b</strong>", "<strong>c</strong> d"]),
        ("<p>1 &lt; 2 &amp; &lt;script&gt;</p>", ["1 &lt; 2 &amp; &lt;script&gt;"]),
        ("<p><a href='javascript:alert(1)'>x</a></p>", ["x"]),
        ("<p><a href='/q?a=1&amp;b=2'>x</a></p>", ['<a href="https://lama.example/q?a=1&amp;b=2">x</a>']),
        ("<p> <strong> </strong> </p><p>&nbsp;</p>", []),
        ("<div><div><section>dalam</section></div></div>", ["dalam"]),
        ("<script>x</script><style>y</style><p>z</p>", ["z"]),
        ("<h1>A</h1><h2>B</h2><h4>C</h4>", ["A", "B", "C"]),
        ("<hr>", ["separator"]),
        ("<p>a<img src='b.jpg'>c</p>", ["a", "image", "c"]),
        ("<p>terbuka <b>tebal", ["terbuka <strong>tebal</strong>"]),
    ],
)
def test_text(html, expected):
    assert texts(html) == expected


def test_blank_lines_part_paragraphs_where_they_do():
    assert texts("a <b>b</b>\n\nc\nd", by_lines=True) == ["a <strong>b</strong>", "c", "d"]
    assert texts("a\n\nb") == ["a b"]


def test_a_quote_with_its_source():
    assert blocks("<blockquote><p>Satu</p><p>Dua</p><cite>\N{EM DASH} Ayu</cite></blockquote>") == [
        {"type": "quote", "text": "Satu"},
        {"type": "quote", "text": "Dua", "attribution": "Ayu"},
    ]


def test_a_table_is_made_even():
    (table,) = blocks("<table><caption>K</caption><tr><th>A</th><th>B</th></tr><tr><td colspan=2>1</td></tr></table>")
    assert (table["header"], table["rows"], table["caption"]) == (["A", "B"], [["1", ""]], "K")


def test_a_table_for_layout_is_unfolded():
    remarks = Remarks()
    assert texts("<table><tr><td><h2>J</h2><p>isi</p></td></tr></table>", remarks=remarks) == ["J", "isi"]
    assert [problem.code for problem in remarks.all()] == ["table-unfolded"]


def test_lists_within_lists_are_flattened():
    (found,) = blocks("<ol><li>a<ul><li>b</li></ul></li><li></li><li>c</li></ol>")
    assert found == {"type": "list", "ordered": True, "items": ["a", "b", "c"]}


@pytest.mark.parametrize(
    ("html", "url"),
    [
        (
            '<iframe src="//www.youtube.com/embed/dQw4w9WgXcQ?x=1"></iframe>',
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        ),
        ('<iframe src="https://player.vimeo.com/video/12"></iframe>', "https://vimeo.com/12"),
        (
            '<blockquote class="twitter-tweet"><p>t</p><a href="https://x.com/a/status/1">d</a></blockquote>',
            "https://x.com/a/status/1",
        ),
        ("<p>https://youtu.be/dQw4w9WgXcQ</p>", "https://youtu.be/dQw4w9WgXcQ"),
        ('<video><source src="/a.mp4"></video>', "https://lama.example/a.mp4"),
    ],
)  # fmt: skip
def test_embeds(html, url):
    (block,) = blocks(html)
    assert (block["type"], block["url"]) == ("embed", url)


def test_a_gallery_with_captions():
    html = """<figure class="wp-block-gallery"><figure><img src="a.jpg"><figcaption>satu</figcaption></figure>
    <figure><img src="b.jpg" srcset="b-300.jpg 300w, b-900.jpg 900w"></figure><figcaption>semua</figcaption></figure>"""
    (gallery,) = blocks(html)
    assert gallery["caption"] == "semua"
    assert gallery["images"] == [{"contentUrl": "media/a.jpg", "caption": "satu"}, {"contentUrl": "media/b-900.jpg"}]


def test_what_is_left_out_is_remarked_on():
    remarks = Remarks()
    blocks("<form><input></form><svg></svg><p>x</p>", remarks=remarks)
    assert [dict(problem.values) for problem in remarks.all()] == [{"what": "<form>"}, {"what": "<svg>"}]


@pytest.mark.parametrize(
    "html", ["<div>" * 50_000, "<b>" * 5_000 + "x", "<p>" + "x" * 50_000, "<table>" * 500, "<ul><li>" * 900]
)
def test_hostile_markup_ends(html):
    assert isinstance(blocks(html), list)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece",
    ["<table><tr><td>x", "<ul><li>x", "<div>", "<blockquote>", "<details><summary>x", "<dl><dt>x<dd>", "<span>",
     "<figure><img src=a.jpg><figcaption>x", "<table><tr><td>" * 60 + "x" + "</td></tr></table>" * 60],
)  # fmt: skip
def test_a_megabyte_of_nesting_takes_no_minutes(piece):
    assert isinstance(blocks(piece * (600_000 // len(piece))), list)


def test_old_markup_that_ends_nothing_keeps_its_paragraphs():
    rows = "<table>" + "<tr><td>a<td>b" * 450 + "</table>"
    made = blocks("<p>satu" * 900 + "<ul>" + "<li>dua" * 900 + "</ul>" + rows)
    assert [block["type"] for block in made].count("paragraph") == 900
    assert sum(len(block.get("items", ())) for block in made) == 900
    assert sum(len(block.get("rows", ())) for block in made) == 450


_PIECES = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<a href='/x'>", "</a>", "<ul><li>", "</ul>", "<table><tr><td>", "</table>", "<br>",
     "<img src=a.jpg>", "<figure>", "</figure>", "<figcaption>", "<blockquote>", "<cite>", "<h2>", "<details><summary>",
     "<pre>", "<iframe src='https://youtu.be/x'>", "&lt;", "&#0;", "teks", " ", "\n\n", "\ud800", "<!--", "]]>",
     "<hr>"],
)  # fmt: skip


@given(st.lists(_PIECES, max_size=30), st.booleans())
def test_whatever_comes_the_blocks_are_valid(pieces, by_lines):
    body = blocks("".join(pieces), by_lines=by_lines)
    article = {"headline": "J", "articleSection": "s", "author": ["a"], "datePublished": "2024-01-01T00:00"}
    assert not body or findings("article", {**article, "articleBody": body}) == ()
