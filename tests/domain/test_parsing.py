import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.domain.article import Byline, Source, Tag
from kabar.domain.blocks import (
    Correction,
    Embed,
    Factbox,
    Gallery,
    Heading,
    Image,
    ItemList,
    Paragraph,
    PictureUse,
    Quote,
    Related,
    Separator,
    Table,
)
from kabar.domain.parsing import parse_article
from kabar.domain.problems import Rejected
from kabar.domain.reading import reread_article
from support.documents import PUBLICATION, article, image, paragraph, related

_SHOWN = PictureUse("media/a.jpg", "Sungai <em>naik</em>", "Sungai", "Rina", decorative=False, focal_point=(0.5, 1.0))
_PICTURE = {"contentUrl": "media/a.jpg", "caption": "Sungai <em>naik</em>", "alt": " Sungai\n", "creditText": "Rina",
            "focalPoint": [0.5, 1]}  # fmt: skip


def _parse(document, id_="2024/a"):
    return parse_article(id_, json.dumps(document).encode(), PUBLICATION)


def _block(document):
    (block,) = _parse(article(articleBody=[document, paragraph("\u200b")])).body
    return block


@pytest.mark.parametrize(
    ("document", "block"),
    [
        (paragraph("Air <strong>naik</strong>"), Paragraph("Air <strong>naik</strong>")),
        ({"type": "heading", "text": " Tiga\ndesa "}, Heading("Tiga desa", 2)),
        ({"type": "heading", "text": "Desa", "level": 3.0}, Heading("Desa", 3)),
        ({"type": "image", **_PICTURE}, Image(_SHOWN)),
        ({"type": "image", "contentUrl": "media/a.jpg", "caption": "\u200b"}, Image(PictureUse("media/a.jpg"))),
        ({"type": "gallery", "images": [_PICTURE, _PICTURE], "headline": "Air"}, Gallery((_SHOWN, _SHOWN), "Air")),
        ({"type": "quote", "text": "Kami menunggu", "attribution": "Sari"}, Quote("Kami menunggu", "Sari")),
        ({"type": "list", "items": ["a", " ", "b"], "ordered": True}, ItemList(("a", "b"), ordered=True)),
        ({"type": "table", "header": ["a", ""], "rows": [["1", "2"]]}, Table((("1", "2"),), ("a", ""))),
        ({"type": "embed", "url": "https://a.example/"}, Embed("https://a.example/")),
        ({"type": "related", "article": "b", "headline": "Baca"}, Related("b", "Baca")),
        ({"type": "correction", "text": "Salah", "datePublished": "2024-12-03T08:00"},
         Correction("Salah", datetime(2024, 12, 3, 8, tzinfo=PUBLICATION.zone))),
        ({"type": "factbox", "headline": "Fakta", "articleBody": [paragraph("a"), paragraph(" ")]},
         Factbox("Fakta", (Paragraph("a"),))),
        ({"type": "separator"}, Separator()),
    ],
)  # fmt: skip
def test_each_type_of_block_is_read(document, block):
    assert _block(document) == block


def test_a_level_is_a_whole_number_however_it_was_written():
    assert str(_block({"type": "heading", "text": "Desa", "level": 3.0}).level) == "3"


@pytest.mark.parametrize(
    "document",
    [paragraph(" "), {"type": "heading", "text": "\u200b"}, {"type": "quote", "text": "\0"},
     {"type": "list", "items": [" "]}, {"type": "correction", "text": " ", "datePublished": "2024-12-03T08:00"}],
)  # fmt: skip
def test_blocks_that_show_nothing_are_left_out(document):
    assert _parse(article(articleBody=[document])).body == ()


def test_every_field_is_read():
    document = article(
        **{"@type": "OpinionNewsArticle"}, alternativeHeadline="Dua", description="Ringkas", slug="air", image=_PICTURE,
        dateModified="2024-12-02T05:00:00Z", dateline={"place": "Bandung"}, inLanguage="en", workTranslation=["b"],
        sourceOrganization={"name": "Dinas", "url": "https://a.example"}, author=["rn", {"name": "Ana"}],
        keywords=["Air", "AIR", " ", "Sungai Besar"],
    )  # fmt: skip
    read = _parse(document)
    assert (read.kind, read.alternative_headline, read.description) == ("OpinionNewsArticle", "Dua", "Ringkas")
    assert (read.slug, read.image, read.dateline, read.language) == ("air", _SHOWN, "Bandung", "en")
    assert (read.translations, read.source) == (("b",), Source("Dinas", "https://a.example"))
    assert read.authors == (Byline("rn"), Byline(None, "Ana"))
    assert read.tags == (Tag("air", "Air"), Tag("sungai-besar", "Sungai Besar"))
    assert read.published == datetime(2024, 12, 2, 3, 15, tzinfo=UTC)
    assert read.modified == datetime(2024, 12, 2, 5, tzinfo=UTC)


def test_without_a_description_the_text_gives_one():
    body = [{"type": "heading", "text": "Judul"}, paragraph("Air <em>naik</em> " + "sekali " * 60)]
    description = _parse(article(articleBody=body)).description
    assert description.startswith("Air naik sekali")
    assert description.endswith("…")
    assert len(description) <= 200


def test_a_summary_from_the_text_leaves_the_dateline_out():
    body = [paragraph("Muara - <strong>Bandung</strong> - Air naik.")]
    assert _parse(article(articleBody=body, dateline={"place": "Bandung"})).description == "Air naik."


def test_a_headline_that_shows_nothing_gives_way_to_the_name_of_the_file():
    assert _parse(article(headline="\u200b")).headline == "a"


def test_no_forbidden_character_gets_through():
    text = "a\u0000\ufffe\u0085b"
    document = article(headline=text, description=text, keywords=[text], dateline={"place": text},
                       articleBody=[paragraph(text), {"type": "table", "rows": [[text]]}])  # fmt: skip
    assert "\\" not in repr(_parse(document))


def test_every_problem_is_in_the_rejection():
    with pytest.raises(Rejected) as refusal:
        _parse(article(headline="", author=[]))
    assert [problem.pointer for problem in refusal.value.problems] == ["/author", "/headline"]


def test_faults_of_content_are_told_together_with_those_of_form():
    body = [paragraph("a"), {"type": "embed", "url": 5}, {"type": "embed", "url": "https://..."}]
    document = article(headline="", articleSection="laut", author=["zz", {"nam": "A"}], articleBody=body,
                       datePublished="2024-02-30T10:00", correction=[{"type": "ralat"}])  # fmt: skip
    with pytest.raises(Rejected) as refusal:
        _parse(document)
    assert {(problem.pointer, problem.code) for problem in refusal.value.problems} == {
        ("/headline", "too-short"), ("/articleBody/1/url", "wrong-type"), ("/articleBody/2/url", "not-a-web-address"),
        ("/articleSection", "unknown-section"), ("/author/0", "unknown-author"), ("/author/1/name", "missing-field"),
        ("/author/1/nam", "unknown-field"), ("/datePublished", "impossible-date"),
        ("/correction/0/text", "missing-field"), ("/correction/0/datePublished", "missing-field"),
    }  # fmt: skip


_FIELDS = ["type", "text", "article", "headline", "images", "rows", "name", "url", "articleBody", "datePublished"]
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "a", "related", "image", "rn", "x:y"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_FIELDS), inner, max_size=3),
)
_RICH = article(
    articleBody=[paragraph("a"), related("b"), image("media/a.jpg"), {"type": "table", "rows": [["1"]]},
                 {"type": "factbox", "headline": "F", "articleBody": [paragraph("b")]},
                 {"type": "gallery", "images": [_PICTURE]}],
    correction=[{"type": "ralat", "text": "x", "datePublished": "2024-12-03T08:00"}], workTranslation=["b"],
    withdrawn={"date": "2024-12-03T08:00", "reason": "other", "statement": "x"}, sponsor={"name": "S"},
    formerAddresses=["/lama/"],
    expires="2029-01-01T00:00Z", dateModified="2024-12-03T08:00", sourceOrganization={"name": "D"}, image=_PICTURE,
)  # fmt: skip


@given(st.data())
def test_whatever_is_put_into_a_document_is_refused_or_read(data):
    document = json.loads(json.dumps(_RICH))
    for _ in range(data.draw(st.integers(1, 4))):
        place = document
        while True:
            key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else list(range(len(place)))))
            if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
                break
            place = place[key]
        place[key] = data.draw(_JSON)
    try:
        read = _parse(document)
    except Rejected as refusal:
        assert [problem for problem in refusal.problems if problem.code]  # noqa: PT017 - it may be read as well
    else:
        assert read == reread_article("a", json.dumps(document).encode(), PUBLICATION.zone)


def test_what_was_accepted_is_read_again_though_the_publication_has_changed():
    raw = json.dumps(article(articleSection="dulu")).encode()
    assert reread_article("a", raw, PUBLICATION.zone).section == "dulu"
