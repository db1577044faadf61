"""Build sitemaps, part by part, and leave the marks by which their index names the parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from kabar.domain.article import Card
from kabar.domain.index import MonthMark, NewsMark
from kabar.domain.lists import HOME
from kabar.domain.moments import EPOCH, day_span, month_span
from kabar.domain.site import Frame, SitemapIndex, SitemapMonth, SitemapNews, SiteObject
from kabar.ports import Clock, Table
from kabar.render.renderer import Renderer

_NEWS_AGE: Final = timedelta(days=2)
"""Google, "Create a News sitemap": the age of what it names."""


@dataclass
class BuildSitemaps:
    """Renders the sitemaps.

    Cards are read and parts are rendered one after the other, as whoever asks for them goes on: so neither a month's
    cards nor all of its parts are ever in memory together. The mark comes last, when the parts stand.
    """

    table: Table
    clock: Clock
    renderer: Renderer

    def month(self, month: str, frame: Frame) -> Iterator[SiteObject]:
        """The articles of a `yyyy-mm`."""
        parts, latest = 0, [EPOCH]
        cards = self.table.span(HOME, *month_span(month, frame.publication.zone))
        for item in self.renderer.sitemap_month(frame, SitemapMonth(month, _noting(latest, cards))):
            yield item
            parts += 1
        zone = frame.publication.zone
        # By days: else every article would have the index of the sitemaps written anew.
        changed = day_span(latest[0].astimezone(zone).date(), zone)[0].astimezone(UTC)
        mark = MonthMark(month, changed, parts)
        (self.table.mark if parts else self.table.unmark)(mark)

    def news(self, _: str, frame: Frame) -> Iterator[SiteObject]:
        """Those of the last two days, without what was paid for (Google, "Create a News sitemap")."""
        now, parts = self.clock.now(), 0
        cards = self.table.span(HOME, now - _NEWS_AGE, now + timedelta(seconds=1), newest_first=True)
        for item in self.renderer.sitemap_news(frame, SitemapNews(card for card in cards if not card.sponsor)):
            yield item
            parts += 1
        (self.table.mark if parts > 1 else self.table.unmark)(NewsMark(parts))

    def index(self, _: str, frame: Frame) -> tuple[SiteObject, ...]:
        """Every part of every sitemap."""
        return self.renderer.sitemap_index(frame, SitemapIndex(self.table.months(), self.table.news_parts()))


def _noting(latest: list[datetime], cards: Iterator[Card]) -> Iterator[Card]:
    """The cards; meanwhile `latest` comes to hold the moment of the latest change among them."""
    for card in cards:
        latest[0] = max(latest[0], card.modified or card.published)
        yield card
