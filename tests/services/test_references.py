"""Articles that refer to pictures and to each other, whichever comes first."""

import hashlib

import html5lib
import pytest

from support.documents import KEY, PATH, article, changes, codes, image, paragraph, related, site, world
from support.uploads import jpeg
from support.uploads import made as made_of

_PICTURE = "media/2024/kapal.jpg"
_REFERRER = article(headline="Perujuk", articleBody=[paragraph("Teks."), related("b", "Kata pengganti")])
_FROM = "/2024/12/02/perujuk/"
_TARGET = article(headline="Sasaran", datePublished="2024-11-01T08:00")
_TO = "/2024/11/01/sasaran/"


def _links(page):
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return {"".join(link.itertext()).strip(): link.get("href") for link in tree.iter("a")}


def test_an_article_stands_without_its_picture_and_is_built_again_when_it_comes():
    made = world(a=article(image={"contentUrl": _PICTURE, "alt": "Kapal"}, articleBody=[image(_PICTURE)]))
    assert "/media/" not in made.text(PATH)
    assert codes(made.receipt(KEY), "warnings") == [("/image/contentUrl", "picture-missing")]
    made.put(_PICTURE, jpeg())
    url = made_of(jpeg())
    assert made.text(PATH).count(f'src="{url}"') == 2
    assert hashlib.sha256(jpeg()).hexdigest() in made.text(url)
    assert url in made.text("/")
    assert made.receipt(KEY)["warnings"] == []


def test_pictures_first_or_article_first_ends_in_the_same_site():
    document = article(image={"contentUrl": _PICTURE, "alt": "Kapal"})
    late = world(a=document)
    late.put(_PICTURE, jpeg())
    early = world()
    early.put(_PICTURE, jpeg())
    early.put(KEY, document)
    assert late.site.objects == early.site.objects


def test_a_picture_that_is_replaced_is_replaced_on_every_page():
    made = world(a=article(image={"contentUrl": _PICTURE, "alt": "Kapal"}))
    made.put(_PICTURE, jpeg(color="teal"))
    old = made_of(jpeg(color="teal"))
    assert old in made.text(PATH)
    made.put(_PICTURE, jpeg(color="red"))
    assert not any(old.encode() in item.body for item in made.site.objects.values())


def test_a_picture_that_is_deleted_is_left_out_again():
    document = article(image={"contentUrl": _PICTURE, "alt": "Kapal"})
    made, without = world(a=document), world(a=document)
    made.put(_PICTURE, jpeg())
    made.delete(_PICTURE)
    assert {
        key: item for key, item in made.site.objects.items() if not key.startswith("media/")
    } == without.site.objects


def test_a_bad_picture_leaves_the_good_one():
    made = world(a=article(image={"contentUrl": _PICTURE, "alt": "Kapal"}))
    made.put(_PICTURE, jpeg())
    before = dict(made.site.objects)
    made.put(_PICTURE, b"bukan gambar")
    assert made.site.objects == before
    assert codes(made.receipt(_PICTURE)) == [("", "not-a-picture")]


def test_a_logo_that_comes_late_appears_on_every_page():
    made = world(a=article())
    made.put("site.json", site(publisher={"name": "PT Uji", "logo": "media/logo.png"}))
    made.put("media/logo.png", jpeg())
    pages = [key for key in made.site.objects if key.endswith("index.html") and "/lite/" not in key]
    folder = made_of(jpeg()).rpartition("/")[0]
    assert all(f"{folder}/" in made.site.objects[key].body.decode() for key in pages)


def test_the_receipt_says_whether_a_related_article_exists_now():
    made = world(a=_REFERRER)
    missing = [("/articleBody/1/article", "related-missing")]
    assert codes(made.receipt(KEY), "warnings") == missing
    made.put("articles/b.json", _TARGET)
    assert codes(made.receipt(KEY), "warnings") == []
    made.delete("articles/b.json")
    assert codes(made.receipt(KEY), "warnings") == missing


def test_a_related_article_that_only_changes_has_nobody_looked_at_again():
    made = world(a=_REFERRER, b=_TARGET)
    made.put("articles/b.json", {**_TARGET, "headline": "Lain"})
    looked = []
    made.receive.article.look_at = looked.append
    made.put("articles/b.json", {**_TARGET, "headline": "Lain lagi"})
    assert looked == ["b"]


def test_related_is_plain_text_until_its_target_appears():
    made = world(a=_REFERRER)
    page = made.text(_FROM)
    assert "Kata pengganti" in page
    assert "Kata pengganti" not in _links(page)
    before = dict(made.site.objects)
    made.put("articles/b.json", _TARGET)
    assert _links(made.text(_FROM))["Sasaran"] == _TO
    assert "Kata pengganti" not in made.text(_FROM)
    assert f"{_FROM[1:]}index.html" in changes(made, before)["changed"]


@pytest.mark.parametrize(
    ("change", "shown"),
    [({"headline": "Judul Baru"}, ("Judul Baru", _TO)), ({"slug": "pindah"}, ("Sasaran", "/2024/11/01/pindah/"))],
)
def test_related_shows_todays_headline_and_address_of_its_target(change, shown):
    made = world(a=_REFERRER, b=_TARGET)
    made.put("articles/b.json", {**_TARGET, **change})
    assert shown in _links(made.text(_FROM)).items()


def test_related_is_plain_text_again_when_its_target_is_withdrawn():
    made = world(a=_REFERRER)
    before = dict(made.site.objects)
    made.put("articles/b.json", _TARGET)
    made.delete("articles/b.json")
    assert f"{_FROM[1:]}index.html" in before
    assert changes(made, before) == {
        "added": {f"{_TO[1:]}index.html", f"{_TO[1:]}lite/index.html", "koreksi/2025/index.html"},
        "changed": {"koreksi/index.html", "koreksi/feed.json"},
        "removed": set(),
    }


def test_a_target_whose_text_alone_changes_leaves_its_referrers_alone():
    made = world(a=_REFERRER, b=_TARGET)
    made.site.written.clear()
    made.put("articles/b.json", {**_TARGET, "articleBody": [paragraph("Lain.")]})
    assert not any(key.startswith(_FROM[1:]) for key in made.site.written)


def test_translations_name_each_other_whichever_comes_first():
    one = article(headline="Satu", workTranslation=["b"])
    two = article(headline="Two", inLanguage="en", workTranslation=["a"])
    made, reverse = world(a=one, b=two), world(b=two, a=one)
    assert made.site.objects == reverse.site.objects
    assert 'hreflang="en"' in made.text("/2024/12/02/satu/")
    assert 'hreflang="id"' in made.text("/2024/12/02/two/")


def test_a_translation_that_changes_its_language_is_named_by_the_new_one():
    two = article(headline="Two", inLanguage="en")
    made = world(a=article(headline="Satu", workTranslation=["b"]), b=two)
    made.put("articles/b.json", {**two, "inLanguage": "ms"})
    assert 'hreflang="ms"' in made.text("/2024/12/02/satu/")


def test_two_articles_that_refer_to_each_other_both_link():
    made = world(a=_REFERRER, b={**_TARGET, "articleBody": [related("a")]})
    assert _links(made.text(_TO))["Perujuk"] == _FROM
    assert _links(made.text(_FROM))["Sasaran"] == _TO


def test_what_is_paid_for_later_is_labelled_where_it_was_linked_before():
    """However far apart: those near each other in a list are built together anyway."""
    between = {
        f"m{day}": article(headline=f"M{day}", datePublished=f"2024-11-1{day}T08:00:00+07:00") for day in range(9)
    }
    first = article(headline="Kapal", datePublished="2024-11-01T08:00:00+07:00")
    made = world(b=first, **between, a=article(articleBody=[paragraph("Isi."), related("b")]))
    assert "Advertorial" not in made.text(PATH)
    made.put("articles/b.json", first | {"sponsor": {"name": "Bank"}})
    assert "Advertorial" in made.text(PATH)
