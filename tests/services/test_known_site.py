"""What is noted of the site bucket may cost a needless write; it never saves a needed one."""

import pytest

from kabar.domain.manifest import Built, Noted
from kabar.domain.pages import Page
from kabar.domain.site import SiteObject
from kabar.services.known_site import known_site, late_manifest
from support.memory_buckets import MemoryManifest, MemorySite

HOME = Page("list", "home")
OLD, NEW = (SiteObject("index.html", body, "text/html", "max-age=0", ()) for body in (b"old", b"new"))


class _Asked(MemorySite):
    asked = 0

    def put(self, item):
        self.asked += 1
        return super().put(item)


@pytest.mark.parametrize("stands", [None, OLD, NEW])
@pytest.mark.parametrize("noted", [None, OLD, NEW])
def test_whatever_is_noted_what_was_put_stands(stands, noted):
    bucket = MemorySite({stands.key: stands} if stands else {})
    known_site(bucket, frozenset({NEW.key}), {noted.key: noted.etag} if noted else {}).put(NEW)
    assert bucket.objects == {NEW.key: NEW}


def test_the_bucket_is_asked_only_where_the_same_is_noted():
    bucket = _Asked()
    for noted, times in ((OLD, 0), (None, 0), (NEW, 1)):
        site = known_site(bucket, frozenset({NEW.key}), {noted.key: noted.etag} if noted else {})
        assert site.differs(NEW) is (times == 0)
        site.put(NEW)
        assert bucket.asked == times
    known_site(bucket, frozenset(), {}).put(NEW)
    assert bucket.asked == 2


def test_the_manifest_is_told_of_all_pages_at_the_end():
    manifest = MemoryManifest()
    late, end = late_manifest(manifest)
    late.note(Built(HOME, "a"), {"index.html": '"1"'}, [])
    late.note(Built(HOME, "b"), {"index.html": '"2"'}, ["feed.xml"])
    assert (manifest.pages("", 9), late.pages("", 9)) == ([], [])
    end()
    assert manifest.pages("", 9) == [Built(HOME, "b")]
    end()
    manifest.note_each([Noted(Built(HOME, "c"), {})])
    assert manifest.etags(["index.html", "feed.xml"]) == {"index.html": '"2"'}
