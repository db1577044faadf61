import json
import time
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, validators

from kabar.domain.problems import MAX_PROBLEMS
from kabar.domain.schema import closest, findings, json_type
from kabar.domain.validator import validator
from support.documents import article, image, paragraph, related, site

ROOT = Path(__file__).resolve().parents[2]


def _found(document, kind="article"):
    return [(problem.pointer, problem.code) for problem in findings(kind, document)]


def _body(*blocks):
    return article(articleBody=list(blocks))


def test_good_documents_have_no_findings():
    assert _found(article()) == []
    assert _found(site(), "publication") == []


@pytest.mark.parametrize(
    ("document", "place", "code"),
    [
        (article(headline=None), "/headline", "missing-field"),
        (article(hedline="x"), "/hedline", "unknown-field"),
        (article(headline=7), "/headline", "wrong-type"),
        (article(headline=""), "/headline", "too-short"),
        (article(headline="a" * 301), "/headline", "too-long"),
        (article(author=[]), "/author", "too-few"),
        (article(author=["rn"] * 7), "/author", "too-many"),
        (article(author=[5]), "/author/0", "wrong-type"),
        (article(author=[""]), "/author/0", "too-short"),
        (article(author=[{}]), "/author/0/name", "missing-field"),
        (article(author=[{"name": "Ana", "url": "ftp://a"}]), "/author/0/url", "wrong-form"),
        (article(author="rn"), "/author", "wrong-type"),
        (article(datePublished="kemarin"), "/datePublished", "wrong-form"),
        (article(slug="Huruf Besar"), "/slug", "wrong-form"),
        (article(slug="air-naik\n"), "/slug", "wrong-form"),
        (article(keywords=["a", "a"]), "/keywords", "not-unique"),
        (article(keywords=["a" * 301]), "/keywords/0", "too-long"),
        (article(workTranslation=["../x"]), "/workTranslation/0", "wrong-form"),
        (article(image={"contentUrl": "media/../x.jpg"}), "/image/contentUrl", "wrong-form"),
        (article(image={"contentUrl": "media/a.jpg", "focalPoint": [0.5, 2]}), "/image/focalPoint/1", "too-big"),
        (article(image={"contentUrl": "media/a.jpg", "focalPoint": [-1, 0]}), "/image/focalPoint/0", "too-small"),
        (article(**{"@type": "Recipe"}), "/@type", "not-allowed"),
        (_body({"type": "vidio"}), "/articleBody/0/type", "unknown-block"),
        (_body({}), "/articleBody/0/type", "missing-field"),
        (_body(paragraph("a"), {"type": "paragraph"}), "/articleBody/1/text", "missing-field"),
        (_body({"type": "heading", "text": "a", "level": 4}), "/articleBody/0/level", "not-allowed"),
        (_body({"type": "separator", "teks": "a"}), "/articleBody/0/teks", "unknown-field"),
        (_body({"type": "gallery", "images": [image("media/a.jpg")]}), "/articleBody/0/images", "too-few"),
        (_body("teks"), "/articleBody/0", "wrong-type"),
        (_body({"type": "factbox", "headline": "a", "articleBody": [related("b")]}),
         "/articleBody/0/articleBody/0/type", "unknown-block"),
        ([], "", "wrong-type"),
        (None, "", "wrong-type"),
    ],
)  # fmt: skip
def test_each_fault_has_its_code_and_its_place(document, place, code):
    assert (place, code) in _found(document)


@pytest.mark.parametrize(
    ("document", "place", "code"),
    [
        (site(name=None), "/name", "missing-field"),
        (site(url="https://uji.example/berita"), "/url", "wrong-form"),
        (site(sections=[]), "/sections", "too-few"),
        (site(sections=[{"slug": "Daerah", "name": "Daerah"}]), "/sections/0/slug", "wrong-form"),
        (site(authors=[{"id": "rn"}]), "/authors/0/name", "missing-field"),
        (site(colors={"accent": "merah"}), "/colors/accent", "wrong-form"),
        (site(pages=[{"slug": "a", "headline": "A", "articleBody": [{"type": "x"}]}]), "/pages/0/articleBody/0/type",
         "unknown-block"),
    ],
)  # fmt: skip
def test_each_fault_of_a_publication_has_its_code_and_its_place(document, place, code):
    assert (place, code) in _found(document, "publication")


def test_every_missing_field_is_named_once():
    places = ["/articleBody", "/articleSection", "/author", "/datePublished", "/headline"]
    assert sorted(_found({})) == [(place, "missing-field") for place in places]


def test_findings_come_in_the_order_of_the_body_not_of_the_alphabet():
    found = _found(_body(*[paragraph("")] * 12))
    assert [place for place, _ in found] == [f"/articleBody/{index}/text" for index in range(12)]


def test_extensions_may_stand_at_the_top():
    assert _found(article(**{"x-desk": {"a": 1}})) == []


@pytest.mark.parametrize(
    ("document", "kind", "closest_"),
    [
        (article(hedline="x"), "unknown-field", "headline"),
        (_body({"type": "paragrap", "text": "a"}), "unknown-block", "paragraph"),
        (article(**{"@type": "newsarticle"}), "not-allowed", "NewsArticle"),
    ],
)
def test_a_slip_of_the_pen_is_answered_with_the_word_that_was_meant(document, kind, closest_):
    (problem,) = (problem for problem in findings("article", document) if problem.code == kind)
    assert problem.values["closest"] == closest_


def test_a_word_that_looks_like_none_is_answered_with_none():
    assert closest("xyzzy", ["headline"]) == {}


def test_what_was_found_is_shown_short():
    (problem,) = findings("article", article(slug="A" * 5000))[:1]
    assert all(len(value) <= 80 for value in problem.values.values())


def test_json_types_have_json_names():
    values = [True, "a", {}, [], 1, 1.5, None]
    assert [json_type(value) for value in values] == [
        "boolean", "string", "object", "array", "number", "number", "null",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "document",
    [
        article(articleBody=[1] * 300_000),
        article(articleBody=[{"type": "separator"}] * 40_000),
        article(keywords=[[index] if index % 2 else str(index) for index in range(50_000)]),
        article(**{f"u{index}": 1 for index in range(50_000)}),
        article(articleBody=[{"type": "list", "items": [1] * 300_000}]),
    ],
)
def test_the_worst_documents_take_little_time_and_give_few_problems(document):
    start = time.process_time()
    found = findings("article", document)
    assert 1 <= len(found) <= MAX_PROBLEMS
    assert time.process_time() - start < 2


def test_branches_for_other_types_of_block_are_passed_over_and_nothing_else():
    """The library's own validator finds the same, in the same places of the schema."""
    documents = {path.stem: json.loads(path.read_bytes()) for path in (ROOT / "schemas").glob("*.json")}
    types = [*documents["article"]["$defs"]["block"]["properties"]["type"]["enum"], "x", 1, None, [], {}]
    wrong = {"text": 7, "nope": [], "images": [{}], "articleBody": [{"type": "image"}]}
    bodies = [{"type": type_, **wrong} for type_ in types]
    ours = validator("article", documents)
    theirs = validators.extend(type(ours), {"allOf": Draft202012Validator.VALIDATORS["allOf"]})
    library = theirs(ours.schema, registry=ours._registry)
    for body in [*([each] for each in bodies), [{}], ["x"], [None]]:
        document = article(articleBody=body)
        found, known = (
            sorted((str(error.absolute_path), str(error.absolute_schema_path), error.message) for error in each)
            for each in (ours.iter_errors(document), library.iter_errors(document))
        )
        assert found == known
        assert found
