"""The whole site by brute force: from the inbox and the clock, written apart from the functions.

It shares with them the types, the parsing of uploads and the renderer, and nothing else: no lists, no marks, no
references, no judgement. It also holds every decision of history against the inbox: what is good must stand.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

from kabar.domain.article import Article, Card, StoredPicture
from kabar.domain.blocks import Related
from kabar.domain.index import LedgerEntry, MonthMark
from kabar.domain.pictures import SHOWN
from kabar.domain.publication import Publication
from kabar.domain.site import (
    ArchivePage,
    ArticlePage,
    DayPage,
    Frame,
    GonePage,
    LedgerPage,
    ListPage,
    MonthPage,
    SitemapIndex,
    SitemapMonth,
    SitemapNews,
    SiteObject,
)
from kabar.render.renderer import Renderer
from simulation import decisions, truth
from simulation.decisions import Decided
from simulation.invariants import BrokenError
from simulation.world import World
from support import darkroom


@dataclass
class Reference:
    """What must stand, by key of the site bucket."""

    world: World
    renderer: Renderer
    objects: dict[str, SiteObject] = field(default_factory=dict)

    def build(self) -> dict[str, SiteObject]:
        """All of it; nothing before there is a publication."""
        inbox = self.world.buckets
        pictures = truth.standing_pictures(inbox, decisions.of_pictures(self.world))
        for stored, body in pictures.values():
            cache = "public, max-age=31536000, immutable"
            for made in darkroom.make(body, frozenset({SHOWN})):
                key = f"media/{stored.name}/{made.name}"
                self.objects[key] = SiteObject(key, made.body, made.content_type, cache, ("pictures",))
        publication = truth.standing_publication(inbox, decisions.of_site(self.world))
        if publication:
            known = {key: stored for key, (stored, _) in pictures.items()}
            self._pages(publication, known, decisions.of_articles(self.world))
        return self.objects

    def _pages(self, publication: Publication, pictures: dict[str, StoredPicture], decided: dict[str, Decided]) -> None:
        now = self.world.time.moment()
        frame = Frame(publication, {key: pictures[key] for key in truth.named_pictures(publication) if key in pictures})
        standing = dict(truth.standing_articles(self.world.buckets, publication, decided, now))
        cards = {id_: truth.card(article, str(decided[id_].path), pictures) for id_, article in standing.items()}
        self._addresses(frame, decided, standing, cards, pictures)
        self._lists(frame, sorted(cards.values(), key=lambda card: (card.published, card.id), reverse=True))
        self._ledger(frame, decided, cards)
        for page in publication.pages:
            self._add(self.renderer.fixed(frame, page))
        self._add(self.renderer.furniture(frame))

    def _addresses(
        self,
        frame: Frame,
        decided: dict[str, Decided],
        standing: dict[str, Article],
        cards: dict[str, Card],
        pictures: dict[str, StoredPicture],
    ) -> None:
        for id_, decision in decided.items():
            article = standing.get(id_)
            if article and decision.path:
                ids = [block.article for block in article.body if isinstance(block, Related)]
                related = {id_: cards[id_] for id_ in [*ids, *article.translations] if id_ in cards}
                mine = {key: pictures[key] for key in (use.key for use in truth.uses(article)) if key in pictures}
                translations = tuple(related[id_] for id_ in article.translations if id_ in related)
                self._add(self.renderer.article(frame, ArticlePage(article, cards[id_], related, mine, translations)))
            for path in decision.former if article else (*decision.former, decision.path):
                if path and article:
                    self._add(self.renderer.redirect(frame, path, str(decision.path)))
                elif path:
                    self._add(self.renderer.gone(frame, GonePage(path, decision.card, decision.withdrawal)))

    def _lists(self, frame: Frame, cards: list[Card]) -> None:
        publication, render = frame.publication, self.renderer
        lists: dict[tuple[str, str], list[Card]] = defaultdict(list)
        lists["home", ""] = cards
        for section in publication.sections:
            lists["section", section.slug] = [card for card in cards if card.section == section.slug]
        for author in publication.authors:
            lists["author", author.id] = [card for card in cards if author.id in map(attrgetter("id"), card.authors)]
        for slug in {tag.slug for card in cards for tag in card.tags}:
            lists["tag", slug] = [card for card in cards if slug in map(attrgetter("slug"), card.tags)]
        for (kind, name), listed in lists.items():
            self._add(render.list_page(frame, ListPage(kind, name, tuple(listed[:30]))))
        self._calendar(frame, cards, None)
        for slug in {card.section for card in cards}:
            self._calendar(frame, [card for card in cards if card.section == slug], slug)
        self._sitemaps(frame, cards)

    def _calendar(self, frame: Frame, cards: list[Card], section: str | None) -> None:
        zone = frame.publication.zone
        for day, listed in _grouped(cards, lambda card: card.published.astimezone(zone).date()):
            self._add(self.renderer.day(frame, DayPage(day, tuple(listed), section)))
        for month, listed in _grouped(cards, lambda card: card.published.astimezone(zone).strftime("%Y-%m")):
            days = tuple(sorted({card.published.astimezone(zone).day for card in listed}))
            self._add(self.renderer.month(frame, MonthPage(month, days, tuple(listed[:100]), section)))

    def _ledger(self, frame: Frame, decided: dict[str, Decided], cards: dict[str, Card]) -> None:
        """Withdrawals only: no history has corrections yet."""
        lines = [
            LedgerEntry(each.withdrawal.date, id_, 0, each.card.headline, each.path, None, each.withdrawal)
            for id_, each in decided.items()
            if each.withdrawal and each.card and each.path and not each.public
        ]
        lines.sort(key=lambda line: (line.date, line.article), reverse=True)
        years = list(_grouped(lines, lambda line: line.date.astimezone(frame.publication.zone).strftime("%Y")))
        for year, entries in years:
            named = {entry.article: cards[entry.article] for entry in entries if entry.article in cards}
            self._add(self.renderer.ledger(frame, LedgerPage(tuple(entries), (), named, year)))
        self._add(self.renderer.ledger(frame, LedgerPage(tuple(lines[:100]), tuple(year for year, _ in years), {})))

    def _sitemaps(self, frame: Frame, cards: list[Card]) -> None:
        zone, render = frame.publication.zone, self.renderer
        months = list(_grouped(cards, lambda card: card.published.astimezone(zone).strftime("%Y-%m")))
        for month, listed in months:
            self._add(render.sitemap_month(frame, SitemapMonth(month, listed[::-1])))
        changed = [
            MonthMark(month, max(card.modified or card.published for card in listed)) for month, listed in months
        ]
        self._add(render.archive(frame, ArchivePage(tuple(month for month, _ in months))))
        self._add(render.sitemap_index(frame, SitemapIndex(tuple(changed))))
        since = (self.world.news_told - timedelta(days=2)).replace(microsecond=0)
        self._add(render.sitemap_news(frame, SitemapNews(tuple(card for card in cards if card.published >= since))))

    def _add(self, objects: Iterable[SiteObject]) -> None:
        for item in objects:
            if item.key in self.objects:
                raise BrokenError(f"{item.key} belongs to two pages")
            self.objects[item.key] = item


def _grouped(cards: list[Any], key: Callable[[Any], Any]) -> Iterator[tuple[Any, list[Any]]]:
    """Cards or lines, newest first, by their day or month."""
    return ((name, list(group)) for name, group in groupby(cards, key))
