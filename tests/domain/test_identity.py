import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.domain.identity import (
    MAX_ARTICLE_ID,
    MAX_KEY_BYTES,
    RESERVED_SLUGS,
    archive_path,
    article_id,
    article_key,
    article_path,
    is_media_key,
    is_reserved,
    month_path,
    receipt_key,
    slug_of,
    tag_slug,
)
from kabar.domain.moments import parse_moment
from support.documents import PUBLICATION


@pytest.mark.parametrize("id_", ["a", "2024/12/kaji-tiru", "A.b_c-1", "0", "a.json", "a" * MAX_ARTICLE_ID])
def test_a_key_names_its_article_and_back(id_):
    assert article_id(article_key(id_)) == id_


@pytest.mark.parametrize(
    "key",
    ["articles/a+b.json", "articles/a b.json", "articles/a%20b.json", "articles/é.json", "articles/../a.json",
     "articles/a/../b.json", "articles/./a.json", "articles//a.json", "articles/.json", "articles/a/.json",
     "articles/a\n.json", "articles/a.json\n", "articles/a", "articles/a.JSON", "articles/", "a.json",
     "articles/-a.json", "articles/a#b.json", "/articles/a.json", f"articles/{'a' * (MAX_ARTICLE_ID + 1)}.json"],
)  # fmt: skip
def test_other_keys_name_no_article(key):
    assert article_id(key) is None


@pytest.mark.parametrize(
    ("key", "is_one"),
    [("media/a.jpg", True), ("media/2024/12/a_b-c.JPG", True), ("media/", False), ("media/../a.jpg", False),
     ("media/a b.jpg", False), ("media/a+b.jpg", False), ("media/é.jpg", False), ("x/media/a.jpg", False)],
)  # fmt: skip
def test_pictures_have_plain_keys_too(key, is_one):
    assert is_media_key(key) is is_one


@pytest.mark.parametrize(
    ("key", "receipt"),
    [("articles/a.json", "receipts/articles/a.json"), ("site.json", "receipts/site.json"),
     ("media/a.jpg", "receipts/media/a.jpg.json"), ("articles/a+b.json", "receipts/articles/a+b.json"),
     ("catatan.txt", "receipts/catatan.txt.json")],
)  # fmt: skip
def test_a_receipt_stands_beside_its_upload(key, receipt):
    assert receipt_key(key) == receipt


@pytest.mark.parametrize(("key", "other"), [("articles/a", "articles/a.json"), ("site", "site.json"),
                                            ("media/a.jpg", "media/a.jpg.json")])  # fmt: skip
def test_no_upload_is_answered_in_the_place_of_another(key, other):
    assert receipt_key(key) != receipt_key(other)


@given(st.sampled_from(["", "articles/", "media/"]), st.text(st.sampled_from("a~.json"), min_size=1))
def test_what_can_be_published_never_shares_its_receipt(folder, name):
    key = folder + name
    publishable = article_id(key) is not None or is_media_key(key)
    others = {key + ".json", key.removesuffix(".json"), key.removesuffix(".json") + "~", key + "~.json"} - {key}
    assert not publishable or receipt_key(key) not in {receipt_key(other) for other in others}


def test_a_key_of_the_greatest_length_still_has_a_receipt():
    long = "articles/" + "é" * ((MAX_KEY_BYTES - 9) // 2)
    assert len(receipt_key(long).encode()) <= MAX_KEY_BYTES
    assert receipt_key(long) != receipt_key(long[:-1])


@pytest.mark.parametrize(
    ("text", "slug"),
    [("Air Sungai Naik!", "air-sungai-naik"), ("Élysée & Rp15.000", "elysee-rp15-000"), ("a" * 200, "a" * 80),
     ("kata " * 40, "-".join(["kata"] * 16))],
)  # fmt: skip
def test_slugs_are_words_of_the_text(text, slug):
    assert slug_of(text, "artikel") == slug


def test_texts_without_a_letter_have_slugs_of_their_own():
    slugs = {slug_of(text, "artikel") for text in ("!!!", "???", "\u200b", "")}
    assert len(slugs) == 4
    assert all(re.fullmatch(r"artikel-[0-9a-f]{8}", slug) for slug in slugs)


def test_spellings_of_a_tag_share_its_slug():
    assert {
        tag_slug(name) for name in ("Zona Integritas", "zona integritas", "ZONA-INTEGRITAS", "zona  integritas")
    } == {"zona-integritas"}


@pytest.mark.parametrize(
    ("name", "slug"),
    [("C", "c"), ("C++", "c-plus-plus"), ("C#", "c-sharp"), ("Disney+", "disney-plus"), ("#banjir", "banjir"),
     ("##banjir", "banjir"), ("+62", "62"), ("# +", "tag-b2396ac0")],
)  # fmt: skip
def test_signs_that_end_a_word_tell_tags_apart(name, slug):
    assert tag_slug(name) == slug


def test_every_naughty_string_has_a_slug_that_is_safe_in_an_address(corpora):
    strings = json.loads((corpora / "blns" / "blns.json").read_bytes())
    for text in strings:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", tag_slug(text)), text
        assert len(tag_slug(text)) <= 80


@pytest.mark.parametrize("slug", [*sorted(RESERVED_SLUGS), "2024", "0001"])
def test_the_sites_own_first_segments_are_reserved(slug):
    assert is_reserved(slug)


@pytest.mark.parametrize("slug", ["daerah", "20245", "tags", "tentang"])
def test_others_are_free(slug):
    assert not is_reserved(slug)


def test_an_address_has_the_date_of_the_publications_zone():
    moment = parse_moment("2024-12-31T18:00:00Z", PUBLICATION.zone)
    assert moment is not None
    assert article_path(moment, PUBLICATION.zone, "a") == "/2025/01/01/a/"


def test_calendar_and_archive_have_addresses():
    assert month_path("2024-12") == "/2024/12/"
    assert month_path("2024-12", "daerah") == "/daerah/2024/12/"
    assert [archive_path(language) for language in ("id", "id-ID", "en")] == ["/arsip/", "/arsip/", "/archive/"]
