"""The index against itself: does somebody ask for every row, and was every page built that a row asks for?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from kabar.domain.audit import Checked, Fault, Finding
from kabar.domain.changes import touched_by
from kabar.domain.identity import SITE_KEY, article_id
from kabar.domain.index import Record, Row, Site
from kabar.domain.pages import PICTURE, Page
from kabar.domain.rows import key_of, owner_of, rows_of
from kabar.ports import Inbox, Manifest, Table
from kabar.ports.audit import IndexScan

_MOST_KNOWN: Final = 100_000


@dataclass
class Rows:
    """Goes through the index in whatever order it has."""

    inbox: Inbox
    table: Table
    index: IndexScan
    manifest: Manifest
    _known: set[Page] = field(default_factory=set)
    """Pages that were built, as far as was seen: most rows ask for the same few."""

    def check(self, after: str) -> Checked:
        """The next rows."""
        rows, beyond = self.index.scan(after)
        findings = (*self._astray(rows), *self._unbuilt(rows))
        return Checked(len(rows), findings, beyond)

    def _astray(self, rows: tuple[Row, ...]) -> Iterator[Finding]:
        owned = [(row, owner) for row in rows if (owner := owner_of(row))]
        heads = self._heads({owner for _, owner in owned})
        asked = {key_of(row) for head in heads.values() for row in rows_of(head)}
        for row, owner in owned:
            where = " ".join(key_of(row))
            if owner not in heads and self.inbox.read(owner, 0).version:
                yield Finding(Fault.RECORD_LOST, where, look=owner)
            elif key_of(row) not in asked:
                yield Finding(Fault.ROW_ASTRAY, where, row=row)

    def _heads(self, owners: set[str]) -> Mapping[str, Record | Site]:
        ids = {id_: owner for owner in owners if (id_ := article_id(owner))}
        heads: dict[str, Record | Site] = {}
        if ids:
            heads |= {ids[id_]: record for id_, record in self.table.records(ids).items()}
        site = self.table.site() if SITE_KEY in owners else None
        return heads | ({SITE_KEY: site} if site else {})

    def _unbuilt(self, rows: tuple[Row, ...]) -> Iterator[Finding]:
        touched = [touched_by(None, row) for row in rows]
        asked = {page for each in touched for page in each.pages | each.cards}
        asked |= {Page(PICTURE, hash_) for each in touched for hash_ in each.bytes}
        asked -= self._known
        built = self.manifest.built(asked) if asked else frozenset()
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        self._known |= built
        for page in sorted(asked - built, key=str):
            yield Finding(Fault.NEVER_BUILT, str(page), page=page)
