"""Tell the event bus what happened to an article."""

from dataclasses import dataclass
from typing import Any

from kabar.domain.announcements import Announcement, Kind
from kabar.ports import Bus, Table
from kabar.services.publications import Publications


@dataclass
class Announce:
    """The `announce` function's work: at least once for each announcement, with an id that tells the second time."""

    table: Table
    publications: Publications
    bus: Bus

    def announce(self, announcement: Announcement) -> None:
        """Put one event on the bus. Raises Retryable if it doesn't take it."""
        self.bus.put(f"Article {announcement.kind.capitalize()}", self._detail(announcement))

    def _detail(self, announcement: Announcement) -> dict[str, Any]:
        publication = self.publications.of(self.table.site())
        detail = {"id": announcement.id, "kind": announcement.kind.value, **announcement.facts}
        path = detail.pop("path", None)
        if publication and path:
            detail["url"] = f"{publication.url}{path}"
        if publication and announcement.kind is not Kind.REJECTED:
            detail["movedFrom"] = [f"{publication.url}{former}" for former in detail.get("movedFrom", ())]
            detail["publication"] = {"name": publication.name, "url": publication.url}
        return detail
