import json
from zoneinfo import ZoneInfo

import pytest

from kabar.domain.blocks import Paragraph
from kabar.domain.problems import Rejected
from kabar.domain.publication import Author, FixedPage, Publisher, Section
from kabar.domain.site_parsing import parse_publication
from kabar.domain.site_reading import picture_keys, reread_publication
from support.documents import image, paragraph, site

_BLANK = "\u200b"
_ABOUT = {"slug": "tentang", "headline": "Tentang", "articleBody": [paragraph("Kami."), image("media/k.jpg")]}


def _parse(document):
    return parse_publication(json.dumps(document).encode())


def _problems(document):
    with pytest.raises(Rejected) as refusal:
        _parse(document)
    return [(problem.pointer, problem.code) for problem in refusal.value.problems]


def _sections(*slugs):
    return [{"slug": slug, "name": "Rubrik"} for slug in slugs]


def _author(**fields):
    return site(authors=[{"id": "rn", "name": "Rina", **fields}])


def test_faults_of_content_are_told_together_with_those_of_form():
    authors = [{"id": "a", "name": "A"}, {"id": "a"}, {"id": "a", "name": _BLANK}]
    document = site(name=None, timeZone="Mars/Olympus", sections=[*_sections("tag"), {}], authors=authors, url="")
    assert set(_problems(document)) == {
        ("/name", "missing-field"), ("/timeZone", "unknown-time-zone"), ("/sections/0/slug", "reserved-slug"),
        ("/sections/1/slug", "missing-field"), ("/sections/1/name", "missing-field"), ("/url", "wrong-form"),
        ("/authors/1/name", "missing-field"), ("/authors/0/id", "used-twice"), ("/authors/2/id", "used-twice"),
        ("/authors/2/name", "blank-text"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        (site(timeZone="Asia/Palangkaraya"), ("/timeZone", "unknown-time-zone")),
        (site(timeZone="../../etc/passwd"), ("/timeZone", "unknown-time-zone")),
        (site(timeZone="Asia"), ("/timeZone", "unknown-time-zone")),
        (site(timeZone="\0"), ("/timeZone", "unknown-time-zone")),
        (site(sections=_sections("tag")), ("/sections/0/slug", "reserved-slug")),
        (site(sections=_sections("2024")), ("/sections/0/slug", "reserved-slug")),
        (site(sections=_sections("a", "a")), ("/sections/1/slug", "used-twice")),
        (site(pages=[{**_ABOUT, "slug": "daerah"}]), ("/pages/0/slug", "used-twice")),
        (site(navigation=["olahraga"]), ("/navigation/0", "unknown-section")),
        (site(pages=[{**_ABOUT, "headline": _BLANK}]), ("/pages/0/headline", "blank-text")),
        (site(pages=[{**_ABOUT, "articleBody": [{"type": "table", "rows": [["a"], ["b", "c"]]}]}]),
         ("/pages/0/articleBody/0/rows/1", "ragged-table")),
        (site(name=_BLANK), ("/name", "blank-text")),
        (site(publisher={"name": _BLANK}), ("/publisher/name", "blank-text")),
        (site(sections=[{"slug": "a", "name": _BLANK}]), ("/sections/0/name", "blank-text")),
        (_author(name=_BLANK), ("/authors/0/name", "blank-text")),
        (_author(sameAs=["https://a@b.example"]), ("/authors/0/sameAs/0", "not-a-web-address")),
        (site(publisher={"name": "a", "sameAs": ["https://a:0x/"]}), ("/publisher/sameAs/0", "not-a-web-address")),
        (site(publisher={"name": "a", "publishingPrinciples": "http://["}),
         ("/publisher/publishingPrinciples", "not-a-web-address")),
        (site(url="https://uji.example:99999"), ("/url", "not-a-web-address")),
        (site(url="https://..."), ("/url", "not-a-web-address")),
    ],
)  # fmt: skip
def test_each_fault_has_its_code_and_its_place(document, problem):
    assert _problems(document) == [problem]


def test_both_of_two_authors_with_one_id_are_named():
    document = site(authors=[{"id": "rn", "name": "A"}, {"id": "tk", "name": "B"}, {"id": "rn", "name": "C"}])
    assert _problems(document) == [("/authors/0/id", "used-twice"), ("/authors/2/id", "used-twice")]


def test_every_field_is_read():
    person = {"id": "rn", "name": " Rina ", "jobTitle": "Wartawan", "description": "Meliput", "image": "media/r.jpg",
              "sameAs": ["https://s.example/@rn"]}  # fmt: skip
    publisher = {"name": "PT Uji", "logo": "media/l.png", "publishingPrinciples": "/pedoman/", "address": "Jl. Uji 1",
                 "email": "a@b.example", "sameAs": ["https://s.example"]}  # fmt: skip
    read = _parse(site(url="https://uji.example/", description="Kabar", newsSitemapName="Uji", authors=[person],
                       publisher=publisher, pages=[_ABOUT], navigation=["ekonomi"],
                       colors={"accent": "#0b5d4e"}))  # fmt: skip
    assert (read.name, read.url, read.language, read.zone) == (
        "Kabar Uji", "https://uji.example", "id", ZoneInfo("Asia/Pontianak"),
    )  # fmt: skip
    assert (read.description, read.news_sitemap_name, read.accent) == ("Kabar", "Uji", "#0b5d4e")
    assert read.authors == (Author("rn", "Rina", "Wartawan", "Meliput", "media/r.jpg", ("https://s.example/@rn",)),)
    assert read.publisher == Publisher(
        "PT Uji", "media/l.png", "/pedoman/", ("https://s.example",), "Jl. Uji 1", "a@b.example"
    )
    assert read.menu == (Section("ekonomi", "Ekonomi"),)
    assert read.pages[0].body[0] == Paragraph("Kami.")
    assert isinstance(read.pages[0], FixedPage)
    assert picture_keys(read) == ("media/l.png", "media/r.jpg", "media/k.jpg")


def test_without_a_publisher_the_publication_is_its_own():
    assert _parse(site()).publisher == Publisher("Kabar Uji")


def test_without_a_navigation_the_menu_has_every_section():
    assert [section.slug for section in _parse(site()).menu] == ["daerah", "ekonomi"]


def test_what_was_accepted_is_read_again_though_the_rules_have_changed():
    assert reread_publication(json.dumps(site(sections=_sections("tag"))).encode()).section("tag")
