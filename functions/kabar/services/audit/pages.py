"""Index against manifest: does the index still say for every page what it said when the page was built?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kabar.domain.audit import Checked, Fault, Finding
from kabar.domain.manifest import Built
from kabar.domain.pages import SITEMAP_NEWS
from kabar.domain.site import Frame
from kabar.ports import Manifest
from kabar.services.audit.pictures import MadePictures
from kabar.services.build import Build

_STEP: Final = 100


@dataclass
class BuiltPages:
    """Asks the index, by the code that builds, what each page would be built of. Nothing is read but the index."""

    manifest: Manifest
    build: Build
    pictures: MadePictures

    def check(self, after: str) -> Checked:
        """The next pages after an id."""
        pages = self.manifest.pages(after, _STEP)
        frame = self.build.frame()
        findings = tuple(self._findings(pages, frame)) if frame else ()
        return Checked(len(pages), findings, str(pages[-1].page) if len(pages) == _STEP else "")

    def _findings(self, pages: list[Built], frame: Frame) -> Iterator[Finding]:
        for built in pages:
            page = built.page
            # The news sitemap changes by the clock too; it is built anew each hour.
            if not self.build.knows(page) or page.kind == SITEMAP_NEWS:
                if fault := self.pictures.fault(page, built.inputs):
                    yield Finding(fault, str(page), page=page)
                continue
            notes = self.build.would_read(page, frame)
            if notes.astray:
                yield Finding(Fault.MARK_ASTRAY, str(page), page=page)
            elif notes.digest != built.inputs:
                yield Finding(Fault.STALE, str(page), page=page)
