"""Every kind of page as objects of the site bucket."""

from collections.abc import Iterator

from kabar.domain.identity import (
    archive_path,
    day_path,
    is_article_path,
    month_path,
    news_sitemap_path,
    sitemap_path,
)
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
from kabar.render import sitemaps
from kabar.render.addresses import fixed_path, key_of
from kabar.render.article import article_context
from kabar.render.article_json import article_json
from kabar.render.calendars import archive_context, day_context, month_context
from kabar.render.environment import render
from kabar.render.fixed import fixed_context, redirect_context
from kabar.render.furniture import furniture, key_file
from kabar.render.gone import gone_context
from kabar.render.ledger import ledger_objects
from kabar.render.list_objects import list_objects
from kabar.render.lite import lite_page, lite_path
from kabar.render.objects import FRESH, HTML, JSON, REVALIDATED, XML, article_tag, at, list_tag, tags, tags_of

Objects = tuple[SiteObject, ...]


class Renderer:
    """Renders pages: pure, the same bytes for the same input. An empty answer means that the page must not exist."""

    def article(self, frame: Frame, page: ArticlePage) -> Objects:
        """The article's page, its document for machines, and its lite page.

        What is unlisted the edge doesn't keep: who proof-reads it sees each change; too few read it to matter.
        """
        shown = (*page.related.values(), *page.translations, *page.replies_to, *page.follow_ups, *page.more)
        mine = tags(article_tag(page.article.id), shown)
        path, context = page.card.path, article_context(frame, page)
        kept = FRESH if page.article.unlisted else REVALIDATED
        return (
            at(path, render("article.html", context), HTML, mine, kept),
            at(f"{path}article.json", article_json(frame, page), JSON, mine, kept),
            at(lite_path(path), lite_page(context, path), HTML, mine, kept),
        )

    def list_page(self, frame: Frame, page: ListPage) -> Objects:
        """A list's page and feeds; nothing for a tag or an author without articles."""
        return list_objects(frame, page)

    def day(self, frame: Frame, page: DayPage) -> Objects:
        """A day, unless it has no articles."""
        path = day_path(page.day, page.section)
        mine = tags(list_tag("day", _dashed(path)), page.cards)
        return (at(path, render("day.html", day_context(frame, page)), HTML, mine),) if page.cards else ()

    def month(self, frame: Frame, page: MonthPage) -> Objects:
        """A month, unless it has no articles."""
        path = month_path(page.month, page.section)
        mine = tags(list_tag("month", _dashed(path)), page.cards)
        return (at(path, render("month.html", month_context(frame, page)), HTML, mine),) if page.cards else ()

    def archive(self, frame: Frame, page: ArchivePage) -> Objects:
        """The list of months."""
        html = render("archive.html", archive_context(frame, page))
        return (at(archive_path(frame.publication.language), html, HTML, tags(list_tag("archive"))),)

    def sitemap_month(self, frame: Frame, page: SitemapMonth) -> Iterator[SiteObject]:
        """The sitemap of a month, part by part, unless it has no articles."""
        for number, part in enumerate(sitemaps.month(frame, page), 1):
            mine = tags_of(list_tag("sitemap", page.month), part.ids)
            yield at(sitemap_path(page.month, number), part.body, XML, mine)

    def sitemap_index(self, frame: Frame, page: SitemapIndex) -> Objects:
        """The index of the sitemaps."""
        return (at("/sitemap.xml", sitemaps.index(frame, page), XML, tags(list_tag("sitemap"))),)

    def sitemap_news(self, frame: Frame, page: SitemapNews) -> Iterator[SiteObject]:
        """The sitemap of the last two days, part by part."""
        for number, part in enumerate(sitemaps.news(frame, page), 1):
            yield at(news_sitemap_path(number), part.body, XML, tags_of(list_tag("sitemap-news"), part.ids))

    def fixed(self, frame: Frame, page: FixedPage) -> Objects:
        """A page outside the news."""
        html = render("fixed.html", fixed_context(frame, page))
        return (at(fixed_path(page.slug), html, HTML, tags(list_tag("fixed", page.slug))),)

    def key_file(self, name: str, frame: Frame) -> Objects:
        """The file of a key of IndexNow, if it is the publication's."""
        return key_file(name, frame)

    def furniture(self, frame: Frame) -> Objects:
        """What belongs to no page: stylesheet, icon, manifest, robots.txt."""
        return furniture(frame)

    def redirect(self, frame: Frame, path: str, target: str) -> Objects:
        """An address that moved to another path of the site, and its lite page with it: 301."""
        html = render("redirect.html", redirect_context(frame, target))
        mine = tags(list_tag("moved"))
        steps = [(path, target), *([(lite_path(path), lite_path(target))] if is_article_path(path) else [])]
        return tuple(
            SiteObject(key_of(old), html, HTML, REVALIDATED, mine, status=301, location=new) for old, new in steps
        )

    def gone(self, frame: Frame, page: GonePage) -> Objects:
        """An address whose article is no longer public, and its lite page: 410."""
        html = render("gone.html", gone_context(frame, page))
        mine = tags(list_tag("gone"), (page.card,) if page.card else ())
        paths = (page.path, lite_path(page.path)) if is_article_path(page.path) else (page.path,)
        return tuple(SiteObject(key_of(path), html, HTML, REVALIDATED, mine, status=410) for path in paths)

    def ledger(self, frame: Frame, page: LedgerPage) -> Objects:
        """The public ledger with its feed, or a year's part of it."""
        return ledger_objects(frame, page)


def _dashed(path: str) -> str:
    return path.strip("/").replace("/", "-")
