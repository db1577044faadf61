"""kabar.ports.Manifest, in memory and in Amazon DynamoDB."""

from kabar.domain.manifest import Built, Noted, Placed
from kabar.domain.pages import FURNITURE, Page

HOME, TAG = Page("list", "home"), Page("list", "tag/air")


def test_what_was_noted_is_told_in_the_order_of_keys(manifest):
    manifest.note(Built(TAG, "b"), {"tag/air/index.html": '"2"', "tag/air/feed.xml": '"3"'}, [])
    manifest.note(Built(HOME, "a"), {"index.html": '"1"'}, [])
    assert manifest.objects("", 9) == [
        Placed("index.html", '"1"', HOME),
        Placed("tag/air/feed.xml", '"3"', TAG),
        Placed("tag/air/index.html", '"2"', TAG),
    ]
    assert manifest.objects("index.html", 1) == [Placed("tag/air/feed.xml", '"3"', TAG)]
    assert manifest.pages("", 9) == [Built(HOME, "a"), Built(TAG, "b")]
    assert manifest.pages("list:home", 9) == [Built(TAG, "b")]


def test_what_is_gone_is_forgotten_and_what_is_built_again_replaced(manifest):
    manifest.note(Built(HOME, "a"), {"index.html": '"1"', "feed.xml": '"2"'}, [])
    manifest.note(Built(HOME, "b"), {"index.html": '"3"'}, ["feed.xml", "never.html"])
    assert manifest.objects("", 9) == [Placed("index.html", '"3"', HOME)]
    assert manifest.pages("", 9) == [Built(HOME, "b")]


def test_more_objects_than_one_request_takes_are_noted(manifest):
    objects = {f"assets/{number:03}": f'"{number}"' for number in range(60)}
    manifest.note(Built(Page(FURNITURE), ""), objects, [])
    assert [placed.key for placed in manifest.objects("", 100)] == list(objects)
    assert [placed.key for placed in manifest.objects("assets/009", 5)] == list(objects)[10:15]


def test_many_pages_are_noted_at_once_and_what_they_placed_is_told(manifest):
    pages = [Noted(Built(Page("day", f"2024-12-{day:02}"), "a"), {f"{day}.html": f'"{day}"'}) for day in range(1, 31)]
    manifest.note_each([*pages, Noted(Built(HOME, "b"), {"index.html": '"x"'}, ("7.html", "8.html"))])
    assert len(manifest.pages("", 99)) == 31
    asked = [f"{number}.html" for number in range(120)]
    assert manifest.etags(asked) == {f"{day}.html": f'"{day}"' for day in range(1, 31) if day not in (7, 8)}
    assert manifest.etags([]) == {}


def test_it_knows_which_pages_were_ever_built(manifest):
    manifest.note(Built(HOME, "a"), {}, [])
    assert manifest.built([HOME, HOME, TAG]) == {HOME}
    assert manifest.built([]) == frozenset()
