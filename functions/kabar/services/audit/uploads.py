"""Inbox against index: has every upload been looked at, answered, and are its rows whole?"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from kabar.domain.article import StoredPicture, fingerprint
from kabar.domain.audit import Checked, Fault, Finding
from kabar.domain.identity import MEDIA, RECEIPTS, SITE_KEY, article_id, receipt_key
from kabar.domain.index import Media, Record, Row, Site, State
from kabar.domain.strict_json import MAX_BYTES
from kabar.ports import Clock, Inbox, Table
from kabar.ports.audit import Newest, Versions
from kabar.services.mending import Standing, lost_of, standing_of

_STEP: Final = 200
_LATE: Final = timedelta(minutes=5)
"""How late a schedule may be: EventBridge Scheduler is precise to a minute, and the message waits its turn."""


@dataclass
class Uploads:
    """Compares version by version; reads a receipt only where the index has no row to compare."""

    inbox: Inbox
    versions: Versions
    table: Table
    clock: Clock

    def check(self, after: str) -> Checked:
        """The next uploads after a key, receipts left out."""
        uploads = self.versions.newest(after, _STEP)
        named = [upload for upload in uploads if not upload.key.endswith("/")]
        findings = tuple(self._findings(named)) if named else ()
        return Checked(len(uploads), findings, uploads[-1].key if len(uploads) == _STEP else "")

    def _findings(self, uploads: list[Newest]) -> Iterator[Finding]:
        heads, site, answered = self._heads(uploads), self.table.site(), self._answered(uploads)
        whole = [head for head in heads.values() if isinstance(head, Record | Site)]
        standing = standing_of(self.table, whole)
        pictures = self.table.pictures({key for head in whole for key in head.refs if key.startswith(MEDIA)})
        for upload in uploads:
            head = heads.get(upload.key)
            fault = self._unknown(upload, head, answered=receipt_key(upload.key) in answered)
            if fault is None and isinstance(head, Record | Site):
                fault = self._behind(head, site, _used(head, pictures), standing)
            if fault:
                yield Finding(fault, upload.key, look=upload.key)

    def _heads(self, uploads: list[Newest]) -> dict[str, Row]:
        """What the index has of each."""
        ids = {id_: upload.key for upload in uploads if (id_ := article_id(upload.key))}
        heads: dict[str, Row] = {ids[id_]: record for id_, record in self.table.records(ids).items()} if ids else {}
        media = [Media(upload.key, 0, None, None) for upload in uploads if upload.key.startswith(MEDIA)]
        heads |= {row.key: row for row in self.table.standing(media) if isinstance(row, Media)} if media else {}
        site = self.table.site()
        return heads | ({SITE_KEY: site} if site else {})

    def _answered(self, uploads: list[Newest]) -> frozenset[str]:
        """The receipts that are there, of these uploads and what lies between."""
        expected = sorted(receipt_key(upload.key) for upload in uploads)
        found, after = set(), expected[0][:-1]
        while keys := self.inbox.keys(RECEIPTS, after, 1000):
            found |= set(keys)
            after = keys[-1]
            if after >= expected[-1]:
                break
        return frozenset(found)

    def _unknown(self, upload: Newest, head: Row | None, *, answered: bool) -> Fault | None:
        match head:
            case Record(answered=version) | Site(answered=version) | Media(version=version):
                known = version
            case _:
                # What never was an upload of Kabar's, or was deleted before it was read, has a receipt and no row.
                known = self._told(upload.key) if answered else None
        if known != upload.version:
            return Fault.NOT_INDEXED
        return None if answered else Fault.NOT_ANSWERED

    def _told(self, key: str) -> str | None:
        body = self.inbox.read(receipt_key(key), MAX_BYTES).body
        try:
            version = json.loads(body or b"{}").get("versionId")
        except (ValueError, AttributeError, RecursionError):
            return None
        return version if isinstance(version, str) else None

    def _behind(self, head: Record | Site, site: Site | None, used: str, standing: Standing) -> Fault | None:
        if isinstance(head, Record):
            if head.next_look and head.next_look <= self.clock.now() - _LATE:
                return Fault.OVERDUE
            if site and head.edition != site.edition and head.state is not State.NONE:
                return Fault.OLD_EDITION
        if used != (head.pictures if isinstance(head, Record) else fingerprint(head.pictures)):
            return Fault.OLD_PICTURES
        return Fault.ROWS_LOST if lost_of(head, standing) else None


def _used(head: Record | Site, pictures: Mapping[str, StoredPicture]) -> str:
    """The fingerprint of what it shows now; of what isn't public it doesn't matter."""
    if isinstance(head, Record) and head.state is not State.PUBLISHED:
        return head.pictures
    shown = [pictures[key] for key in head.refs if key in pictures]
    if isinstance(head, Site):
        return fingerprint([replace(each, placeholder="") for each in shown])
    return fingerprint([each for each in shown if not each.vector])
