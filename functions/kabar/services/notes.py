"""What a page was built of: a digest of all that the index said while it was built.

The digest is the same when the index would say the same again. So whether a page is stale can be told without its
bytes: ask the index what the page would be built of now, and compare (services/audit).
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, cast

from kabar.domain.article import Card
from kabar.domain.changes import what_is_left, what_shows, what_stands
from kabar.domain.index import Mark, Record
from kabar.domain.pages import ARCHIVE, Page
from kabar.domain.per_card import PerCard
from kabar.ports import Inbox, Table, Upload, Written
from kabar.render.renderer import Renderer


class Enough(Exception):
    """What follows is of a document, which says the same for ever."""


_COUNTS: Final[Mapping[str, Callable[[Any], object]]] = {
    "record": what_stands,
    "records": lambda records: [(id_, shown) for id_ in sorted(records) if (shown := what_shows(records[id_]))],
    "pictures": lambda pictures: sorted(pictures.items()),
}
"""Of some answers only a part counts: that whose change has a page built again (kabar.domain.changes)."""


@dataclass
class Notes:
    """The digest, so far. Once a document was read it is closed: what a version says never changes."""

    page: Page
    dry: bool = False
    """Whether nothing is to be built or written: only what would be read counts."""
    astray: list[Mark] = field(default_factory=list)
    """The marks that a build would change."""
    record: Record | None = None
    """The one that was read last."""
    upload: Upload | None = None
    """The document that was read."""
    _digest: Any = field(default_factory=hashlib.sha256)
    _open: bool = True

    def add(self, name: str, said: Any) -> None:
        """Note an answer of the index, by what was asked."""
        if name == "record":
            self.record = said
        if self._open:
            counts: object = _COUNTS[name](said) if name in _COUNTS else said
            if (self.page.kind, name) == (ARCHIVE, "months"):
                counts = [mark.month for mark in said]
            if name == "record" and said and said.path != self.page.name:
                counts = what_is_left(said)
            self._digest.update(b"%s %s\0" % (name.encode(), _bytes_of(counts)))

    def add_each(self, name: str, cards: Iterator[object]) -> Iterator[object]:
        """The cards, each noted as it is taken."""
        for card in cards:
            if self._open:
                self._digest.update(_line(name, card))
            yield card

    def close(self) -> None:
        """A document is read. Raises Enough if that is all that counts."""
        self._open = False
        if self.dry:
            raise Enough

    @property
    def version(self) -> str | None:
        """The S3 version of the document."""
        return self.upload.version if self.upload else None

    def first_shown(self, written: Iterable[Written]) -> datetime | None:
        """When what readers now see for the first time became theirs to see; None if nothing is such.

        An embargo's end isn't: it is waited for, not published at once.
        """
        modified = self.upload.modified if self.upload else None
        if modified is None or self.record is None or self.record.card is None or self.record.embargoed:
            return None
        new = any(each.before is None or each.before < modified for each in written)
        return max(modified, self.record.card.published) if new else None

    @property
    def digest(self) -> str:
        """Sixteen hexadecimal digits."""
        return str(self._digest.hexdigest()[:16])


def _bytes_of(said: object) -> bytes:
    """Its repr; the cards' are made once."""
    if isinstance(said, tuple) and said and isinstance(said[0], Card):
        return b"(%s,)" % b", ".join(_of_card.each(None, said))
    return repr(said).encode()


_of_card: Final = PerCard(lambda _, card: repr(card).encode())
_line: Final = PerCard(lambda name, card: f"{name} {card!r}\0".encode())


class _NotedTable:
    """A Table that notes what it says."""

    def __init__(self, table: Table, notes: Notes) -> None:
        self._table, self._notes = table, notes

    def __getattr__(self, name: str) -> Any:
        def noted(*arguments: Any, **options: Any) -> Any:
            said = getattr(self._table, name)(*arguments, **options)
            if isinstance(said, Iterator):
                return self._notes.add_each(name, said)
            self._notes.add(name, said)
            return said

        return noted

    def mark(self, mark: Mark) -> None:
        if not self._notes.dry:
            self._table.mark(mark)
        elif mark not in self._table.standing([mark]):
            self._notes.astray.append(mark)

    def unmark(self, mark: Mark) -> None:
        if not self._notes.dry:
            self._table.unmark(mark)
        elif self._table.standing([mark]):
            self._notes.astray.append(mark)


@dataclass
class _NotedInbox:
    """An Inbox that closes the notes."""

    inbox: Inbox
    notes: Notes

    def read(self, key: str, limit: int, version: str | None = None) -> Upload:
        self.notes.close()
        self.notes.upload = self.inbox.read(key, limit, version)
        return self.notes.upload


class Blank:
    """A renderer that renders nothing but sitemaps, of which nobody knows before how many parts they have."""

    def __init__(self, renderer: Renderer) -> None:
        """Blank instead of this one."""
        self._renderer = renderer

    def __getattr__(self, name: str) -> Any:
        """Any of the renderer's methods."""
        return getattr(self._renderer, name) if name.startswith("sitemap") else lambda *_: ()


def noted_table(table: Table, notes: Notes) -> Table:
    """The table, noted; marks are compared only, if the notes are dry."""
    return cast("Table", _NotedTable(table, notes))


def noted_inbox(inbox: Inbox, notes: Notes) -> Inbox:
    """The inbox, for reading versions."""
    return cast("Inbox", _NotedInbox(inbox, notes))
