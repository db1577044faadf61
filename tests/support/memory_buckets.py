"""Buckets, manifest and what is read of both at once, in memory: the same ports as the real adapters."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kabar.domain.identity import RECEIPTS
from kabar.domain.index import (
    Row,
)
from kabar.domain.manifest import Built, Noted, Placed
from kabar.domain.pages import Page
from kabar.domain.site import SiteObject
from kabar.ports import Conflict, Upload, Written
from kabar.ports.audit import Newest
from support.memory_index import MemoryTable


@dataclass
class MemoryInbox:
    """A versioned bucket. Versions are numbered; a deletion is a version without a body."""

    versions: dict[str, list[bytes | None]] = field(default_factory=dict)

    def put(self, key: str, body: bytes) -> str:
        """Upload; the new version's id."""
        self.versions.setdefault(key, []).append(body)
        return f"v{len(self.versions[key])}"

    def delete(self, key: str) -> str:
        """Leave a delete marker; its id."""
        self.versions.setdefault(key, []).append(None)
        return f"v{len(self.versions[key])}"

    def read(self, key: str, limit: int, version: str | None = None) -> Upload:
        """As the port says."""
        bodies = self.versions.get(key, [])
        number = int(version[1:]) if version else len(bodies)
        if not 0 < number <= len(bodies):
            return Upload(None)
        body = bodies[number - 1]
        if body is None:
            return Upload(f"v{number}")
        etag = f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'
        return Upload(f"v{number}", len(body), body if len(body) <= limit else None, etag)

    def keys(self, prefix: str, after: str, limit: int) -> list[str]:
        """As the port says."""
        live = (key for key, bodies in self.versions.items() if bodies[-1] is not None)
        return sorted(key for key in live if key.startswith(prefix) and key > after)[:limit]

    def newest(self, after: str, limit: int) -> list[Newest]:
        """As the port says."""
        keys = sorted(key for key in self.versions if key > after and not key.startswith(RECEIPTS))
        return [Newest(key, f"v{len(self.versions[key])}") for key in keys[:limit]]

    def write(self, key: str, body: bytes, over: Upload) -> None:
        """As the port says."""
        if self.read(key, 0).etag != over.etag:
            raise Conflict(key)
        self.put(key, body)


@dataclass
class MemorySite:
    """The site bucket; `written` and `deleted` list the keys whose objects changed, in their order."""

    objects: dict[str, SiteObject] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)

    def differs(self, item: SiteObject) -> bool:
        """As the port says."""
        return self.objects.get(item.key) != item

    def put(self, item: SiteObject) -> Written | None:
        """As the port says."""
        if self.objects.get(item.key) == item:
            return None
        self.write(item)
        return Written()

    def write(self, item: SiteObject) -> None:
        """As the port says."""
        self.objects[item.key] = item
        self.written.append(item.key)

    def delete(self, key: str) -> None:
        """As the port says."""
        if self.objects.pop(key, None):
            self.deleted.append(key)

    def keys(self, prefix: str) -> Iterator[str]:
        """As the port says."""
        return iter(sorted(key for key in self.objects if key.startswith(prefix)))

    def listing(self, after: str, limit: int) -> Mapping[str, str]:
        """As the port says."""
        keys = sorted(key for key in self.objects if key > after)[:limit]
        return {key: self.objects[key].etag for key in keys}

    def names(self, prefix: str) -> Mapping[str, str]:
        """As the port says."""
        return {key: item.etag for key, item in self.objects.items() if key.startswith(prefix)}

    def put_picture(self, key: str, body: bytes, content_type: str) -> str:
        """As the port says."""
        item = SiteObject(key, body, content_type, "", ())
        self.put(item)
        return item.etag

    def delete_all(self, keys: Iterable[str]) -> None:
        """As the port says."""
        for key in keys:
            self.delete(key)


@dataclass
class MemoryManifest:
    """What was built and placed."""

    placed: dict[str, Placed] = field(default_factory=dict)
    inputs: dict[str, Built] = field(default_factory=dict)

    def note(self, built: Built, objects: Mapping[str, str], gone: Iterable[str]) -> None:
        """As the port says."""
        self.inputs[str(built.page)] = built
        self.placed.update({key: Placed(key, etag, built.page) for key, etag in objects.items()})
        for key in gone:
            self.placed.pop(key, None)

    def note_each(self, entries: Iterable[Noted]) -> None:
        """As the port says."""
        for entry in entries:
            self.note(entry.built, entry.objects, entry.gone)

    def etags(self, keys: Iterable[str]) -> Mapping[str, str]:
        """As the port says."""
        return {key: self.placed[key].etag for key in keys if key in self.placed}

    def objects(self, after: str, limit: int) -> list[Placed]:
        """As the port says."""
        return [self.placed[key] for key in sorted(self.placed) if key > after][:limit]

    def pages(self, after: str, limit: int) -> list[Built]:
        """As the port says."""
        return [self.inputs[id_] for id_ in sorted(self.inputs) if id_ > after][:limit]

    def built(self, pages: Iterable[Page]) -> frozenset[Page]:
        """As the port says."""
        return frozenset(page for page in pages if str(page) in self.inputs)

    def has(self, key: str) -> bool:
        """As the port says."""
        return key in self.placed


@dataclass
class MemoryGlance:
    """Table and manifest, one after the other."""

    table: MemoryTable
    manifest: MemoryManifest

    def at(self, rows: Iterable[Row], keys: Iterable[str]) -> tuple[tuple[Row, ...], Mapping[str, str]]:
        """As the port says."""
        return self.table.standing(rows), self.manifest.etags(keys)
