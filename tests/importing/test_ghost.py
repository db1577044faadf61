"""Ghost's export, and what its migration tools write."""

import json

import pytest

from kabar_cli.sources.collecting import NothingToPublishError, survey
from support.documents import SITE

from .conftest import CORPORA

_FIXTURES = sorted((CORPORA / "ghost-migrate" / "packages").rglob("*.json"))


def _lexical(*nodes):
    return json.dumps({"root": {"type": "root", "children": list(nodes)}})


def _text(text, style=0):
    return {"type": "extended-text", "text": text, "format": style}


def _export(**post):
    posts = [{"id": "1", "title": "Judul", "slug": "judul", "status": "published", "visibility": "public",
              "published_at": "2020-02-03T04:05:06.000Z", **post}]  # fmt: skip
    data = {
        "posts": posts,
        "users": [{"id": "u1", "name": "Ayu", "slug": "ayu"}, {"id": "u2", "name": "Bayu", "slug": "bayu"}],
        "posts_authors": [
            {"post_id": "1", "author_id": "u2", "sort_order": 1},
            {"post_id": "1", "author_id": "u1", "sort_order": 0},
        ],
        "tags": [{"id": "t1", "name": "Sungai", "slug": "sungai"}, {"id": "t2", "name": "#internal", "slug": "hash"}],
        "posts_tags": [{"post_id": "1", "tag_id": "t1"}, {"post_id": "1", "tag_id": "t2"}],
        "posts_meta": [{"post_id": "1", "feature_image_alt": "Alt"}],
        "settings": [{"key": "title", "value": "Situs"}, {"key": "locale", "value": "id"}],
    }
    return json.dumps({"db": [{"meta": {"version": "5.0"}, "data": data}]})


def test_a_post_with_its_authors_tags_and_picture(run):
    moved = run("ghost", _export(html="<p>Isi</p>", feature_image="__GHOST_URL__/content/images/2020/02/a.jpg"))
    article = moved.articles["judul"]
    assert (article["author"], article["keywords"]) == (["ayu", "bayu"], ["Sungai"])
    assert article["image"] == {"contentUrl": "media/2020/02/a.jpg", "alt": "Alt"}
    assert article["formerAddresses"] == ["/judul/"]
    assert moved.json("site.json")["name"] == "Situs"


def test_lexical_with_its_cards(run):
    body = _lexical(
        {"type": "paragraph", "children": [_text("tebal", 1), _text(" & "), {"type": "link", "url": "__GHOST_URL__/b/",
         "children": [_text("tautan")]}]},
        {"type": "extended-heading", "tag": "h3", "children": [_text("Sub")]},
        {"type": "image", "src": "https://x.example/a.png", "alt": "A", "caption": "<em>K</em>"},
        {"type": "gallery", "images": [{"src": "https://x.example/b.png"}, {"src": "https://x.example/c.png"}]},
        {"type": "bookmark", "url": "https://lain.example/", "metadata": {"title": "Lain"}},
        {"type": "embed", "url": "https://youtu.be/dQw4w9WgXcQ"},
        {"type": "list", "listType": "number", "children": [{"type": "listitem", "children": [_text("satu")]}]},
        {"type": "toggle", "heading": "Fakta", "content": "<p>isi</p>"},
        {"type": "markdown", "markdown": "**kuat**"},
        {"type": "html", "html": "<p>mentah<script>x</script></p>"},
        {"type": "signup", "header": "daftar"},
        {"type": "horizontalrule"},
    )  # fmt: skip
    moved = run("ghost", _export(lexical=body, html="<p>tidak dipakai</p>"))
    blocks = moved.articles["judul"]["articleBody"]
    assert [block["type"] for block in blocks] == [
        "paragraph", "heading", "image", "gallery", "embed", "embed", "list", "factbox", "paragraph", "paragraph",
        "separator",
    ]  # fmt: skip
    assert blocks[0]["text"] == '<strong>tebal</strong> &amp; <a href="/b/">tautan</a>'
    assert blocks[2]["caption"] == "<em>K</em>"
    assert blocks[8]["text"] == "<strong>kuat</strong>"
    changes = {(change["code"]) for change in moved.items[0]["changes"]}
    assert {"card-left-out", "markup-left-out"} <= changes


def test_mobiledoc_with_its_cards(run):
    document = {
        "version": "0.3.1",
        "markups": [["strong"], ["a", ["href", "https://x.example/"]]],
        "atoms": [["soft-return", "", {}]],
        "cards": [["image", {"src": "https://x.example/a.jpg", "caption": "K"}], ["hr", {}]],
        "sections": [
            [1, "p", [
                [0, [0], 1, "tebal"], [0, [], 0, " lalu "], [0, [1], 1, "tautan"], [1, [], 0, 0], [0, [], 0, "b"],
            ]],
            [10, 0], [10, 1], [3, "ul", [[[0, [], 0, "satu"]]]], [1, "h2", [[0, [], 0, "Sub"]]], [10, 99],
        ],
    }  # fmt: skip
    moved = run("ghost", _export(mobiledoc=json.dumps(document)))
    blocks = moved.articles["judul"]["articleBody"]
    assert [block["type"] for block in blocks] == ["paragraph", "paragraph", "image", "separator", "list", "heading"]
    assert blocks[0]["text"] == '<strong>tebal</strong> lalu <a href="https://x.example/">tautan</a>'


@pytest.mark.parametrize(
    ("fields", "why"),
    [({"status": "draft"}, "status"), ({"visibility": "members"}, "members"), ({"html": ""}, "no text")],
)
def test_what_wasnt_public_is_skipped(run, fields, why):
    moved = run("ghost", _export(**{"html": "<p>x</p>", **fields}))
    assert moved.items[0]["result"] == "skipped"
    assert why in moved.items[0]["why"]


@pytest.mark.skipif(not _FIXTURES, reason="the corpora aren't here")
@pytest.mark.parametrize("path", _FIXTURES, ids=lambda path: path.stem)
def test_what_migration_tools_write(run, path):
    moved = run("ghost", path)
    document = json.loads(path.read_bytes())
    count = (
        len(document)
        if isinstance(document, list)
        else len(document.get("posts") or document.get("data", {}).get("authors") or [1])
    )
    assert len(moved.items) == count
    assert not any("too long" in item.get("why", "") for item in moved.items)


@pytest.mark.skipif(not _FIXTURES, reason="the corpora aren't here")
def test_co_authors_and_markup_in_titles(run, tmp_path):
    fixtures = {path.stem: path for path in _FIXTURES}
    moved = run("ghost", fixtures["co-authors-post"])
    assert moved.articles["multi-author-post"]["author"] == ["alice-smith", "bob-jones"]
    moved.out.rename(tmp_path / "first")
    moved = run("ghost", fixtures["single-post-with-html-in-title"])
    assert "<" not in moved.articles["my-awesome-post"]["headline"]


def test_a_folder_into_which_nothing_could_be_imported_has_no_articles(run, tmp_path):
    (tmp_path / "site.json").write_text(json.dumps(SITE))
    moved = run("ghost", _export(html="<p>x</p>", status="draft"), "--site", tmp_path / "site.json")
    assert (moved.files, [item["result"] for item in moved.items]) == (["report.json", "report.txt"], ["skipped"])
    with pytest.raises(NothingToPublishError):
        survey([moved.out])
