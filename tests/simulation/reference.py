"""The whole site by brute force: from the inbox and the clock, written apart from the functions.

It shares with them the types, the reading of good uploads into these, and the renderer that takes them. It has no
lists, no marks, no references, no judgement, and it never looks into the table.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from kabar.domain.article import Article, Card, StoredPicture
from kabar.domain.index import LedgerEntry, MonthMark
from kabar.domain.life import Reason
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
from kabar.domain.site_reading import reread_publication
from kabar.render.front import above_sections, left_for
from kabar.render.objects import IMMUTABLE, article_tag, at
from kabar.render.social_card import words_of
from simulation import decisions, documents, pictures
from simulation.cards import card_of, named_articles, named_pictures, uses
from simulation.invariants import BrokenError
from simulation.truth import Life, Truth
from simulation.world import World
from support import darkroom


class Reference:
    """What must stand, by key of the site bucket."""

    def __init__(self, world: World) -> None:
        """Of this world's inbox and clock."""
        self.world, self.renderer = world, world.renderer
        self.objects: dict[str, SiteObject] = {}
        self.arrived = pictures.arrived(world.buckets)
        self.public: set[str] = set()
        """The keys of the pictures that something public shows, arrived or not."""
        self.secret: set[str] = set()
        """Those of articles that are not public, or not any more."""

    def build(self) -> dict[str, SiteObject]:
        """All of it; nothing before there is a publication."""
        body = self._publication()
        if body:
            self._pages(body)
        return self.objects

    def _publication(self) -> bytes | None:
        """The site.json that stands."""
        inbox, standing = self.world.buckets, decisions.of_site(self.world.buckets)
        newest = inbox.newest("site.json")
        if newest and not standing and documents.is_publication(documents.read(newest.body)):
            raise BrokenError("site.json is good, but does not stand")
        stored = inbox.version("site.json", standing) if standing else None
        return stored.body if stored else None

    def _pages(self, site: bytes) -> None:
        publication = reread_publication(site)
        lives = list(Truth(self.world.buckets, documents.read(site) or {}, self.world.time.moment()).lives())
        every = self._pictures(publication, [each.shown for each in lives if each.state == "published"])
        known = {key: picture for key, picture in every.items() if not picture.vector}
        self.secret = {use.key for each in lives if each.state != "published" for use in uses(each.shown)}
        shown = {key: replace(every[key], placeholder="") for key in named_pictures(publication) if key in every}
        frame = Frame(publication, shown)
        cards = {each.id: card_of(each.shown, each.path, known) for each in lives if each.listed}
        for life in lives:
            self._addresses(frame, life, lives, cards, known)
        self._lists(frame, sorted(cards.values(), key=lambda card: (card.published, card.id), reverse=True), lives)
        self._ledger(frame, lives, cards)
        for page in publication.pages:
            self._add(self.renderer.fixed(frame, page))
        self._add(self.renderer.furniture(frame))

    def _pictures(self, publication: Publication, articles: list[Article]) -> dict[str, StoredPicture]:
        """What stands of the pictures, by key of the inbox; their files are added."""
        self.public = {use.key for article in articles for use in uses(article)} | set(named_pictures(publication))
        wanted = pictures.wanted(publication, articles, self.arrived)
        for body, made_for in wanted.items():
            name = pictures.stored("", body).name
            for made in darkroom.make(body, made_for):
                key, tags = f"media/{name}/{made.name}", (f"picture-{name[:16]}",)
                self.objects[key] = SiteObject(key, made.body, made.content_type, IMMUTABLE, tags)
        return {key: pictures.stored(key, body) for key, body in self.arrived.items() if body in wanted}

    def _card(self, frame: Frame, article: Article, card: Card) -> Iterator[SiteObject]:
        """Of an article without a picture, the one that says its headline."""
        arrived = [self.arrived[use.key] for use in uses(article) if use.key in self.arrived]
        if all(darkroom.examine(body).vector for body in arrived):
            logo = frame.publication.publisher.logo
            drawn = self.arrived[logo] if logo and logo in frame.pictures else None
            body = darkroom.social_card(*words_of(frame.publication, card), drawn)
            yield at(f"{card.path}card.png", body, "image/png", (article_tag(article.id),))

    def _addresses(
        self, frame: Frame, life: Life, lives: list[Life], cards: Mapping[str, Card], known: Mapping[str, StoredPicture]
    ) -> None:
        if life.state != "published":
            for path in (*life.former, life.path):
                self._add(
                    self.renderer.gone(frame, GonePage(path, card_of(life.shown, life.path, {}), life.withdrawal))
                )
            return
        article = life.shown
        public = sorted((each for each in lives if each.id in cards), key=attrgetter("id"), reverse=True)
        replies_to = [each.id for each in public if any(notice.article == life.id for notice in each.shown.notices)]
        follow_ups = [each.id for each in public if each.shown.follow_up_to == life.id]
        own = card_of(article, life.path, known)
        page = ArticlePage(
            article,
            own,
            {id_: cards[id_] for id_ in named_articles(article) if id_ in cards},
            {use.key: known[use.key] for use in uses(article) if use.key in known},
            tuple(cards[id_] for id_ in article.translations if id_ in cards),
            replies_to=tuple(cards[id_] for id_ in replies_to),
            follow_ups=tuple(cards[id_] for id_ in follow_ups),
            more=_related(own, cards.values(), {*named_articles(article), *replies_to, *follow_ups})
            if life.listed
            else (),
        )
        self._add(self.renderer.article(frame, page))
        if life.listed:
            self._add(self._card(frame, article, own))
        for path in life.former:
            self._add(self.renderer.redirect(frame, path, life.path))

    def _lists(self, frame: Frame, cards: list[Card], lives: list[Life]) -> None:
        publication, render = frame.publication, self.renderer
        lists: dict[tuple[str, str], list[Card]] = defaultdict(list)
        lists["home", ""] = cards
        for section in publication.sections:
            lists["section", section.slug] = [card for card in cards if card.section == section.slug]
        for author in publication.authors:
            lists["author", author.id] = [card for card in cards if author.id in map(attrgetter("id"), card.authors)]
        for slug in {tag.slug for card in cards for tag in card.tags}:
            lists["tag", slug] = [card for card in cards if slug in map(attrgetter("slug"), card.tags)]
        for code in {card.language[:2] for card in cards if card.language}:
            lists["language", code] = [card for card in cards if (card.language or "")[:2] == code]
        for (kind, name), listed in lists.items():
            page = ListPage(kind, name, tuple(listed[:30]))
            if kind in {"home", "section"}:
                menu = publication.menu if kind == "home" else ()
                page = replace(page, **self._promoted(listed, lives))
                sections = tuple(
                    (each.slug, left_for(above_sections(page), lists["section", each.slug])) for each in menu
                )
                page = replace(page, sections=sections)
            self._add(render.list_page(frame, page))
        self._calendar(frame, cards, None)
        for slug in {card.section for card in cards}:
            self._calendar(frame, [card for card in cards if card.section == slug], slug)
        self._sitemaps(frame, cards)

    def _promoted(self, cards: list[Card], lives: list[Life]) -> dict[str, Any]:
        """What is pinned and what is breaking now."""
        now, shown = self.world.time.moment(), {life.id: life.shown for life in lives}
        moments = [(card, shown[card.id]) for card in cards]
        return {
            "pinned": tuple(card for card, each in moments if each.pinned and each.pinned > now),
            "breaking": tuple(card for card, each in moments if each.breaking and each.breaking > now),
        }

    def _calendar(self, frame: Frame, cards: list[Card], section: str | None) -> None:
        zone = frame.publication.zone
        for day, listed in _grouped(cards, lambda card: card.published.astimezone(zone).date()):
            around = _around(str(day), [str(card.published.astimezone(zone).date()) for card in cards])
            self._add(self.renderer.day(frame, DayPage(day, tuple(listed), section, around)))
        for month, listed in _grouped(cards, lambda card: card.published.astimezone(zone).strftime("%Y-%m")):
            days = tuple(sorted({card.published.astimezone(zone).day for card in listed}))
            around = _around(month, [card.published.astimezone(zone).strftime("%Y-%m") for card in cards])
            self._add(self.renderer.month(frame, MonthPage(month, days, tuple(listed[:100]), section, around)))

    def _ledger(self, frame: Frame, lives: list[Life], cards: dict[str, Card]) -> None:
        lines = sorted(_lines(lives), key=lambda line: (line.date, line.article, line.number), reverse=True)
        years = list(_grouped(lines, lambda line: line.date.astimezone(frame.publication.zone).strftime("%Y")))
        for year, entries in years:
            self._add(self.renderer.ledger(frame, LedgerPage(tuple(entries), (), _named(entries, cards), year)))
        newest, every = tuple(lines[:100]), tuple(year for year, _ in years)
        self._add(self.renderer.ledger(frame, LedgerPage(newest, every, _named(newest, cards))))

    def _sitemaps(self, frame: Frame, cards: list[Card]) -> None:
        zone, render = frame.publication.zone, self.renderer
        months = list(_grouped(cards, lambda card: card.published.astimezone(zone).strftime("%Y-%m")))
        for month, listed in months:
            self._add(render.sitemap_month(frame, SitemapMonth(month, listed[::-1])))
        changed = [
            MonthMark(month, _midnight(max(card.modified or card.published for card in listed), zone))
            for month, listed in months
        ]
        self._add(render.archive(frame, ArchivePage(tuple(month for month, _ in months))))
        self._add(render.sitemap_index(frame, SitemapIndex(tuple(changed))))
        since = (self.world.news_told - timedelta(days=2)).replace(microsecond=0)
        news = tuple(card for card in cards if card.published >= since and not card.sponsor)
        self._add(render.sitemap_news(frame, SitemapNews(news)))

    def _add(self, objects: Iterable[SiteObject]) -> None:
        for item in objects:
            if item.key in self.objects:
                raise BrokenError(f"{item.key} belongs to two pages")
            self.objects[item.key] = item


def _lines(lives: list[Life]) -> Iterator[LedgerEntry]:
    for life in lives:
        if life.state == "scheduled" or life.discreet:
            continue
        withdrawal, notices = life.withdrawal, life.shown.notices
        for number, notice in enumerate(notices):
            said = (notice.published, life.id, number, life.shown.headline, life.path)
            yield LedgerEntry(*said, notice, withdrawal)
        if withdrawal and withdrawal.reason is not Reason.EXPIRED:
            yield LedgerEntry(withdrawal.date, life.id, len(notices), life.shown.headline, life.path, None, withdrawal)


def _named(lines: Iterable[LedgerEntry], cards: Mapping[str, Card]) -> dict[str, Card]:
    """The public articles that lines of the ledger name."""
    ids = {id_ for line in lines for id_ in (line.article, line.notice.article if line.notice else None)}
    return {id_: cards[id_] for id_ in sorted(filter(None, ids)) if id_ in cards}


def _grouped(cards: list[Any], key: Callable[[Any], Any]) -> Iterator[tuple[Any, list[Any]]]:
    """Cards or lines, newest first, by their day or month."""
    return ((name, list(group)) for name, group in groupby(cards, key))


def _related(card: Card, cards: Iterable[Card], known: set[str]) -> tuple[Card, ...]:
    """The four before it in its section and under each of its first three tags, the most alike first."""
    before = sorted((each for each in cards if _place(each) < _place(card)), key=_place, reverse=True)
    found = [each for each in before if each.section == card.section][:4]
    for tag in [tag.slug for tag in card.tags[:3]]:
        found += [each for each in before if tag in [other.slug for other in each.tags]][:4]
    fresh = {each.id: each for each in found if each.id not in known and not each.sponsor}
    chosen = sorted(fresh.values(), key=_place, reverse=True)
    mine = {tag.slug for tag in card.tags}
    chosen.sort(key=lambda each: (-len(mine & {tag.slug for tag in each.tags}), each.section != card.section))
    return tuple(chosen[:4])


def _place(card: Card) -> tuple[Any, str]:
    return card.published, card.id


def _around(name: str, names: list[str]) -> tuple[str | None, str | None]:
    """The nearest of the days or months before and after one."""
    before, after = [each for each in names if each < name], [each for each in names if each > name]
    return max(before, default=None), min(after, default=None)


def _midnight(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
