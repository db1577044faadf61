"""The site bucket and the manifest, for pages that are built together: asked at once, and told at once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from kabar.domain.manifest import Built, Noted
from kabar.domain.site import SiteObject
from kabar.ports import Manifest, SiteBucket, Written


@dataclass
class _KnownSite:
    """A SiteBucket that needn't be asked what stands where the manifest says that it is something else.

    Where the manifest says that it is the same the bucket is asked still: a crash, or a hand, may have put something
    else there since. So what is noted can cost a needless write, and never save a needed one.
    """

    bucket: SiteBucket
    asked: frozenset[str]
    etags: Mapping[str, str]
    """Of those of the `asked` that the manifest has."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.bucket, name)

    def differs(self, item: SiteObject) -> bool:
        return self._is_other(item) or self.bucket.differs(item)

    def put(self, item: SiteObject) -> Written | None:
        if not self._is_other(item):
            return self.bucket.put(item)
        self.bucket.write(item)
        return Written()

    def _is_other(self, item: SiteObject) -> bool:
        return item.key in self.asked and self.etags.get(item.key) != item.etag


@dataclass
class _LateManifest:
    """A Manifest that is told of all pages at the end."""

    manifest: Manifest
    entries: list[Noted] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.manifest, name)

    def note(self, built: Built, objects: Mapping[str, str], gone: Iterable[str]) -> None:
        self.entries.append(Noted(built, objects, tuple(gone)))

    def end(self) -> None:
        entries, self.entries = self.entries, []
        if entries:
            self.manifest.note_each(entries)


def known_site(bucket: SiteBucket, asked: frozenset[str], etags: Mapping[str, str]) -> SiteBucket:
    """The bucket, for writing objects under these keys, of some of which the manifest has an ETag."""
    return cast("SiteBucket", _KnownSite(bucket, asked, etags))


def late_manifest(manifest: Manifest) -> tuple[Manifest, Callable[[], None]]:
    """The manifest, and what tells it at last."""
    late = _LateManifest(manifest)
    return cast("Manifest", late), late.end
