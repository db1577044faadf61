"""Make what the public site wants of a picture, and remove what nobody shows any more."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from kabar.domain.index import Rendition
from kabar.domain.manifest import Built
from kabar.domain.pages import PICTURE, Page
from kabar.domain.picture_facts import PictureFacts, files_of
from kabar.domain.pictures import name_of, picture_tag, stem_of
from kabar.domain.problems import Retryable
from kabar.ports import Alarms, Clock, Imaging, Inbox, Manifest, Purges, SiteBucket, Table
from kabar.services.wishes import Wish, Wishes

GRACE: Final = timedelta(hours=1)
"""How long files stay that pages showed until now: readers and the edge may still hold those pages."""
_FILES: Final = 1_000
MAX_PICTURE: Final = 25 * 1024 * 1024
"""Largest picture, in bytes."""


@dataclass
class RenderPicture:
    """Brings the files of a picture into line with who shows it.

    A picture has one writer: it is a message group. Whoever shows it has changed the index before he asks, and it is
    read after that; so the last look at a picture is later than the last change of what it depends on, and whatever
    earlier ones did, it puts right. Files go first and the row after them where something is made, so the row never
    names what isn't there; where something is removed at once, the row goes first. A crash in between leaves files
    without a row: they are known by the name that all files of these bytes begin with, and the message that comes again
    finds them in the bucket itself.
    """

    inbox: Inbox
    table: Table
    bucket: SiteBucket
    manifest: Manifest
    purges: Purges
    alarms: Alarms
    clock: Clock
    imaging: Imaging
    wishes: Wishes

    def look_at(self, hash_: str) -> None:
        """Make or remove what is to be made or removed of these bytes (SHA-256). Raises Retryable, Conflict."""
        old = self.table.rendition(hash_)
        wish = self.wishes.of(hash_)
        prefix = f"media/{stem_of(hash_)}"
        listed = self.bucket.names(prefix)
        standing = set(listed)
        noted = {each.key: each.etag for each in self.manifest.objects(prefix, _FILES) if each.key.startswith(prefix)}
        altered = {key for key, etag in listed.items() if noted.get(key) and noted[key] != etag}
        if altered and not wish.facts:
            # Nobody made these bytes, and what nobody shows isn't made again.
            self.bucket.delete_all(sorted(altered))
            standing -= altered
        if wish.facts:
            self._make(old, wish, wish.facts, standing, standing - altered)
        elif standing and not wish.at_once:
            self._let_go(old or Rendition(hash_, 0, name_of(hash_), ()), standing)
        else:
            self._remove(hash_, old, standing)
        self._note(hash_, wish, noted)

    def _note(self, hash_: str, wish: Wish, noted: Mapping[str, str]) -> None:
        """Tell the audit what stands now; what was made is noted with its bytes already."""
        page, prefix = Page(PICTURE, hash_), f"media/{stem_of(hash_)}"
        listed = self.bucket.names(prefix)
        now = {each.key: each.etag for each in self.manifest.objects(prefix, _FILES) if each.key.startswith(prefix)}
        gone = (noted.keys() | now.keys()) - listed.keys()
        new = {key: etag for key, etag in listed.items() if not now.get(key)}
        self.manifest.note(Built(page, wish.digest), new, sorted(gone))

    def _make(
        self, old: Rendition | None, wish: Wish, facts: PictureFacts, standing: set[str], sound: set[str]
    ) -> None:
        hash_ = facts.hash
        name = name_of(hash_)
        needed = {use: {f"media/{name}/{file}" for file in files_of(facts, use)} for use in wish.uses}
        missing = frozenset(use for use, keys in needed.items() if not keys <= sound)
        if missing and not wish.sources:
            return  # What is shown until its successor is made can't be made again.
        if missing:
            body, placed = self._bytes(wish), {}
            # Before they stand: the audit has to know whose they are.
            self.manifest.note(Built(Page(PICTURE, hash_), ""), dict.fromkeys(_all_of(needed, missing), ""), ())
            for made in self.imaging.make(body, missing):
                key = f"media/{name}/{made.name}"
                placed[key] = self.bucket.put_picture(key, made.body, made.content_type)
            self.manifest.note(Built(Page(PICTURE, hash_), ""), placed, ())
        new = Rendition(hash_, 0, name, tuple(sorted(wish.uses)))
        self._settle(old, new, standing.difference(*needed.values()))

    def _bytes(self, wish: Wish) -> bytes:
        for key, version in wish.sources:
            upload = self.inbox.read(key, MAX_PICTURE, version)
            if upload.body is not None:
                return upload.body
        raise Retryable(f"none of {wish.sources} can be read")

    def _settle(self, old: Rendition | None, new: Rendition, extra: set[str]) -> None:
        """Write the row; what is more than it names goes after the grace period."""
        leaving = None
        if extra:
            kept = old and set(old.uses) <= set(new.uses) and old.name == new.name
            leaving = (old.leaving if old and kept else None) or self._now()
        if leaving and leaving + GRACE <= self._now():
            self.bucket.delete_all(sorted(extra))
            leaving = None
        self._await(new.hash, leaving)
        self._write(old, replace(new, leaving=leaving))

    def _let_go(self, old: Rendition, standing: set[str]) -> None:
        """Nobody shows it any more, but somebody did until now; or did, if the index was lost and doesn't know yet."""
        leaving = (old.leaving if not old.uses else None) or self._now()
        if leaving + GRACE <= self._now():
            self._remove(old.hash, old if old.revision else None, standing)
            return
        self._await(old.hash, leaving)
        self._write(old if old.revision else None, replace(old, uses=(), leaving=leaving))

    def _remove(self, hash_: str, old: Rendition | None, standing: set[str]) -> None:
        if standing:
            # Before they go, as a page's purge is asked for before it is written (services.build).
            self.purges.purge([picture_tag(hash_)])
        if old:
            self.table.drop_rendition(old)
        if standing:
            self.bucket.delete_all(sorted(standing))

    def _await(self, hash_: str, leaving: datetime | None) -> None:
        if leaving:
            self.alarms.build_at(Page(PICTURE, hash_), leaving + GRACE)

    def _write(self, old: Rendition | None, new: Rendition) -> None:
        if old is None or replace(new, revision=old.revision) != old:
            self.table.put_rendition(replace(new, revision=old.revision + 1 if old else 1))

    def _now(self) -> datetime:
        """To the second, as the index keeps it."""
        return self.clock.now().replace(microsecond=0)


def _all_of(needed: Mapping[str, set[str]], uses: Iterable[str]) -> list[str]:
    return sorted({key for use in uses for key in needed[use]})
