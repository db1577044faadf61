"""A renderer for most histories: the same objects, but their bytes are a dump of what they would be made of.

Rendering a page takes up to a millisecond, which is most of what a history would cost. A dump takes a twentieth, and
sees more: whatever a template leaves out or rounds still makes its bytes differ. One history in ten has the real one.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from kabar.domain.identity import archive_path, day_path, ledger_path, month_path
from kabar.domain.publication import FixedPage
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
from kabar.render.addresses import fixed_path, key_of, list_path
from kabar.render.life import may_be_named
from kabar.render.objects import (
    ATOM,
    FRESH,
    HTML,
    JSON,
    JSON_FEED,
    REVALIDATED,
    RSS,
    XML,
    article_tag,
    list_tag,
    tags,
    tags_of,
)
from kabar.render.renderer import Objects, Renderer

_FEEDS: Final = {"feed.xml": RSS, "atom.xml": ATOM, "feed.json": JSON_FEED}


class Dumper(Renderer):
    """Renderer's interface. What isn't here is rare, and Renderer's own."""

    def article(self, frame: Frame, page: ArticlePage) -> Objects:
        """As Renderer says."""
        named = (*page.related.values(), *page.translations, *page.replies_to, *page.follow_ups, *page.more)
        path, mine = page.card.path, tags(article_tag(page.article.id), named)
        # Of other articles a page shows these three, and only they have it built again (domain.changes).
        others = sorted((id_, card.headline, card.path, card.language) for id_, card in page.related.items())
        backs = [(card.headline, card.path) for card in (*page.replies_to, *page.follow_ups)]
        content = (page.article, page.card, others, sorted(page.pictures.items()), backs, page.more)
        kept = FRESH if page.article.unlisted else REVALIDATED
        json = _dump(frame, f"{path}article.json", JSON, mine, content)
        return tuple(replace(each, cache_control=kept) for each in (_dump(frame, path, HTML, mine, content), json))

    def list_page(self, frame: Frame, page: ListPage) -> Objects:
        """As Renderer says."""
        front = page.kind in {"home", "section"}
        if not page.cards and not front:
            return ()
        # The lists' own pages tell home's name differently, and no page shows it.
        promoted = (page.pinned, page.breaking, page.sections)
        content = (page.kind, page.name if page.kind != "home" else "", page.cards, promoted)
        path, mine = list_path(page), tags(list_tag(page.kind, page.name), page.cards) if front else ()
        feeds = _FEEDS if front or page.kind == "language" else {"feed.xml": RSS}
        own = page.kind == "language" and page.name == frame.publication.language
        return (
            *(() if own else (_dump(frame, path, HTML, mine, content),)),
            *(_dump(frame, path + name, type_, mine, content) for name, type_ in feeds.items()),
        )

    def day(self, frame: Frame, page: DayPage) -> Objects:
        """As Renderer says."""
        return (_dump(frame, day_path(page.day, page.section), HTML, (), page),) if page.cards else ()

    def month(self, frame: Frame, page: MonthPage) -> Objects:
        """As Renderer says."""
        return (_dump(frame, month_path(page.month, page.section), HTML, (), page),) if page.cards else ()

    def archive(self, frame: Frame, page: ArchivePage) -> Objects:
        """As Renderer says."""
        return (_dump(frame, archive_path(frame.publication.language), HTML, (), page),)

    def sitemap_month(self, frame: Frame, page: SitemapMonth) -> Iterator[SiteObject]:
        """As Renderer says."""
        cards = tuple(page.cards)
        return iter([_dump(frame, f"/sitemaps/{page.month}.xml", XML, (), (page.month, cards))] if cards else [])

    def sitemap_index(self, frame: Frame, page: SitemapIndex) -> Objects:
        """As Renderer says."""
        return (_dump(frame, "/sitemap.xml", XML, (), page),)

    def sitemap_news(self, frame: Frame, page: SitemapNews) -> Iterator[SiteObject]:
        """As Renderer says."""
        return iter([_dump(frame, "/sitemap-news.xml", XML, (), tuple(page.cards))])

    def fixed(self, frame: Frame, page: FixedPage) -> Objects:
        """As Renderer says."""
        return (_dump(frame, fixed_path(page.slug), HTML, (), page),)

    def furniture(self, frame: Frame) -> Objects:
        """As Renderer says."""
        return _furniture(frame.publication, tuple(sorted(frame.pictures.items())))

    def redirect(self, frame: Frame, path: str, target: str) -> Objects:
        """As Renderer says."""
        item = _dump(frame, path, HTML, (), target)
        return (SiteObject(item.key, item.body, HTML, REVALIDATED, (), status=301, location=target),)

    def gone(self, frame: Frame, page: GonePage) -> Objects:
        """As Renderer says."""
        card, withdrawal = page.card, page.withdrawal
        named = (card.headline, card.language) if card and may_be_named(withdrawal) else None
        item = _dump(frame, page.path, HTML, (), (named, card and card.published, withdrawal))
        mine = tags(list_tag("gone"), (card,) if card else ())
        return (SiteObject(item.key, item.body, HTML, REVALIDATED, mine, status=410),)

    def ledger(self, frame: Frame, page: LedgerPage) -> Objects:
        """As Renderer says."""
        mine = tags_of(list_tag("ledger"), (entry.article for entry in page.entries))
        cards = sorted((id_, card.headline, card.path) for id_, card in page.cards.items())
        withdrawals = {entry.article: entry.withdrawal for entry in page.entries}
        shown = [
            entry
            if entry.article in page.cards or may_be_named(withdrawals[entry.article])
            else replace(entry, headline="")
            for entry in page.entries
        ]
        path = ledger_path(frame.publication.language) + (f"{page.year}/" if page.year else "")
        html = _dump(frame, path, HTML, mine, (shown, page.years, cards))
        return (html,) if page.year else (html, _dump(frame, f"{path}feed.json", JSON_FEED, mine, (shown, cards)))


def _dump(frame: Frame, path: str, content_type: str, mine: tuple[str, ...], content: object) -> SiteObject:
    body = repr((_publication(frame.publication), sorted(frame.pictures.items()), content)).encode()
    return SiteObject(key_of(path), body, content_type, REVALIDATED, mine)


@cache
def _publication(publication: object) -> str:
    return repr(publication)


@cache
def _furniture(publication: object, pictures: tuple[tuple[str, object], ...]) -> Objects:
    return Renderer().furniture(Frame(publication, dict(pictures)))  # type: ignore[arg-type]
