import pytest

from support.documents import KEY, PATH, SITE, article, changes, codes, image, paragraph, site, world
from support.uploads import jpeg
from support.world import World


def _fresh(site_document, **articles):
    made = World()
    made.put("site.json", site_document)
    for name, document in articles.items():
        made.put(f"articles/{name}.json", document)
    return made.site.objects


def _page(slug):
    return {"slug": slug, "headline": f"Laman {slug}", "articleBody": [paragraph("Isi.")]}


def test_an_article_before_the_publication_is_rejected_and_published_by_itself_when_it_comes():
    made = World()
    made.put(KEY, article())
    assert codes(made.receipt(KEY)) == [("", "no-publication")]
    assert made.site.objects == {}
    made.put("site.json", SITE)
    assert made.receipt(KEY)["status"] == "published"
    assert made.site.objects == _fresh(SITE, a=article())


def test_a_receipt_that_was_copied_from_another_bucket_hinders_no_publication():
    other = World()
    for name in ("Satu", "Dua", "Tiga"):
        other.put("site.json", site(name=name))
    made = World()
    made.inbox.put("receipts/site.json", other.inbox.read("receipts/site.json", 10**6).body)
    made.put("site.json", SITE)
    assert made.receipt("site.json")["status"] == "published"
    assert made.site.objects == _fresh(SITE)


@pytest.mark.parametrize(
    "document",
    [
        site(name="Nama Baru"),
        site(url="https://lain.example"),
        site(inLanguage="en"),
        site(timeZone="America/New_York"),
        site(description="Kabar dari hulu", colors={"accent": "#aa0000"}),
        site(navigation=["ekonomi"]),
        site(authors=[{"id": "rn", "name": "Nama Lain"}, {"id": "zz", "name": "Zaki"}]),
        site(sections=[{"slug": "olahraga", "name": "Olahraga"}, *SITE["sections"]]),
        site(sections=SITE["sections"][:1]),
        site(pages=[_page("tentang")]),
    ],
    ids=lambda document: ",".join(name for name in document if document[name] != SITE.get(name)),
)
def test_a_change_rebuilds_everything_as_if_it_had_always_been_so(document):
    articles = {"a": article(keywords=["Air"], slug="a"), "c": article(datePublished="2024-11-30T23:30", slug="c")}
    made = world(**articles)
    made.put("site.json", document)
    objects = {key: item for key, item in made.site.objects.items() if item.status is None}
    stylesheets = objects.keys() - _fresh(document, **articles).keys()
    assert all(key.startswith("assets/") for key in stylesheets)
    assert {key: item for key, item in objects.items() if key not in stylesheets} == _fresh(document, **articles)


_AS_SECTION = site(sections=[{"slug": "tentang", "name": "Tentang"}, *SITE["sections"]])
_AS_PAGE = site(pages=[_page("tentang")])


@pytest.mark.parametrize(("old", "new"), [(_AS_SECTION, _AS_PAGE), (_AS_PAGE, _AS_SECTION)])
def test_a_slug_passes_from_section_to_fixed_page_and_back(old, new):
    made = World()
    made.put("site.json", old)
    made.put("site.json", new)
    assert made.site.objects == _fresh(new)


def test_a_fixed_page_that_is_taken_out_is_removed():
    made = World()
    made.put("site.json", site(pages=[_page("tentang")]))
    assert "Laman tentang" in made.text("/tentang/")
    made.put("site.json", SITE)
    assert made.get("/tentang/") is None


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        (site(sections=SITE["sections"][1:]), ("/sections", "section-in-use")),
        (site(authors=SITE["authors"][1:]), ("/authors", "author-in-use")),
    ],
)
def test_what_articles_stand_in_cant_be_taken_away_until_they_are_gone(document, problem):
    made = world(a=article())
    before = dict(made.site.objects)
    made.put("site.json", document)
    assert codes(made.receipt("site.json")) == [problem]
    assert made.site.objects == before
    made.delete(KEY)
    made.put("site.json", document)
    assert made.receipt("site.json")["status"] == "published"


@pytest.mark.parametrize(
    ("raw", "problem"),
    [(b"", ("", "empty-file")), (b"{}", ("/name", "missing-field")), (b" " * 2_000_000, ("", "too-large")),
     (site(timeZone="Mars/Olympus"), ("/timeZone", "unknown-time-zone"))],
)  # fmt: skip
def test_a_rejected_publication_leaves_the_one_that_stands(raw, problem):
    made = world(a=article())
    before = dict(made.site.objects)
    made.put("site.json", raw)
    assert problem in codes(made.receipt("site.json"))
    assert made.site.objects == before
    made.put("articles/b.json", article(headline="Sesudahnya"))
    assert made.receipt("articles/b.json")["status"] == "published"


def test_a_deleted_publication_leaves_the_one_that_stands():
    made = world(a=article())
    before = dict(made.site.objects)
    made.delete("site.json")
    receipt = made.receipt("site.json")
    assert (receipt["status"], codes(receipt)) == ("rejected", [("", "site-deleted")])
    assert (receipt["url"], receipt["standing"]) == ("https://uji.example/", {"state": "published", "versionId": "v1"})
    assert made.site.objects == before


def test_the_first_publication_rejected_leaves_no_site():
    made = World()
    made.put("site.json", b"{}")
    receipt = made.receipt("site.json")
    assert (receipt["status"], receipt["url"], receipt["standing"]["state"]) == ("rejected", None, "none")
    assert made.site.objects == {}


@pytest.mark.parametrize("language", ["en", "id-ID", "ms", "jv", "ar", "zz", "tlh", "zh-Hant-TW", "de-1996"])
def test_a_publication_in_any_language_is_built(language):
    made = World()
    made.put("site.json", site(inLanguage=language))
    made.put(KEY, article(inLanguage=language))
    assert f'lang="{language}"' in made.text(PATH)


def test_a_sweep_over_more_than_a_thousand_uploads_looks_at_each_once():
    made = world()
    keys = sorted(f"articles/{number}.json" for number in range(1500))
    for key in keys:
        made.inbox.put(key, b"")
    made.receive.sweep("articles/", "")
    assert (made.arrivals.looks, made.arrivals.sweeps) == (keys[:1000], [("articles/", keys[999])])
    made.receive.sweep(*made.arrivals.sweeps.pop())
    assert (made.arrivals.looks, made.arrivals.sweeps) == (keys, [])


def test_pictures_of_a_fixed_page_appear_when_they_come():
    made = World()
    made.put("site.json", site(pages=[{**_page("tentang"), "articleBody": [image("media/k.jpg")]}]))
    made.put("media/k.jpg", jpeg())
    before = dict(made.site.objects)
    assert "/media/" in made.text("/tentang/")
    made.look("media/k.jpg")
    assert changes(made, before) == {"added": set(), "changed": set(), "removed": set()}


def test_a_key_of_indexnow_has_its_file_while_it_is_the_publications():
    keys = ("0123456789abcdef", "fedcba9876543210")
    made = World()
    for key, gone in (keys, reversed(keys)):
        made.put("site.json", site(indexNow={"key": key}))
        assert made.site.objects[f"{key}.txt"].body == key.encode()
        assert f"{gone}.txt" not in made.site.objects
    made.put("site.json", SITE)
    assert [key for key in made.site.objects if key.endswith(".txt")] == ["robots.txt"]
