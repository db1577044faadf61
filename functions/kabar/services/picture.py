"""Look at one picture of the inbox: know it, and answer. Nothing of it is on the site by that."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from kabar.domain.album import is_made
from kabar.domain.identity import MEDIA, is_media_key
from kabar.domain.index import Media, Site, State
from kabar.domain.pages import PICTURE, Page
from kabar.domain.picture_facts import PictureFacts
from kabar.domain.pictures import SETTINGS
from kabar.domain.problems import Problem, Rejected, Retryable
from kabar.domain.receipts import Receipt, Standing, Status
from kabar.ports import Clock, Conflict, Imaging, Inbox, Pages, Table, Upload
from kabar.services.answers import Answers
from kabar.services.publications import Publications
from kabar.services.render_picture import MAX_PICTURE

_ATTEMPTS: Final = 6
_REMEMBERED: Final = 20


@dataclass
class LookAtPicture:
    """The first half of the `picture` function's work: index, bucket, conditional write, as for articles."""

    inbox: Inbox
    table: Table
    renditions: Pages
    clock: Clock
    answers: Answers
    publications: Publications
    imaging: Imaging

    def look_at(self, key: str) -> None:
        """Index and answer what stands under the key now. Raises Retryable after too many conflicts."""
        if key.endswith("/") or not key.startswith(MEDIA):
            return
        for _ in range(_ATTEMPTS):
            before = self.answers.before(key)
            site = self.table.site()
            old = self.table.media(key) if is_media_key(key) else None
            new, receipt = self._judge(key, old, site, before)
            try:
                if self._settle(old, new, receipt, before, site):
                    break
            except Conflict:
                continue
        else:
            raise Retryable(f"{key} changes faster than it can be read")
        # The row's change asks for the same; where it didn't change, this makes again what the site has lost.
        self.renditions.build(Page(PICTURE, hash_) for hash_ in (new.hashes if new else ()))

    def _settle(
        self, old: Media | None, new: Media | None, receipt: Receipt, before: Upload, site: Site | None
    ) -> bool:
        """Write, answer, and whether the world still is as it was judged (see ReceiveArticle). Raises Conflict."""
        if new and (old is None or replace(new, revision=old.revision) != old):
            self.table.put_media(new)
        else:
            new = old
        publication = self.publications.of(site)
        self.answers.give(receipt, publication.language if publication else None, before)
        if self.inbox.read(receipt.key, 0).version != receipt.version:
            # Somebody may have looked at the newer one already, and left no row that tells: what was never a picture
            # has none.
            return False
        if new is None:
            return True
        standing, now = self.table.media(receipt.key), self.table.site()
        same_site = (now and now.version) == (site and site.version)
        return standing is not None and standing.revision == new.revision and same_site

    def _judge(self, key: str, old: Media | None, site: Site | None, before: Upload) -> tuple[Media | None, Receipt]:
        upload = self.inbox.read(key, 0)
        if not _is_known(old, upload):
            upload = self.inbox.read(key, MAX_PICTURE)
        receipt = Receipt(key, Status.PUBLISHED, upload.version, key.removeprefix(MEDIA), None, self.clock.now())
        revision = old.revision + 1 if old else 1
        if upload.size < 0 and old:
            gone = replace(receipt, status=Status.WITHDRAWN, standing=Standing(State.WITHDRAWN, None))
            return Media(key, revision, upload.version), gone
        try:
            new = self._new(key, old, upload)
            stands = replace(receipt, standing=Standing(State.PUBLISHED, new.source))
            return replace(new, revision=revision), self._as_logo(new, stands, site)
        except Rejected as rejection:
            standing = old or self._stood(key, before)
            new_ = replace(standing, revision=revision, version=upload.version) if standing else None
            source = new_.source if new_ else None
            stands = replace(receipt, standing=Standing(State.PUBLISHED if source else State.NONE, source))
            return new_, replace(stands, status=Status.REJECTED, errors=rejection.problems)

    def _new(self, key: str, old: Media | None, upload: Upload) -> Media:
        """The row of what is there now, its revision aside. Raises Rejected."""
        if not is_media_key(key):
            raise Rejected(Problem("", "key-characters", {"key": key}))
        if upload.size < 0:
            raise Rejected(Problem("", "deleted-before-read"))
        if old and _is_known(old, upload):
            return old
        if upload.body is None:
            raise Rejected(Problem("", "too-large", {"size": str(upload.size), "limit": str(MAX_PICTURE)}))
        facts = self._facts(old, upload.body)
        before = self._before(old, facts)
        return Media(
            key, 0, upload.version, facts, upload.version, before, past=_past(old, facts, self.table.rendition)
        )

    def _facts(self, old: Media | None, body: bytes) -> PictureFacts:
        """The same bytes again aren't worth a second look."""
        if old and old.facts and old.settings == SETTINGS and old.facts.hash == hashlib.sha256(body).hexdigest():
            return old.facts
        return self.imaging.examine(body)

    def _before(self, old: Media | None, facts: PictureFacts) -> PictureFacts | None:
        """What the key shows until the new picture is made: what it showed until now.

        Nothing if one of them is an SVG: where the other was shown, it may never be made.
        """
        if old is None or old.facts is None or old.facts.vector or facts.vector:
            return None
        if old.facts.hash != facts.hash and is_made(old.facts, self.table.rendition(old.facts.hash)):
            return old.facts
        return old.before if old.before and old.before.hash != facts.hash else None

    def _stood(self, key: str, before: Upload) -> Media | None:
        """What stands by the last receipt, for an index that was lost."""
        version = self.answers.standing(before) if is_media_key(key) else None
        upload = self.inbox.read(key, MAX_PICTURE, version) if version else None
        if upload is None or upload.body is None:
            return None
        try:
            return Media(key, 0, version, self.imaging.examine(upload.body), version)
        except Rejected:
            return None

    def _as_logo(self, media: Media, receipt: Receipt, site: Site | None) -> Receipt:
        """An SVG is known whatever it is, so that a later site.json can name it; it is good for a logo only."""
        publication = self.publications.of(site)
        if not media.facts or not media.facts.vector or (publication and publication.publisher.logo == media.key):
            return receipt
        refused = (Problem("", "svg-not-logo", {"key": media.key}),)
        stands = Standing(State.NONE, media.source)
        return replace(receipt, status=Status.REJECTED, errors=refused, standing=stands)


def _past(old: Media | None, facts: PictureFacts, row: Callable[[str], object]) -> tuple[str, ...]:
    """What was there until now, and whatever else still has a row: it goes in its time, or with its articles."""
    if old is None:
        return ()
    recent = [each.hash for each in (old.facts, old.before) if each]
    known = dict.fromkeys([*recent, *filter(row, old.past)])
    return tuple(hash_ for hash_ in known if hash_ != facts.hash)[:_REMEMBERED]


def _is_known(old: Media | None, upload: Upload) -> bool:
    """Whether what stands was read before, by this darkroom: a version never changes."""
    return (
        old is not None
        and old.facts is not None
        and old.settings == SETTINGS
        and old.version == old.source == upload.version
    )
