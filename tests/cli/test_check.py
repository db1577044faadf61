"""`kabar check`: every finding at its line and column, in words, for people and for programs."""

import json

import pytest

from kabar_cli.sources.positions import Place, json_places
from support.documents import paragraph, site


def test_a_good_article_passes(desk):
    desk.article()
    done = desk.run("check", desk.root)
    assert (done.exit_code, done.stdout) == (0, "2 diperiksa: 0 galat, 0 peringatan\n")


def test_an_error_has_line_column_excerpt_and_what_was_meant(desk):
    desk.write("site.json", site(inLanguage="en"))
    path = desk.article(articleSection="dearah")
    done = desk.run("check", path)
    assert done.exit_code == 1
    head, line, mark = done.stdout.splitlines()[:3]
    assert head.startswith(f'{path}:3:21: error: There is no section "dearah" in site.json. Did you mean "daerah"?')
    assert head.endswith("[unknown-section]")
    assert line == '  3 |   "articleSection": "dearah",'
    assert mark == "    |                     ^^^^^^^^"


def test_messages_are_in_the_publications_language_or_the_one_asked_for(desk):
    path = desk.article(articleSection="dearah")
    assert "Maksud Anda" in desk.run("check", path).stdout
    assert "Did you mean" in desk.run("check", "--language", "en", path).stdout


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (b'{\n "a": 1,\n "a": 2\n}', "duplicate-key", (3, 2)),
        (b'{\n "a": ,\n}', "not-json", (2, 7)),
        (b"", "empty-file", (1, 1)),
        (b"\xff\xfe{\x00}\x00", "not-utf-8", (1, 1)),
        ('{"headline":\n"caf\xe9"}'.encode("latin-1"), "not-utf-8", (2, 5)),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not-utf-8", (1, 1)),
        (b"[" * 100 + b"]" * 100, "too-deep", (1, 1)),
        (b'{"a": NaN}', "not-a-number", (1, 2)),
        (b'"text"', "wrong-type", (1, 1)),
    ],
)
def test_files_that_are_no_articles(desk, content, code, place):
    path = desk.write("articles/a.json", content)
    done = desk.run("check", "--format", "json", path)
    first = json.loads(done.stdout)[0]
    assert (done.exit_code, first["code"], (first["line"], first["column"])) == (1, code, place)
    assert desk.run("check", path).exit_code == 1


def test_a_byte_order_mark_is_no_fault(desk):
    path = desk.article()
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert desk.check(path) == []


def test_a_huge_file_isnt_read(desk):
    path = desk.root / "articles" / "besar.json"
    path.parent.mkdir()
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    assert desk.check(path) == [("too-large", 1)]


def test_a_long_line_is_shown_around_the_place(desk):
    path = desk.write("articles/a.json", json.dumps({"headline": "x" * 400, "articleSection": 7}))
    text = desk.run("check", path).stdout
    assert max(map(len, text.splitlines())) < 300
    assert "…" in text


def test_names_that_a_terminal_would_obey_are_escaped(desk):
    path = desk.article("articles/a\x1b[2J\nb.json")
    done = desk.run("check", path)
    assert "\x1b" not in done.stdout
    assert "\\nb.json" in done.stdout
    assert "key-characters" in done.stdout


def test_links_in_a_circle_and_broken_ones_are_passed_over(desk):
    desk.article()
    (desk.root / "articles" / "lingkar").symlink_to(desk.root / "articles")
    (desk.root / "articles" / "x.json").symlink_to(desk.root / "articles" / "x.json")
    done = desk.run("check", desk.root)
    assert done.exit_code == 0
    assert "x.json: dilewati (tautan yang rusak)" in done.stderr


def test_a_file_that_cant_be_read_is_said(desk, monkeypatch):
    path = desk.article()
    whole = type(path).read_bytes
    denied = PermissionError(13, "Permission denied")

    def read(self):
        if self.name == "a.json":
            raise denied
        return whole(self)

    monkeypatch.setattr(type(path), "read_bytes", read)
    assert desk.check(path) == [("unreadable", 1)]


def test_a_folder_without_anything(desk, tmp_path):
    (tmp_path / "kosong").mkdir()
    done = desk.run("check", tmp_path / "kosong")
    assert done.exit_code == 1
    assert "no article or picture" in done.stderr


def test_what_is_passed_over_is_said(desk):
    desk.article()
    desk.write("notes.json", {})
    assert (
        "notes.json: dilewati (terletak di samping articles/, wire/, dan media/" in desk.run("check", desk.root).stderr
    )


def test_two_files_of_one_article(desk):
    desk.article()
    path = desk.markdown("description: Air.")
    done = desk.run("check", desk.root)
    assert done.exit_code == 1
    assert "same-article" in done.stdout
    assert str(path) in done.stdout


def test_references_are_looked_up_in_the_folder(desk):
    desk.write("media/2024/kapal.jpg", b"x")
    desk.article("articles/2024/dermaga.json")
    body = [
        {"type": "image", "contentUrl": "media/2024/kapal.jpg", "alt": "Kapal"},
        {"type": "image", "contentUrl": "media/2024/kapl.jpg", "alt": "Kapal"},
        {"type": "related", "article": "2024/dermaga", "headline": "Dermaga"},
        {"type": "related", "article": "2024/dermga", "headline": "Dermaga"},
    ]
    done = desk.run("check", "--format", "json", desk.article(articleBody=body))
    found = json.loads(done.stdout)
    assert [(each["code"], each["pointer"]) for each in found] == [
        ("picture-missing", "/articleBody/1/contentUrl"),
        ("related-missing", "/articleBody/3/article"),
    ]
    assert ['"media/2024/kapal.jpg"' in found[0]["fix"], '"2024/dermaga"' in found[1]["fix"]] == [True, True]


def test_tags_are_compared_with_earlier_articles_of_the_folder(desk):
    desk.article("articles/b.json", keywords=["Zona Integritas"], datePublished="2024-11-01T08:00:00+07:00")
    path = desk.article(keywords=["zona-integritas"])
    assert desk.check(path) == [("tag-variant", 15)]
    assert desk.check(desk.root / "articles" / "b.json") == []


def test_without_a_publication_sections_and_authors_arent_judged(desk):
    (desk.root / "site.json").unlink()
    path = desk.article(articleSection="apa-saja", author=["siapa"], description="Air.")
    done = desk.run("check", path)
    assert (done.exit_code, "weren't checked" in done.stderr) == (0, True)


def test_site_json_is_checked(desk):
    desk.write("site.json", {**site(), "sectoins": []})
    assert desk.check(desk.root / "site.json") == [("unknown-field", 29)]


def test_annotations_for_github(desk):
    path = desk.article(articleBody=[paragraph("Rapat Senin (3/12/2024)."), {"type": "imagee"}])
    (line,) = [each for each in desk.run("check", "--format", "github", path).stdout.splitlines() if "unknown" in each]
    assert line.startswith(f"::error file={path},line=14,col=15,title=unknown-block::")
    odd = desk.article("articles/a,b:c%.json")
    assert "a%2Cb%3Ac%25.json" in desk.run("check", "--format", "github", odd).stdout


def test_a_field_that_is_missing_is_shown_at_its_parent(desk):
    path = desk.article(image={"caption": "x"})
    done = desk.run("check", "--format", "json", path)
    (found,) = json.loads(done.stdout)
    assert (found["code"], found["line"]) == ("missing-field", 14)


def test_the_schema_is_printed(desk):
    for kind in ("article", "publication", "receipt"):
        assert json.loads(desk.run("schema", kind).stdout)["title"].lower() == kind
    assert desk.run("schema", "artikel").exit_code == 2


def test_every_value_of_a_document_has_its_place():
    document = {"a~b": [1, {"c/d": 'x\n"y'}, []], "e": {}, "": None}
    text = json.dumps(document, indent=1)
    places = json_places(text)
    assert places.of("/a~0b/1/c~1d") == Place(5, 11)
    assert places.of("/a~0b/1/c~1d", name=True) == Place(5, 4)
    assert places.of("/e/gone/2") == places.of("/e") == Place(9, 7)
    assert places.of("/") == Place(10, 6)


def test_the_places_of_any_json_that_is_valid(corpora):
    for path in sorted((corpora / "json-test-suite").rglob("y_*.json")):
        text = path.read_text("utf-8")
        assert json_places(text).of("") >= Place()


def test_a_picture_elsewhere_is_checked_against_the_hosts_that_site_json_names(desk):
    path = desk.article(image={"contentUrl": "https://gambar.example/a.jpg", "alt": "A"})
    assert [code for code, _ in desk.check(path)] == ["picture-host"]
    desk.write("site.json", site(pictureHosts=["gambar.example"]))
    assert desk.check(path) == []


def test_no_name_and_no_text_of_a_file_gives_orders_to_the_terminal(desk):
    path = desk.write("articles/a\nb\x1b[31m.json", "{}")
    unknown = desk.article("articles/c.json", **{"\x1b]0;x\x07\n": 1})
    for done in (desk.run("check", path, unknown), desk.run("check", "--format", "json", path, unknown)):
        assert done.exit_code == 1
        assert not {"\x1b", "\x07"} & set(done.output)
    assert "a\\nb\\x1b[31m.json" in desk.run("check", path).output


def test_faults_of_form_and_of_content_are_told_together(desk):
    path = desk.article(autor=["rn"], articleSection="dearah", author=["tidak-ada"])
    assert {code for code, _ in desk.check(path)} == {"unknown-field", "unknown-section", "unknown-author"}
