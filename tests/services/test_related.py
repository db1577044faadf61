"""What an article offers to read next: chosen from what came before it, and always what is there now."""

from random import Random

import pytest

from kabar.domain.related import WINDOW
from support.documents import article, changes, related, world

_PATH = "/2024/12/20/berita-20/"


def _uploads(count, **fields):
    return {f"n{day:02}": _dated(day, **fields) for day in range(1, count + 1)}


def _dated(day, **fields):
    return article(headline=f"Berita {day}", datePublished=f"2024-12-{day:02}T08:00:00+07:00", **fields)


def _offered(made, path):
    _, found, rest = made.text(path).partition('id="more-news"')
    return [part.partition('"')[0] for part in rest.split('<h3><a href="')[1:]] if found else []


def _paths(*days):
    return [f"/2024/12/{day:02}/berita-{day}/" for day in days]


def test_the_newest_before_it_of_its_section():
    made = world(**_uploads(9))
    assert _offered(made, _paths(9)[0]) == _paths(8, 7, 6, 5)
    assert _offered(made, _paths(2)[0]) == _paths(1)
    assert _offered(made, _paths(1)[0]) == []


def test_what_shares_more_tags_comes_first_however_old():
    tagged = {f"t{day}": _dated(day, keywords=["Banjir", "Sungai"][: day % 3]) for day in (1, 2)}
    others = {f"n{day}": _dated(day) for day in range(10, 16)}
    made = world(**tagged, **others, z=_dated(20, keywords=["Sungai", "Banjir"]))
    assert _offered(made, _PATH) == _paths(2, 1, 15, 14)


def test_neither_advertorials_nor_what_the_text_leads_to():
    paid = _dated(19, sponsor={"name": "Bank"})
    body = [related("n18")]
    made = world(**_uploads(17), n18=_dated(18), n19=paid, z=_dated(20, articleBody=body))
    assert _offered(made, _PATH) == _paths(17, 16)


@pytest.mark.parametrize(
    "change",
    [
        {"headline": "Judul baru"},
        {"articleSection": "ekonomi"},
        {"keywords": ["Air"]},
        {"sponsor": {"name": "Bank"}},
    ],
)
def test_a_change_is_followed(change):
    made = world(**_uploads(6))
    made.put("articles/n04.json", {**_dated(4), **change})
    fresh = world(**_uploads(3), n04=_dated(4))
    fresh.put("articles/n04.json", {**_dated(4), **change})
    for name in ("n05", "n06"):
        fresh.put(f"articles/{name}.json", _dated(int(name[1:])))
    assert made.site.objects == fresh.site.objects


def test_what_is_withdrawn_is_offered_no_more():
    made = world(**_uploads(6))
    made.delete("articles/n04.json")
    assert b"Berita 4" not in made.get(_paths(6)[0]).body
    assert _offered(made, _paths(6)[0]) == _paths(5, 3, 2, 1)


def test_a_publication_touches_no_more_pages_than_lists_have_places_after_it():
    made = world(**_uploads(20))
    before = dict(made.site.objects)
    made.put("articles/new.json", _dated(21))
    assert not [key for key in changes(made, before)["changed"] if "/berita-" in key]
    before = dict(made.site.objects)
    made.put("articles/old.json", article(headline="Lama", datePublished="2024-12-05T09:00:00+07:00"))
    changed = [key for key in changes(made, before)["changed"] if "/berita-" in key and "/lite/" not in key]
    touched = {key.rpartition("/")[0] for key in changed}
    assert touched == {path.strip("/") for path in _paths(*range(6, 6 + WINDOW))}


def test_whatever_the_order_the_pages_end_the_same():
    chance = Random(7)  # noqa: S311 - no secret
    uploads = [
        (f"articles/n{number:02}.json", _dated(
            number % 9 + 1, slug=f"n{number}", keywords=chance.sample(["A", "B", "C", "D"], chance.randrange(4)),
            articleSection=chance.choice(["daerah", "ekonomi"])))
        for number in range(14)
    ]  # fmt: skip
    sites = []
    for _ in range(4):
        chance.shuffle(uploads)
        made = world()
        for key, document in uploads:
            made.put(key, document)
        sites.append(made.site.objects)
    assert all(site == sites[0] for site in sites[1:])
