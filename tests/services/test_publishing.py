import pytest

from support.documents import KEY, PATH, article, changes, codes, paragraph, site, world

_OTHER = article(headline="Lomba Dayung", datePublished="2024-11-05T08:00", articleSection="ekonomi", author=["tk"])
_FEEDS = ("index.html", "feed.xml", "atom.xml", "feed.json")
_FRONT = {*_FEEDS, "404.html"}
_SECTION = {f"daerah/{name}" for name in _FEEDS}
_AUTHOR = {"author/rn/index.html", "author/rn/feed.xml"}
_CALENDAR = {"2024/12/02/index.html", "2024/12/index.html", "daerah/2024/12/02/index.html", "daerah/2024/12/index.html"}
_TURNS = {"2024/11/05/index.html", "2024/11/index.html"}
"""The calendar of the article before, which leads to this one's."""
_SITEMAPS = {"sitemaps/2024-12.xml"}
_CARD = {f"{PATH[1:]}card.png"}
_PAGE = {f"{PATH[1:]}{name}" for name in ("index.html", "article.json", "lite/index.html")}


@pytest.fixture
def made():
    """A publication with an article of another section, author and month."""
    return world(b=_OTHER)


def test_publishing_changes_every_page_that_lists_the_article_and_no_other(made):
    before = dict(made.site.objects)
    made.put(KEY, article())
    found = changes(made, before)
    assert found["added"] == _PAGE | _CARD | _CALENDAR | _AUTHOR | {"sitemaps/2024-12.xml"}
    assert found["changed"] == _FRONT | _SECTION | _TURNS | {"sitemap.xml", "arsip/index.html"}
    assert found["removed"] == set()
    for key in _FRONT | _SECTION | _CALENDAR - {"2024/12/index.html"} | _AUTHOR:
        assert b"Air Sungai Naik" in made.site.objects[key].body, key


def test_updating_the_headline_changes_the_same_pages_but_not_the_address(made):
    made.put(KEY, article())
    before = dict(made.site.objects)
    made.put(KEY, article(headline="Air Sungai Surut", dateModified="2024-12-02T12:00:00+07:00"))
    found = changes(made, before)
    assert (found["added"], found["removed"]) == (set(), set())
    assert found["changed"] <= _PAGE | _CARD | _FRONT | _SECTION | _AUTHOR | _CALENDAR | _SITEMAPS
    assert found["changed"] >= _PAGE | _CARD | _FRONT | _SECTION | _AUTHOR | _SITEMAPS
    assert "Air Sungai Surut" in made.text(PATH)
    assert made.receipt(KEY)["url"] == f"https://uji.example{PATH}"


def test_updating_the_text_changes_the_page_alone(made):
    made.put(KEY, article(description="Ringkas"))
    before = dict(made.site.objects)
    made.put(KEY, article(description="Ringkas", articleBody=[paragraph("Sudah surut.")]))
    assert changes(made, before) == {"added": set(), "changed": _PAGE, "removed": set()}


def test_deleting_takes_the_article_out_of_every_list_and_leaves_a_gone_page(made):
    before = dict(made.site.objects)
    made.put(KEY, article())
    made.delete(KEY)
    found = changes(made, before)
    assert found == {
        "added": {f"{PATH[1:]}index.html", f"{PATH[1:]}lite/index.html", "koreksi/2025/index.html"},
        "changed": {"koreksi/index.html", "koreksi/feed.json"},
        "removed": set(),
    }
    assert made.get(PATH).status == 410
    receipt = made.receipt(KEY)
    assert (receipt["status"], codes(receipt, "warnings")) == ("withdrawn", [("", "withdrawn-without-reason")])


def test_changing_section_author_tags_and_day_moves_the_article_between_lists(made):
    made.put(KEY, article(keywords=["Air"], slug="air"))
    made.put(KEY, article(keywords=["Banjir"], slug="air", articleSection="ekonomi", author=["tk"],
                          datePublished="2024-12-03T10:15"))  # fmt: skip
    fresh = world(b=_OTHER)
    fresh.put(KEY, article(keywords=["Banjir"], slug="air", articleSection="ekonomi", author=["tk"],
                           datePublished="2024-12-03T10:15"))  # fmt: skip
    for lite in ("", "lite/"):
        old = made.site.objects.pop(f"2024/12/02/air/{lite}index.html")
        assert (old.status, old.location) == (301, f"/2024/12/03/air/{lite}")
    assert made.site.objects == fresh.site.objects


@pytest.mark.parametrize("key", [KEY, "site.json", "articles/b.json"])
def test_uploading_the_same_again_changes_not_one_byte_of_the_site(made, key):
    made.put(KEY, article(keywords=["Air"]))
    made.site.written.clear()
    made.put(key, _document(made, key))
    assert (made.site.written, made.site.deleted) == ([], [])


def test_looking_again_without_an_upload_writes_nothing_at_all(made):
    made.put(KEY, article())
    rows, versions = dict(made.table.rows), {key: list(all_) for key, all_ in made.inbox.versions.items()}
    made.site.written.clear()
    for key in (KEY, "site.json", "articles/b.json"):
        made.look(key)
    assert (made.table.rows, made.inbox.versions, made.site.written) == (rows, versions, [])


def test_a_withdrawn_article_uploaded_again_is_restored(made):
    made.put(KEY, article())
    before = dict(made.site.objects)
    made.delete(KEY)
    made.put(KEY, article())
    assert made.site.objects == before
    assert made.receipt(KEY)["status"] == "published"


def test_a_gone_page_shows_the_publication_as_it_is_now(made):
    made.put(KEY, article())
    made.delete(KEY)
    made.put("site.json", site(name="Nama Baru"))
    assert "Nama Baru" in made.text(PATH)
    assert "Kabar Uji" not in made.text(PATH)


def test_deleting_what_was_never_public_leaves_no_page_and_the_same_answer_however_often_it_is_looked_at(made):
    before = dict(made.site.objects)
    made.put(KEY, article(datePublished="2030-01-01T00:00"))
    made.delete(KEY)
    first = made.receipt(KEY)
    made.look(KEY)
    assert (first["status"], first["warnings"], first["url"]) == ("withdrawn", [], None)
    assert made.receipt(KEY) == first
    assert made.site.objects == before


def _document(made, key):
    return made.inbox.read(key, 1 << 20).body
