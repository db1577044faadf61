"""Look at one picture of the inbox, and make it stand on the site."""

from dataclasses import dataclass, replace
from typing import Final

from kabar.domain.article import StoredPicture
from kabar.domain.identity import MEDIA, is_media_key
from kabar.domain.index import Media
from kabar.domain.pictures import LOGO, SHOWN, name_of, plain_path
from kabar.domain.problems import Problem, Rejected, Retryable
from kabar.domain.publication import Publication
from kabar.domain.receipts import Receipt, Status
from kabar.ports import Clock, Conflict, Imaging, Inbox, SiteBucket, Table, Upload
from kabar.services.answers import Answers
from kabar.services.publications import Publications

MAX_PICTURE: Final = 25 * 1024 * 1024
"""Largest picture, in bytes."""
_ATTEMPTS: Final = 6


@dataclass
class LookAtPicture:
    """The `picture` function's work. The same order as for articles: index, bucket, conditional write."""

    inbox: Inbox
    table: Table
    bucket: SiteBucket
    clock: Clock
    answers: Answers
    publications: Publications
    imaging: Imaging

    def look_at(self, key: str) -> None:
        """Store and answer what stands under the key now. Raises Retryable after too many conflicts."""
        if key.endswith("/") or not key.startswith(MEDIA):
            return
        publication = self.publications.of(self.table.site())
        for _ in range(_ATTEMPTS):
            before = self.answers.before(key)
            old = self.table.media(key) if is_media_key(key) else None
            new, receipt = self._judge(key, old)
            try:
                if self._settle(old, new, receipt, before, publication):
                    return
            except Conflict:
                continue
        raise Retryable(f"{key} changes faster than it can be read")

    def _settle(
        self, old: Media | None, new: Media | None, receipt: Receipt, before: Upload, publication: Publication | None
    ) -> bool:
        """Write, answer, and whether the row still is what was written (see ReceiveArticle). Raises Conflict."""
        if new and (old is None or replace(new, revision=old.revision) != old):
            self.table.put_media(new)
        else:
            new = old
        path = plain_path(new.picture) if new and new.picture else None
        answer = replace(receipt, base=publication.url if publication else None, path=path)
        self.answers.give(answer, publication.language if publication else None, before)
        if self.inbox.read(receipt.key, 0).version != receipt.version:
            # Somebody may have looked at the newer one already, and left no row that tells: what was never a picture
            # has none.
            return False
        standing = self.table.media(receipt.key) if new else None
        return new is None or (standing is not None and standing.revision == new.revision)

    def _judge(self, key: str, old: Media | None) -> tuple[Media | None, Receipt]:
        upload = self.inbox.read(key, MAX_PICTURE)
        receipt = Receipt(key, Status.PUBLISHED, upload.version, key.removeprefix(MEDIA), None, self.clock.now())
        revision = old.revision + 1 if old else 1
        try:
            if upload.size < 0 and old:
                return Media(key, revision, upload.version, None), replace(receipt, status=Status.WITHDRAWN)
            return Media(key, revision, upload.version, self._store(key, upload)), receipt
        except Rejected as rejection:
            standing = replace(old, revision=revision, version=upload.version) if old else None
            return standing, replace(receipt, status=Status.REJECTED, errors=rejection.problems)

    def _store(self, key: str, upload: Upload) -> StoredPicture:
        if not is_media_key(key):
            raise Rejected(Problem("", "key-characters", {"key": key}))
        if upload.size < 0:
            raise Rejected(Problem("", "deleted-before-read"))
        if upload.body is None:
            raise Rejected(Problem("", "too-large", {"size": str(upload.size), "limit": str(MAX_PICTURE)}))
        facts = self.imaging.examine(upload.body)
        use = LOGO if facts.vector else SHOWN
        for made in self.imaging.make(upload.body, frozenset({use})):
            self.bucket.put_picture(f"/media/{name_of(facts.hash)}/{made.name}", made.body, made.content_type)
        return StoredPicture(
            key,
            name_of(facts.hash),
            facts.width,
            facts.height,
            facts.colour,
            facts.placeholder,
            facts.credit,
            facts.copyright,
            facts.animated,
            facts.vector,
        )
