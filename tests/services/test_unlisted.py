"""An article at its own address that nothing else of the site names."""

import json
from typing import Any

import pytest

from kabar.domain.announcements import Kind
from support.documents import KEY, PATH, article, codes, paragraph, related, site, world
from support.uploads import jpeg
from support.world import World, at

_OTHER = "articles/b.json"
_FULL: dict[str, Any] = {
    "unlisted": True,
    "keywords": ["Banjir"],
    "inLanguage": "en",
    "pinned": "2025-01-02T08:00:00+07:00",
    "breaking": "2025-01-02T08:00:00+07:00",
}
_NOTICES = [{"type": "ralat", "text": "Nama desa semula keliru.", "datePublished": "2024-12-03T08:00:00+07:00"}]


def _others(made: World) -> dict[str, Any]:
    """What stands on the site but for what stands under the article's own address."""
    return {key: item for key, item in made.site.objects.items() if not key.startswith(PATH[1:])}


def _kinds(made: World) -> list[Kind]:
    return [each.kind for each in made.announcements.made]


def test_nothing_else_of_the_site_knows_it():
    beside = {"b": article(headline="Lain", datePublished="2024-12-03T08:00:00+07:00", keywords=["Banjir"])}
    made, without = world(**beside), world(**beside)
    made.put(KEY, article(**_FULL))
    assert made.receipt(KEY)["url"] == f"https://uji.example{PATH}"
    assert PATH in made.text(PATH)
    assert _others(made) == without.site.objects


def test_its_page_keeps_search_engines_away_and_leads_nowhere_that_may_not_be():
    made = world(a=article(**_FULL), older=article(headline="Lama", datePublished="2024-12-01T08:00:00+07:00"))
    page, lite = made.text(PATH), made.text(f"{PATH}lite/")
    for body in (page, lite):
        assert '<meta name="robots" content="noindex">' in body
        assert 'rel="canonical"' not in body
    assert not [
        mark for mark in ("ld+json", "/author/", "/tag/", "/2024/12/", "card.png", "Lama") if mark in _links(page)
    ]
    assert "url" not in json.loads(made.text(f"{PATH}article.json"))["author"][0]
    assert f"{PATH[1:]}card.png" not in made.site.objects


def _links(page: str) -> str:
    """The page without its own address."""
    return page.replace(PATH, "")


def test_the_edge_does_not_keep_it():
    made = world(a=article(unlisted=True), b=article(headline="Lain"))
    kept = {key: item.cache_control for key, item in made.site.objects.items() if key.startswith(PATH[1:])}
    assert kept == dict.fromkeys(kept, "no-cache")
    assert len(kept) == 3
    assert "s-maxage" in made.site.objects["2024/12/02/lain/index.html"].cache_control


def test_no_article_that_refers_to_it_leads_there():
    notices = [_NOTICES[0] | {"type": "hak-jawab", "article": "a"}]
    body = [paragraph("Isi."), related("a")]
    naming = {"articleBody": body, "followUpTo": "a", "workTranslation": ["a"], "correction": notices}
    other = article(headline="Lain", **naming)
    made = world(a=article(unlisted=True, followUpTo="b", articleBody=[paragraph("Isi."), related("b")]), b=other)
    assert not [key for key, item in _others(made).items() if PATH.encode() in item.body]
    assert ("/articleBody/1/article", "related-missing") in codes(made.receipt(_OTHER), "warnings")
    assert "/2024/12/02/lain/" in made.text(PATH)


def test_taken_out_of_the_lists_and_put_in_again():
    made = world(
        a=article(keywords=["Banjir"]), b=article(headline="Lain", articleBody=[paragraph("Isi."), related("a")])
    )
    listed = dict(made.site.objects)
    never = world(b=article(headline="Lain", articleBody=[paragraph("Isi."), related("a")]))
    made.put(KEY, article(keywords=["Banjir"], unlisted=True))
    assert _others(made) == never.site.objects
    assert f"{PATH[1:]}card.png" not in made.site.objects
    made.put(KEY, article(keywords=["Banjir"]))
    assert made.site.objects == listed


def test_what_was_never_listed_the_ledger_never_names():
    made = world(a=article(unlisted=True, correction=_NOTICES))
    before = made.text("/koreksi/")
    assert "Nama desa" in made.text(PATH)
    assert "Nama desa" not in before
    made.delete(KEY)
    assert made.get(PATH).status == 410
    assert made.text("/koreksi/") == before
    assert made.receipt(KEY)["standing"]["neverListed"] is True


def test_what_was_listed_cannot_slip_out_of_the_ledger():
    made = world(a=article(correction=_NOTICES))
    made.put(KEY, article(correction=_NOTICES, unlisted=True))
    hidden = made.text("/koreksi/")
    assert "2 Desember 2024" in hidden
    assert PATH not in hidden
    assert "Nama desa" not in hidden
    assert "tidak lagi masuk daftar" in hidden
    withdrawal = {"date": "2024-12-05T10:00:00+07:00", "reason": "other", "statement": "Tidak benar."}
    made.put(KEY, article(correction=_NOTICES, unlisted=True, withdrawn=withdrawal))
    assert "Tidak benar." in made.text("/koreksi/")
    assert "neverListed" not in made.receipt(KEY)["standing"]


def test_listed_after_all_its_corrections_come_into_the_ledger():
    made = world(a=article(unlisted=True, correction=_NOTICES))
    made.put(KEY, article(correction=_NOTICES))
    assert "Nama desa" in made.text("/koreksi/")
    assert "neverListed" not in made.receipt(KEY)["standing"]


def test_a_lost_index_knows_from_the_receipt_that_it_never_was_listed():
    made = world(a=article(unlisted=True, correction=_NOTICES))
    made.delete(KEY)
    stood = dict(made.site.objects)
    made.table.rows.clear()
    made.look("site.json")
    made.look(KEY)
    assert made.site.objects == stood


def test_an_embargo_lifts_onto_its_address_alone():
    made = world(a=article(unlisted=True, embargoedUntil="2025-01-02T08:00:00+07:00"))
    before = _others(made)
    assert made.get(PATH) is None
    made.clock.time = at("2025-01-02T01:00")
    made.look(KEY)
    assert PATH in made.text(PATH)
    assert _others(made) == before
    assert _kinds(made) == []


def test_others_are_told_only_that_it_left_and_came_back():
    made = world(a=article(unlisted=True))
    made.put(KEY, article(unlisted=True, description="Baru."))
    assert _kinds(made) == []
    made.put(KEY, article())
    made.put(KEY, article(unlisted=True))
    left = made.announcements.made[-1]
    made.put(KEY, article(unlisted=True, description="Baru."))
    made.put(KEY, article())
    assert _kinds(made) == [Kind.PUBLISHED, Kind.UPDATED, Kind.PUBLISHED]
    assert left.facts["unlisted"] is True
    assert "unlisted" not in made.announcements.made[-1].facts


def test_withdrawn_while_unlisted_is_told_to_those_who_knew_it():
    made = world(a=article(), b=article(headline="Lain", unlisted=True))
    made.put(KEY, article(unlisted=True))
    made.delete(KEY)
    made.delete(_OTHER)
    assert _kinds(made) == [Kind.PUBLISHED, Kind.UPDATED, Kind.WITHDRAWN]


def test_a_new_edition_reaches_it():
    made = world(a=article(unlisted=True))
    made.put("site.json", site(name="Kabar Baru"))
    assert "Kabar Baru" in made.text(PATH)


def test_a_picture_has_it_built_again_and_is_shown_by_it_alone():
    made = world(a=article(unlisted=True, image={"contentUrl": "media/p.jpg", "alt": "Sungai"}))
    before = _others(made)
    made.put("media/p.jpg", jpeg())
    assert "/media/" in made.text(PATH)
    added = _others(made).keys() - before.keys()
    assert all(key.startswith("media/") for key in added)


def test_what_an_editor_promotes_though_it_is_unlisted_is_warned_of():
    made = world(a=article(**_FULL))
    promoted = [("/pinned", "unlisted-promoted"), ("/breaking", "unlisted-promoted")]
    assert codes(made.receipt(KEY), "warnings")[:2] == promoted
    assert made.receipt(KEY)["status"] == "published"


@pytest.mark.parametrize("value", ["true", 1, None, []])
def test_it_is_true_or_false(value):
    document = article() | {"unlisted": value}
    made = world(a=document)
    assert codes(made.receipt(KEY)) == [("/unlisted", "wrong-type")]


def test_false_is_as_if_it_were_not_there():
    made, plain = world(a=article(unlisted=False)), world(a=article())
    assert made.site.objects == plain.site.objects
