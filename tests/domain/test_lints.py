"""What the house lints find, what they leave alone, and that the documentation tells of each."""

import json
import re
from pathlib import Path

import pytest

from kabar.domain.draft import Draft
from kabar.domain.lints import CODES, lint
from kabar.domain.problems import MAX_PROBLEMS
from kabar.domain.site_parsing import parse_publication
from support.documents import article, codes, paragraph, site, world

ROOT = Path(__file__).resolve().parents[2]
PUBLICATION = parse_publication(json.dumps(site(lints=None)).encode())
TOLD = re.split(r"^### `(.*)`$", (ROOT / "docs" / "lints.md").read_text("utf-8"), flags=re.MULTILINE)[1:]
SHOWN = [
    pytest.param(code, json.loads(part) if kind == "jsonc" else {"articleBody": [paragraph(part)]}, id=code)
    for code, text in zip(TOLD[::2], TOLD[1::2], strict=True)
    for kind, part in re.findall(r"^```(jsonc|markdown)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
]
CLEAN = {"description": "Air naik.", "headline": "Air Sungai Naik"}
PICTURE = {"contentUrl": "media/a.jpg", "alt": "Gambar", "caption": "Rumah terendam"}


def found(publication=PUBLICATION, spellings=None, **fields):
    problems = lint(Draft(article(**(CLEAN | fields)), publication, spellings or {}))
    return [(problem.pointer, problem.code, *problem.values.values()) for problem in problems]


def of_text(text, **fields):
    return [each[1:] for each in found(articleBody=[paragraph(text)], **fields)]


def test_a_clean_article_has_none():
    assert found(image=PICTURE, keywords=["Banjir"]) == []


@pytest.mark.parametrize(("code", "part"), SHOWN)
def test_the_lint_finds_what_its_section_shows(code, part):
    made = world()
    made.put("site.json", site(lints=None))
    made.put("articles/a.json", article(**part))
    assert code in [each for _, each in codes(made.receipt("articles/a.json"), "warnings")]


def test_every_lint_is_told_of_and_shown_and_can_be_switched_off():
    schema = json.loads((ROOT / "schemas" / "publication.json").read_bytes())
    assert tuple(TOLD[::2]) == CODES
    assert {shown.values[0] for shown in SHOWN} == set(CODES)
    assert tuple(schema["properties"]["lints"]["properties"]) == CODES


@pytest.mark.parametrize(("code", "part"), SHOWN)
def test_what_site_json_switches_off_is_not_said(code, part):
    made = world()
    made.put("site.json", site(lints={code: False}))
    made.put("articles/a.json", article(**part))
    assert code not in [each for _, each in codes(made.receipt("articles/a.json"), "warnings")]


def test_an_unknown_lint_in_site_json_is_refused_with_the_one_that_was_meant():
    made = world()
    made.put("site.json", site(lints={"headline-lang": False}))
    (error,) = made.receipt("site.json")["errors"]
    assert (error["pointer"], error["code"]) == ("/lints/headline-lang", "unknown-field")
    assert "headline-long" in error["fix"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Rapat Senin (3/12/2024) itu.", ("weekday-mismatch", "Senin (3/12/2024)", "Selasa")),
        ("RAPAT SENIN (3/12/2024)", ("weekday-mismatch", "SENIN (3/12/2024)", "Selasa")),
        ("Senin, 3 Desember 2024", ("weekday-mismatch", "Senin, 3 Desember 2024", "Selasa")),
        ("pada Jum'at tanggal 5/12/24", ("weekday-mismatch", "Jum'at tanggal 5/12/24", "Kamis")),
        ("Ahad 7-12-2024", ("weekday-mismatch", "Ahad 7-12-2024", "Sabtu")),
        ("On Monday, December 3rd, 2024", ("weekday-mismatch", "Monday, December 3rd, 2024", "Tuesday")),
        ("On Monday (31/12/2024)", ("weekday-mismatch", "Monday (31/12/2024)", "Tuesday")),
        ("Senin (3/12)", ("weekday-mismatch", "Senin (3/12)", "Selasa")),
        ("Rabu (30/2/2024)", ("no-such-day", "Rabu (30/2/2024)")),
        ("Kamis 31 September", ("no-such-day", "Kamis 31 September")),
    ],
)
def test_a_weekday_that_its_date_isnt(text, said):
    assert of_text(text) == [said]


@pytest.mark.parametrize(
    "text",
    [
        "Senin (2/12/2024) dan Selasa, 3 Desember 2024.",
        "Selasa (31/12) lalu",  # of the year that is nearest: 2024
        "Rabu (1/1) depan",  # and 2025
        "On Monday (12/2/2024) and Monday, 2 December 2024",  # the month first, and last
        "Senin-Rabu (2-4/12/2024)",
        "Senin 3/12 dan 4/12",  # a span
        "Senin 10.30 WIB",  # a time
        "Senin 2-5 orang",
        "dalam seminggu 3/12 bagian",
        "tiap minggu 3/4 ton",
        "1/2/2024",
    ],
)
def test_a_weekday_that_is_right_or_no_weekday_at_all(text):
    assert of_text(text) == []


def test_days_are_looked_for_wherever_readers_read():
    wrong = "Senin (3/12/2024)"
    body = [
        {"type": "quote", "text": wrong},
        {"type": "list", "items": ["a", wrong]},
        {"type": "factbox", "headline": "Fakta", "articleBody": [paragraph(wrong)]},
        {"type": "image", **PICTURE, "caption": wrong},
    ]
    assert [place for place, *_ in found(headline=f"Rapat {wrong}", description=wrong, articleBody=body)] == [
        "/headline",
        "/description",
        "/articleBody/0/text",
        "/articleBody/1/items/1",
        "/articleBody/2/articleBody/0/text",
        "/articleBody/3/caption",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Kabar Uji - Muara Hulu - Dalam",
        "MUARA HULU, Kabar Uji \u2013 Dalam",
        "Muara Hulu (Antara) - Dalam",
        "Muara Hulu: A",
    ],
)
def test_a_dateline_in_the_text(text):
    assert of_text(text, dateline={"place": "Muara Hulu"}) == [("dateline-repeated", "Muara Hulu")]


@pytest.mark.parametrize("text", ["Muara Hulu ramai sejak pagi.", "Warga Muara Hulu - Hilir menunggu.", "Muara-Hulu"])
def test_a_place_that_is_no_dateline(text):
    assert of_text(text, dateline={"place": "Muara Hulu"}) == []


@pytest.mark.parametrize("end", ["(Sumber : Dinas Pasar)", "Sumber: dinas pasar.", "(Source: Dinas Pasar)"])
def test_a_source_in_the_text(end):
    said = of_text(f"Harga turun. {end}", sourceOrganization={"name": "Dinas Pasar"})
    assert [code for code, _ in said] == ["source-repeated"]


@pytest.mark.parametrize("end", ["(Sumber : Dinas Lain)", "Menurut Dinas Pasar.", "Sumber: Dinas Pasar sendiri diam."])
def test_a_source_that_isnt_repeated(end):
    assert of_text(f"Harga turun. {end}", sourceOrganization={"name": "Dinas Pasar"}) == []


def test_initials_that_sign_the_text():
    assert of_text("Air naik. (rn/zz)") == [("initials-unknown", "zz", "rn, tk")]
    assert of_text("Air naik (rn). Lalu (zz) surut") == []


def test_pictures_of_every_kind():
    bare, said = {"contentUrl": "media/a.jpg"}, {**PICTURE, "caption": "Air sungai naik!"}
    drawn = {"contentUrl": "media/b.jpg", "decorative": True}
    blank = {"contentUrl": "media/c.jpg", "alt": " "}
    body = [{"type": "image", **said}, {"type": "gallery", "images": [blank, said, drawn]}]
    assert [each[:2] for each in found(image=bare, articleBody=body)] == [
        ("/articleBody/0/caption", "caption-repeats-headline"),
        ("/articleBody/1/images/1/caption", "caption-repeats-headline"),
        ("/image/alt", "alt-missing"),
        ("/articleBody/1/images/0/alt", "alt-missing"),
    ]


def test_lengths_at_and_over_their_limits():
    assert found(headline="a" * 70, articleBody=[paragraph("kata " * 150)]) == []
    long = found(headline="a" * 71, articleBody=[paragraph("<em>kata</em> " * 151)])
    assert long == [("/headline", "headline-long", "71", "70"), ("/articleBody/0/text", "paragraph-long", "151", "150")]


def test_a_tag_as_an_earlier_article_spells_it():
    made = world(first=article(keywords=["Zona Integritas"]))
    made.put("articles/b.json", article(keywords=["zona-integritas"], datePublished="2024-12-03T08:00:00Z"))
    (warning,) = [each for each in made.receipt("articles/b.json")["warnings"] if each["code"] == "tag-variant"]
    assert warning["pointer"] == "/keywords/0"
    assert '"Zona Integritas"' in warning["message"]
    made.look("articles/first.json")
    assert "tag-variant" not in [code for _, code in codes(made.receipt("articles/first.json"), "warnings")]


def test_an_articles_own_earlier_spelling_is_no_other():
    made = world(a=article(keywords=["banjir"]))
    made.put("articles/a.json", article(keywords=["Banjir"], datePublished="2024-12-03T08:00:00Z"))
    assert "tag-variant" not in [code for _, code in codes(made.receipt("articles/a.json"), "warnings")]


def test_a_receipt_names_only_so_many():
    made = world(a=article(articleBody=[{"type": "image", "contentUrl": f"media/{n}.jpg"} for n in range(60)]))
    assert len(made.receipt("articles/a.json")["warnings"]) == MAX_PROBLEMS


def test_what_is_withdrawn_or_rejected_is_not_linted():
    withdrawn = {"date": "2024-12-05T10:00:00Z", "reason": "other", "statement": "Dicabut."}
    made = world(a=article(withdrawn=withdrawn), b=article(articleSection="olahrga"))
    assert made.receipt("articles/a.json")["warnings"] == made.receipt("articles/b.json")["warnings"] == []
