"""Markdown with front matter: what becomes of it, as Kabar's, Hugo's and Jekyll's writers write it."""

import json
from pathlib import Path

import pytest

from kabar.domain.schema import findings
from kabar.domain.site_parsing import parse_publication
from kabar_cli.messages import MESSAGES, reason_and_cure
from kabar_cli.sources.reading import Desk as Reading
from kabar_cli.sources.reading import read_source
from support.documents import SITE

PUBLICATION = parse_publication(json.dumps(SITE).encode())
BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"


def read(path: Path, root: Path | None = None, key: str = "articles/a.json", **defaults):
    return read_source(path, key, Reading(PUBLICATION, root or path.parent, **defaults))


def document(desk, head="", body="Air naik.", **more):
    return read(desk.markdown(head, body), desk.root, **more).document


def blocks(desk, body):
    found = document(desk, body=body)
    assert findings("article", found) == ()
    return found["articleBody"]


def codes(notes):
    return [(note.problem.code, note.place.line) for note in notes]


def test_an_article_with_everything(desk):
    head = """\
title: Air Sungai Naik
subtitle: Tiga desa terendam
description: Air naik dua meter.
date: 2024-12-02T10:15:00+07:00
section: daerah
author: [rn, Tamu Besar]
tags: [Banjir, Sungai]
place: Muara Hulu
source: Dinas Air
slug: air-naik
image: media/2024/air.jpg
alt: Rumah terendam
caption: Desa Hulu
credit: Dok. Desa"""
    found = document(desk, head)
    assert findings("article", found) == ()
    assert found == {
        "headline": "Air Sungai Naik",
        "alternativeHeadline": "Tiga desa terendam",
        "description": "Air naik dua meter.",
        "slug": "air-naik",
        "datePublished": "2024-12-02T10:15:00+07:00",
        "articleSection": "daerah",
        "author": ["rn", {"name": "Tamu Besar"}],
        "keywords": ["Banjir", "Sungai"],
        "dateline": {"place": "Muara Hulu"},
        "sourceOrganization": {"name": "Dinas Air"},
        "image": {
            "contentUrl": "media/2024/air.jpg",
            "alt": "Rumah terendam",
            "caption": "Desa Hulu",
            "creditText": "Dok. Desa",
        },
        "articleBody": [{"type": "paragraph", "text": "Air naik."}],
    }


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2024-12-02", "2024-12-02T00:00"),
        ("2024-12-02 10:15:00 +0700", "2024-12-02T10:15:00+07:00"),
        ("2024-12-02 10:15", "2024-12-02T10:15:00"),
        ("2024-12-02T03:15:00Z", "2024-12-02T03:15:00+00:00"),
        ("2 Desember 2024", "2 Desember 2024"),
    ],
)
def test_dates_as_people_write_them(desk, written, moment):
    assert document(desk, f"date: {written}")["datePublished"] == moment


def test_scalars_stay_what_was_written(desk):
    found = document(desk, "title: 2024\ndescription: no\nslug: 007\ntags: [on, 1.10, 2024-01-01]")
    assert (found["headline"], found["description"], found["slug"]) == ("2024", "no", "007")
    assert found["keywords"] == ["on", "1.10", "2024-01-01"]


def test_categories_name_the_section_by_name_or_slug_and_the_rest_are_tags(desk):
    head = "section:\ncategories: [Banjir, Ekonomi]\ntags: Sungai, Pasar\nauthors: [Rina N.]"
    found = document(desk, head)
    assert (found["articleSection"], found["keywords"]) == ("ekonomi", ["Sungai", "Pasar", "Banjir"])
    assert found["author"] == ["rn"]


def test_what_others_leave_out_can_be_given(desk):
    found = document(desk, "section:\nauthor:", section="ekonomi", author="Tika")
    assert (found["articleSection"], found["author"]) == ("ekonomi", ["tk"])
    assert document(desk, section="ekonomi")["articleSection"] == "daerah"


def test_a_jekyll_post_has_its_date_in_its_name_and_its_title_in_the_text(desk):
    path = desk.write("_posts/2024-12-02-air naik.md", "---\nlayout: post\n---\n# Air Naik\n\nTeks.")
    source = read(path)
    assert (source.document["headline"], source.document["datePublished"]) == ("Air Naik", "2024-12-02T00:00")
    assert source.document["articleBody"] == [{"type": "paragraph", "text": "Teks."}]
    assert codes(source.warnings) == [("front-matter-unknown", 2)]


def test_hugos_toml(desk):
    path = desk.write(
        "a.md", '+++\ntitle = "Air"\ndate = 2024-12-02T10:15:00+07:00\ndraft = true\nwieght = 3\n+++\nTeks.'
    )
    source = read(path)
    assert (source.document["headline"], source.draft) == ("Air", True)
    assert source.document["datePublished"] == "2024-12-02T10:15:00+07:00"
    assert ("front-matter-unknown", 5) in codes(source.warnings)
    broken = read(desk.write("b.md", "+++\ntitle = \n+++\n"))
    assert codes(broken.errors)[0] == ("front-matter-broken", 2)


@pytest.mark.parametrize("head", ["draft: true", "draft: yes", "published: false"])
def test_a_draft(desk, head):
    assert read(desk.markdown(head)).draft
    assert not read(desk.markdown("draft: false")).draft


@pytest.mark.parametrize(
    ("head", "said"), [("unlisted: true", True), ("unlisted: no", False), ("unlisted: perhaps", "perhaps")]
)
def test_what_is_unlisted(desk, head, said):
    assert document(desk, head)["unlisted"] == said


def test_an_unknown_key_is_warned_about_with_what_was_meant(desk):
    (warning,) = read(desk.markdown("descriptoin: x")).warnings
    assert (warning.problem.code, warning.problem.values["closest"]) == ("front-matter-unknown", "description")
    (twice,) = read(desk.markdown("headline: A\ntitle: B")).warnings
    assert twice.problem.code == "front-matter-twice"


def test_every_kind_of_block(desk):
    body = """\
Satu **tebal** dan [tautan](https://x.example/?a=1&b=2), `kode`.
Baris kedua.

## Judul

#### Kecil

- a
- b

3. c

> Kami menunggu.
> \u2014 Sarinah, warga

| Barang | Harga |
|--------|------:|
| Beras  | *15*  |

![Kapal](media/k.jpg "Kapal di dermaga")

![A](media/a.jpg) ![B](media/b.jpg)

Baca juga: [Dermaga Baru](2024/11/dermaga.md)

https://video.example/1

---

```kabar
{"type": "factbox", "headline": "Fakta", "articleBody": [{"type": "paragraph", "text": "x"}]}
```
"""
    link = '<a href="https://x.example/?a=1&amp;b=2">tautan</a>'
    assert blocks(desk, body) == [
        {"type": "paragraph", "text": f"Satu <strong>tebal</strong> dan {link}, <code>kode</code>. Baris kedua."},
        {"type": "heading", "text": "Judul"},
        {"type": "heading", "text": "Kecil", "level": 3},
        {"type": "list", "items": ["a", "b"]},
        {"type": "list", "items": ["c"], "ordered": True},
        {"type": "quote", "text": "Kami menunggu.", "attribution": "Sarinah, warga"},
        {"type": "table", "header": ["Barang", "Harga"], "rows": [["Beras", "<em>15</em>"]]},
        {"type": "image", "contentUrl": "media/k.jpg", "alt": "Kapal", "caption": "Kapal di dermaga"},
        {
            "type": "gallery",
            "images": [{"contentUrl": "media/a.jpg", "alt": "A"}, {"contentUrl": "media/b.jpg", "alt": "B"}],
        },
        {"type": "related", "article": "2024/11/dermaga", "headline": "Dermaga Baru"},
        {"type": "embed", "url": "https://video.example/1"},
        {"type": "separator"},
        {"type": "factbox", "headline": "Fakta", "articleBody": [{"type": "paragraph", "text": "x"}]},
    ]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("a < b & c", "a < b & c"),
        ("\\<script>alert(1)\\</script>", "&lt;script>alert(1)&lt;/script>"),
        ("AT&amp;amp;T", "AT&amp;amp;T"),
        ("H<sub>2</sub>O<br>x", "H<sub>2</sub>O x"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
    ],
)
def test_text_stays_text(desk, written, text):
    assert blocks(desk, written) == [{"type": "paragraph", "text": text}]


def test_nothing_is_left_out_in_silence(desk):
    body = (
        "<div onclick=x>halo <script>y</script></div>\n\n<!-- more -->"
        "\n\n- a\n  - b\n\n<u>c</u>\n\n[d](e/f)\n\n![g](https://h.example/i.jpg)\n\n    kode"
    )
    source = read(desk.markdown("x-id: 7", body))
    first = source.places.of("/articleBody").line
    assert codes(source.warnings) == [
        ("markup-left-out", first),
        ("list-flattened", first + 4),
        ("markup-left-out", first + 7),
        ("markup-left-out", first + 7),
        ("link-left-out", first + 9),
        ("picture-outside", first + 11),
        ("markup-left-out", first + 13),
    ]
    assert [block.get("text") for block in source.document["articleBody"]] == [
        "halo", None, "c", "d", None, "<code>kode</code>",
    ]  # fmt: skip
    assert source.document["x-id"] == "7"


def test_pictures_beside_the_article_go_up_with_it(desk):
    desk.write("articles/2024/foto air.JPG", b"x")
    desk.write("media/b.jpg", b"x")
    desk.write("static/images/c.png", b"x")
    body = "![a](<foto air.JPG>)\n\n![b](../../media/b.jpg)\n\n![c](/images/c.png)\n\n![d](hilang.jpg)"
    source = read(desk.markdown("x-a: b", body, "articles/2024/a.md"), desk.root, "articles/2024/a.json")
    assert [block["contentUrl"] for block in source.document["articleBody"]] == [
        "media/2024/a/foto-air.jpg",
        "media/b.jpg",
        "media/2024/a/c.png",
        "media/2024/a/hilang.jpg",
    ]
    assert {key: path.name for key, path in source.pictures.items()} == {
        "media/2024/a/foto-air.jpg": "foto air.JPG",
        "media/2024/a/c.png": "c.png",
    }


def test_no_file_outside_of_the_publications_folder_is_ever_taken(desk, tmp_path_factory):
    secret = tmp_path_factory.mktemp("luar") / "rahasia.png"
    secret.write_bytes(b"x")
    (desk.root / "tautan.png").symlink_to(secret)
    steps = "../" * 20 + str(secret).lstrip("/")
    source = read(desk.markdown("x-a: b", f"![a]({steps})\n\n![b](../tautan.png)\n\n![c]({secret})"), desk.root)
    assert source.pictures == {}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("Tanpa kepala.", "front-matter-missing", 1),
        ("---\ntitle: [a\n---\n", "front-matter-broken", 3),
        ("---\ntitle: a\n\tb: c\n---\n", "front-matter-broken", 3),
        ("---\n- a\n---\n", "front-matter-broken", 2),
        ("---\ntitle: a\x00b\n---\n", "front-matter-broken", 2),
        (f"---\n{'[' * 5000}{']' * 5000}\n---\n", "front-matter-broken", 2),
        (f"---\n{BOMB}---\n", "front-matter-alias", 3),
        ("---\ntitle: !!python/object/apply:os.system [id]\n---\n", "front-matter-tag", 2),
        ("---\ntitle: !!binary aGk=\n---\n", "front-matter-tag", 2),
        ("---\ntitle: a\ntitle: b\n---\n", "duplicate-key", 3),
        ('---\ntitle: a\n---\n\n```kabar\n{"type": \n```\n', "not-json", 5),
    ],
)
def test_heads_that_cant_be_read(desk, text, code, line):
    source = read(desk.write("a.md", text))
    assert codes(source.errors)[0] == (code, line)
    assert desk.run("check", source.path).exit_code == 1


def test_a_file_in_another_encoding(desk):
    path = desk.write("a.md", "---\ntitle: caf\xe9\n---\n".encode("latin-1"))
    assert codes(read(path).errors) == [("not-utf-8", 2)]


def test_a_very_long_text_in_reasonable_time(desk):
    source = read(desk.markdown("x-a: b", "[" * 20_000 + "*_" * 20_000 + "`" * 999))
    assert source.document["articleBody"]


def test_findings_stand_at_their_line(desk):
    path = desk.markdown("section: olahrga\ntags: [Satu]\nimage: {path: media/x.jpg}", "Teks.\n\nSenin (3/12/2024).")
    assert desk.check(path) == [("unknown-section", 2)]
    path = desk.markdown("tags: [Satu]\nimage: {path: media/x.jpg}", "Teks.\n\nSenin (3/12/2024).")
    assert desk.check(path) == [("alt-missing", 3), ("picture-missing", 3), ("weekday-mismatch", 11)]


@pytest.mark.parametrize("code", MESSAGES)
def test_the_documentation_gives_each_codes_message_and_cure(code):
    message, cure = MESSAGES[code]
    told = " ".join((Path(__file__).parents[2] / "docs" / "markdown.md").read_text("utf-8").split())
    assert f"- `{code}`: {message} *Cure:* {cure}" in told


@pytest.mark.parametrize("code", MESSAGES)
def test_each_code_is_in_use(code):
    sources = (Path(__file__).parents[2] / "functions" / "kabar_cli").rglob("*.py")
    assert any(f'"{code}"' in path.read_text("utf-8") for path in sources if path.name != "messages.py")
    assert reason_and_cure


def test_a_picture_elsewhere_is_kept_if_site_json_names_its_host(desk):
    desk.write("site.json", SITE | {"pictureHosts": ["gambar.example"]})
    head = "image:\n  url: https://gambar.example/a.jpg\n  alt: Air\n  width: 800\n  height: 600"
    path = desk.markdown(head, "Isi.\n\n![Air](https://gambar.example/b.jpg)\n\n![Lain](https://lain.example/c.jpg)")
    assert desk.check(path) == [("picture-outside", 16)]
    publication = parse_publication((desk.root / "site.json").read_bytes())
    made = read_source(path, "articles/a.json", Reading(publication, desk.root)).document
    assert made["image"] == {"contentUrl": "https://gambar.example/a.jpg", "alt": "Air", "width": 800, "height": 600}
    kinds = [(block["type"], block.get("contentUrl") or block.get("url")) for block in made["articleBody"][1:]]
    assert kinds == [("image", "https://gambar.example/b.jpg"), ("embed", "https://lain.example/c.jpg")]
