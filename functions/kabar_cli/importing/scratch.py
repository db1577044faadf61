"""What an import has to remember, in a temporary database: an archive of any size fits in little memory."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

_TABLES = """
CREATE TABLE attachment (id TEXT PRIMARY KEY, url TEXT, alt TEXT, caption TEXT);
CREATE TABLE snippet (id TEXT PRIMARY KEY, html TEXT);
CREATE TABLE article (id TEXT PRIMARY KEY);
CREATE TABLE address (path TEXT PRIMARY KEY);
CREATE TABLE media (url TEXT PRIMARY KEY, key TEXT UNIQUE, used INTEGER DEFAULT 0);
"""


class Scratch:
    """A database that is gone when the import is over."""

    def __init__(self, path: Path) -> None:
        """`path` doesn't exist yet."""
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._db.close()

    def add_attachment(self, id_: str, url: str, alt: str, caption: str) -> None:
        """An uploaded file of the other system."""
        self._db.execute("INSERT OR REPLACE INTO attachment VALUES (?, ?, ?, ?)", (id_, url, alt, caption))

    def attachment(self, id_: str) -> tuple[str, str, str] | None:
        """Address, alternative text and caption of an uploaded file."""
        row = self._db.execute("SELECT url, alt, caption FROM attachment WHERE id = ?", (id_,)).fetchone()
        return (row[0], row[1], row[2]) if row else None

    def add_snippet(self, id_: str, html: str) -> None:
        """A text that others include by its id."""
        self._db.execute("INSERT OR REPLACE INTO snippet VALUES (?, ?)", (id_, html))

    def snippet(self, id_: str) -> str | None:
        """The text that is included by an id."""
        row = self._db.execute("SELECT html FROM snippet WHERE id = ?", (id_,)).fetchone()
        return row[0] if row else None

    def claim_id(self, id_: str) -> bool:
        """Whether the article's id was free; it no longer is. On some disks case makes no difference."""
        return self._insert("INSERT OR IGNORE INTO article VALUES (?)", id_.lower())

    def claim_address(self, path: str) -> bool:
        """Whether the path was free; it no longer is."""
        return self._insert("INSERT OR IGNORE INTO address VALUES (?)", path)

    def media_key(self, url: str) -> str | None:
        """The key that the picture at an address has got."""
        row = self._db.execute("SELECT key FROM media WHERE url = ?", (url,)).fetchone()
        return row[0] if row else None

    def add_media(self, url: str, key: str) -> bool:
        """Whether the key was free for the picture at the address; it no longer is."""
        return self._insert("INSERT OR IGNORE INTO media (url, key) VALUES (?, ?)", url, key)

    def media(self) -> Iterator[tuple[str, str]]:
        """Address and key of every picture, in the order of their keys."""
        yield from self._db.execute("SELECT url, key FROM media ORDER BY key")

    def media_count(self) -> int:
        """How many pictures there are."""
        return int(self._db.execute("SELECT count(*) FROM media").fetchone()[0])

    def _insert(self, statement: str, *values: str) -> bool:
        return self._db.execute(statement, values).rowcount == 1
