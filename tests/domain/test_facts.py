import pytest

from kabar.domain.facts import MAX_PICTURES, MAX_RELATED, article_findings
from kabar.domain.schema import findings
from support.documents import PUBLICATION, article, image, paragraph, related

_BLANK = "\u200b \u0301"


def _found(document, id_="a"):
    assert findings("article", document) == ()
    return {(problem.pointer, problem.code): problem.values for problem in article_findings(id_, document, PUBLICATION)}


def _body(*blocks):
    return article(articleBody=list(blocks))


def _source(**fields):
    return article(sourceOrganization=fields)


def test_a_good_article_has_no_findings():
    assert _found(article()) == {}


@pytest.mark.parametrize(
    ("document", "place", "code"),
    [
        (article(articleSection="ekonomi"), "/articleSection", "unknown-section"),
        (article(author=["rn", "xx"]), "/author/1", "unknown-author"),
        (article(author=[{"name": _BLANK}]), "/author/0/name", "blank-text"),
        (article(author=[{"name": "Ana", "url": "http://:80/"}]), "/author/0/url", "not-a-web-address"),
        (article(datePublished="2024-02-30T10:00"), "/datePublished", "impossible-date"),
        (article(dateModified="2024-12-02T24:61"), "/dateModified", "impossible-date"),
        (article(dateModified="2024-12-02T10:14:59+07:00"), "/dateModified", "modified-before-published"),
        (article(workTranslation=["b", "a"]), "/workTranslation/1", "refers-to-itself"),
        (_source(name=_BLANK), "/sourceOrganization/name", "blank-text"),
        (_source(name="a", url="http://[::1/"), "/sourceOrganization/url", "not-a-web-address"),
        (_source(name="a", url="http://a@b.example/"), "/sourceOrganization/url", "not-a-web-address"),
        (_body(paragraph("a"), related("a")), "/articleBody/1/article", "refers-to-itself"),
        (_body(related("b", _BLANK)), "/articleBody/0/headline", "blank-text"),
        (_body({"type": "embed", "url": "https://a.example:99999/"}), "/articleBody/0/url", "not-a-web-address"),
        (_body({"type": "quote", "text": "a", "url": "https://a b"}), "/articleBody/0/url", "wrong-form"),
        (_body({"type": "correction", "text": "a", "datePublished": "2024-13-01T10:00"}),
         "/articleBody/0/datePublished", "impossible-date"),
        (_body({"type": "table", "rows": [["a", "b"], ["c"]]}), "/articleBody/0/rows/1", "ragged-table"),
        (_body({"type": "table", "header": ["a"], "rows": [["b", "c"]]}), "/articleBody/0/rows/0", "ragged-table"),
        (_body({"type": "factbox", "headline": _BLANK, "articleBody": [paragraph("a")]}),
         "/articleBody/0/headline", "blank-text"),
        (_body(*[image("media/a.jpg")] * (MAX_PICTURES + 1)), "/articleBody", "too-many"),
        (_body(*[{"type": "gallery", "images": [{"contentUrl": "media/a.jpg"}] * 60}] * 6), "/articleBody", "too-many"),
        (_body(*[related("b")] * (MAX_RELATED + 1)), "/articleBody", "too-many"),
    ],
)  # fmt: skip
def test_each_fault_has_its_code_and_its_place(document, place, code):
    if code == "wrong-form":
        assert [(problem.pointer, problem.code) for problem in findings("article", document)] == [(place, code)]
    else:
        assert list(_found(document)) == [(place, code)]


def test_an_unknown_section_is_answered_with_the_known_ones_and_the_closest():
    values = _found(article(articleSection="daerahh"))["/articleSection", "unknown-section"]
    assert values == {"value": "daerahh", "known": "daerah", "closest": "daerah"}


def test_an_unknown_author_is_answered_with_the_known_ones():
    assert _found(article(author=["zz"]))["/author/0", "unknown-author"] == {"value": "zz", "known": "rn"}


def test_every_fault_is_found_at_once():
    document = article(articleSection="x", author=["y"], datePublished="2024-02-30T10:00", articleBody=[related("a")])
    assert len(_found(document)) == 4


def test_dates_are_compared_across_their_zones():
    assert _found(article(dateModified="2024-12-02T04:15:00Z")) == {}
    assert _found(article(dateModified="2024-12-02T10:15:00")) == {}


@pytest.mark.parametrize(
    "url", ["https://a.example", "HTTP://A.example/x?y#z", "https://münchen.example/ü", "http://a.example:8080/"]
)
def test_web_addresses_are_taken(url):
    assert _found(_source(name="a", url=url)) == {}


def test_the_most_references_are_taken():
    assert _found(_body(*[image("media/a.jpg")] * MAX_PICTURES, *[related("b")] * MAX_RELATED)) == {}
