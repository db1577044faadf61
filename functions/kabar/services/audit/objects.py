"""Manifest against site bucket: does each object stand, with the bytes that were written, and no other?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kabar.domain.audit import Checked, Fault, Finding
from kabar.domain.objects import may_stay, page_of
from kabar.domain.pages import STRAY, Page
from kabar.ports import Manifest
from kabar.ports.audit import Listing
from kabar.services.build import Build

_STEP: Final = 1000


@dataclass
class Objects:
    """Goes through both in the order of keys, side by side."""

    manifest: Manifest
    bucket: Listing
    build: Build

    def check(self, after: str) -> Checked:
        """The next objects after a key."""
        listed, placed = self.bucket.listing(after, _STEP), self.manifest.objects(after, _STEP)
        # Where one of the two breaks off, the other is known no further either.
        ends = [keys[-1] for keys in ([*listed], [each.key for each in placed]) if len(keys) == _STEP]
        until = min(ends, default="")
        known = {each.key: each for each in placed if not until or each.key <= until}
        there = {key: etag for key, etag in listed.items() if not until or key <= until}
        findings: list[Finding] = []
        for key, each in known.items():
            if key not in there:
                findings.append(Finding(Fault.MISSING, key, page=each.page))
            elif each.etag and there[key] != each.etag:
                findings.append(Finding(Fault.ALTERED, key, page=each.page))
        findings += self._orphans(key for key in there if key not in known and not may_stay(key))
        return Checked(len(there), tuple(findings), until)

    def _orphans(self, keys: Iterable[str]) -> Iterator[Finding]:
        frame = self.build.frame()
        for key in keys if frame else ():
            page = page_of(key, frame.publication) if frame else None
            yield Finding(Fault.ORPHAN, key, page=page or Page(STRAY, key))
