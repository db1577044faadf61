"""The standing publication, read once for each version of site.json."""

from dataclasses import dataclass, field

from kabar.domain.identity import SITE_KEY
from kabar.domain.index import Site
from kabar.domain.problems import Retryable
from kabar.domain.publication import Publication
from kabar.domain.site import Frame
from kabar.domain.site_reading import reread_publication
from kabar.domain.strict_json import MAX_BYTES
from kabar.ports import Inbox


@dataclass
class Publications:
    """Reads and keeps the publication: an S3 version never changes, so the newest one read is kept."""

    inbox: Inbox
    _version: str | None = field(default=None, init=False)
    _publication: Publication | None = field(default=None, init=False)
    _frame: Frame | None = field(default=None, init=False)

    def of(self, site: Site | None) -> Publication | None:
        """The publication that stands, None before the first one."""
        if site is None or site.version is None:
            return None
        if self._publication is None or self._version != site.version:
            self._publication, self._version = self._read(site.version), site.version
        return self._publication

    def frame(self, site: Site | None) -> Frame | None:
        """What every page shows of it; the same object while the edition is the same, so that more can be kept by it.

        None before the first publication.
        """
        publication = self.of(site)
        if site is None or publication is None:
            return None
        if self._frame is None or self._frame.edition != site.edition:
            self._frame = Frame(publication, {picture.key: picture for picture in site.pictures}, site.edition)
        return self._frame

    def _read(self, version: str) -> Publication:
        upload = self.inbox.read(SITE_KEY, MAX_BYTES, version)
        if upload.body is None:
            raise Retryable(f"version {version} of {SITE_KEY} can't be read")
        return reread_publication(upload.body)
