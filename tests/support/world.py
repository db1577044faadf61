"""The whole of Kabar in memory, run to rest step by step."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from kabar.domain.identity import receipt_key
from kabar.domain.pages import CARD, Page
from kabar.domain.problems import Retryable
from kabar.domain.site import SiteObject
from kabar.render.renderer import Renderer
from kabar.services.answers import Answers
from kabar.services.build import Build
from kabar.services.build_address import BuildAddress
from kabar.services.build_ledger import BuildLedger
from kabar.services.build_sitemaps import BuildSitemaps
from kabar.services.follow import Follow
from kabar.services.judge import Judge
from kabar.services.picture import LookAtPicture
from kabar.services.plan import Plan
from kabar.services.publications import Publications
from kabar.services.receive import Receive
from kabar.services.receive_article import ReceiveArticle
from kabar.services.receive_site import ReceiveSite
from kabar.services.render_picture import RenderPicture
from kabar.services.social_card import MakeSocialCard
from kabar.services.wishes import Wishes
from support import darkroom
from support.memory_buckets import MemoryGlance, MemoryInbox, MemoryManifest, MemorySite
from support.memory_index import MemoryTable
from support.memory_queues import (
    MemoryAnnouncements,
    MemoryArrivals,
    MemoryPages,
    MemoryPurges,
    MemoryScheduler,
    SetClock,
)

_RENDERER = Renderer()


@dataclass
class World:
    """Inbox in, site out: every service over memory."""

    inbox: MemoryInbox = field(default_factory=MemoryInbox)
    table: MemoryTable = field(default_factory=MemoryTable)
    arrivals: MemoryArrivals = field(default_factory=MemoryArrivals)
    pages: MemoryPages = field(default_factory=MemoryPages)
    renditions: MemoryPages = field(default_factory=MemoryPages)
    uploads: MemoryArrivals = field(default_factory=MemoryArrivals)
    scheduler: MemoryScheduler = field(default_factory=MemoryScheduler)
    purges: MemoryPurges = field(default_factory=MemoryPurges)
    announcements: MemoryAnnouncements = field(default_factory=MemoryAnnouncements)
    site: MemorySite = field(default_factory=MemorySite)
    manifest: MemoryManifest = field(default_factory=MemoryManifest)
    clock: SetClock = field(default_factory=SetClock)
    imaging: Any = darkroom

    def __post_init__(self) -> None:
        """Wire the services."""
        answers, publications = Answers(self.inbox, self.announcements), Publications(self.inbox)
        article = ReceiveArticle(
            self.inbox,
            self.table,
            self.scheduler,
            self.clock,
            answers,
            publications,
            Judge(self.inbox, self.table, self.clock),
        )
        site = ReceiveSite(self.inbox, self.table, self.arrivals, self.clock, answers, publications)
        follow = Follow(self.inbox, self.table, self.arrivals, answers, self.clock)
        looking = (answers, publications, article, site, follow)
        self.receive = Receive(self.inbox, self.table, self.arrivals, self.clock, *looking)
        self.plan = Plan(self.table, self.arrivals, self.pages, self.renditions, self.uploads, self.announcements)
        address = BuildAddress(self.inbox, self.table, _RENDERER)
        sitemaps = BuildSitemaps(self.table, self.clock, _RENDERER)
        glance = MemoryGlance(self.table, self.manifest)
        stands = (self.table, self.site, self.manifest, glance)
        ledger = BuildLedger(self.table, _RENDERER)
        self.build = Build(*stands, self.purges, self.clock, publications, _RENDERER, address, sitemaps, ledger)
        self.picture = LookAtPicture(
            self.inbox, self.table, self.renditions, self.clock, answers, publications, self.imaging
        )
        self.cards = MakeSocialCard(self.inbox, *stands, self.imaging, publications)
        wishes = Wishes(self.table, publications)
        self.render = RenderPicture(
            self.inbox,
            self.table,
            self.site,
            self.manifest,
            self.purges,
            self.scheduler,
            self.clock,
            self.imaging,
            wishes,
        )

    def put(self, key: str, document: object) -> None:
        """Upload a document (or bytes as they are), and let everything come to rest."""
        self.inbox.put(key, document if isinstance(document, bytes) else json.dumps(document).encode())
        self.look(key)

    def delete(self, key: str) -> None:
        """Delete an upload, and let everything come to rest."""
        self.inbox.delete(key)
        self.look(key)

    def look(self, key: str) -> None:
        """Deliver the message that a key has changed, and let everything come to rest."""
        self._dispatch(key)
        self.rest()

    def rest(self) -> None:
        """Deliver what waits until nothing waits."""
        while self._waits() or self.arrivals.follows:
            # Time passes only while nothing else happens.
            for takeover in [] if self._waits() else _drain(self.arrivals.follows):
                self.receive.follow.go_on(takeover)
            for key in _drain(self.arrivals.looks) + _drain(self.uploads.looks):
                self._dispatch(key)
            for prefix, after in _drain(self.arrivals.sweeps):
                self.receive.sweep(prefix, after)
            self.plan.spread(_drain(self.table.changes))
            frame = self.build.frame()
            waiting, self.pages.waiting = self.pages.waiting, {}
            for page in waiting:
                if frame:
                    self.build.build(page, frame)
            renditions, self.renditions.waiting = self.renditions.waiting, {}
            for page in renditions:
                self._render(page)

    def _render(self, page: Page) -> None:
        try:
            (self.cards if page.kind == CARD else self.render).look_at(page.name)
        except Retryable:
            # As the queue does, and not before something else has happened: nothing could make it go otherwise now.
            assert self._waits(), f"{page} waits for what will never happen"
            self.renditions.build([page])

    def _waits(self) -> bool:
        arrivals = self.arrivals.looks or self.arrivals.sweeps or self.uploads.looks
        return bool(arrivals or self.table.changes or self.pages.waiting or self.renditions.waiting)

    def receipt(self, key: str) -> Any:
        """The answer to an upload."""
        body = self.inbox.read(receipt_key(key), 1 << 30).body
        return json.loads(body) if body is not None else None

    def get(self, path: str) -> SiteObject | None:
        """What stands at an address of the site."""
        key = path.removeprefix("/")
        return self.site.objects.get(f"{key}index.html" if path.endswith("/") else key)

    def text(self, path: str) -> str:
        """The text of what stands at an address. Raises AssertionError if nothing does."""
        item = self.get(path)
        assert item is not None, f"nothing stands at {path}"
        return item.body.decode()

    def _dispatch(self, key: str) -> None:
        (self.picture if key.startswith("media/") else self.receive).look_at(key)


def _drain(waiting: list[Any]) -> list[Any]:
    taken = waiting[:]
    waiting.clear()
    return taken


def at(text: str) -> datetime:
    """A moment in UTC, from `2024-12-02T03:15`."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
