"""Sitemaps (sitemaps.org/protocol.html) with Google's extensions for pictures and news.

Google: developers.google.com/search/docs/crawling-indexing/sitemaps/image-sitemaps and .../news-sitemap.
"""

from datetime import datetime
from typing import Final

from kabar.domain.article import Card
from kabar.domain.pictures import plain_path
from kabar.domain.site import Frame, SitemapIndex, SitemapMonth, SitemapNews
from kabar.render.addresses import absolute
from kabar.render.facts import changed, moment, title
from kabar.render.xml import Element, document, node

SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGE: Final = "http://www.google.com/schemas/sitemap-image/1.1"
NEWS: Final = "http://www.google.com/schemas/sitemap-news/0.9"
MAX_URLS: Final = 50_000
"""Sitemaps protocol: URLs of one file. At the longest path it stays under the 50 MiB that the protocol allows too."""
MAX_NEWS: Final = 1_000
"""Google, news sitemaps: `news:news` elements of one file."""


def month(frame: Frame, page: SitemapMonth) -> bytes:
    """The articles of a month with their pictures: the newest 50,000."""
    urls = (
        _url(frame, card.path, _lastmod(frame, changed(card)), _image(frame, card)) for card in page.cards[:MAX_URLS]
    )
    return _urlset(frame, *urls, **{"xmlns:image": IMAGE})


def news(frame: Frame, page: SitemapNews) -> bytes:
    """The articles of the last two days: the newest 1,000."""
    urls = (
        _url(frame, card.path, _lastmod(frame, changed(card)), _news(frame, card)) for card in page.cards[:MAX_NEWS]
    )
    return _urlset(frame, *urls, **{"xmlns:news": NEWS})


def index(frame: Frame, page: SitemapIndex) -> bytes:
    """The news sitemap and those of the months, each with the moment of its latest change."""
    months = (_sitemap(frame, f"/sitemaps/{month}.xml", _lastmod(frame, when)) for month, when in page.months)
    return document(node("sitemapindex", _sitemap(frame, "/sitemap-news.xml"), *months, xmlns=SITEMAP))


def _urlset(frame: Frame, *urls: Element, **namespaces: str) -> bytes:
    """A sitemap must name an address at least; where there is no article it names the front page."""
    return document(node("urlset", *(urls or (_url(frame, "/"),)), xmlns=SITEMAP, **namespaces))


def _url(frame: Frame, path: str, *details: Element | None) -> Element:
    return node("url", node("loc", absolute(frame.publication, path)), *details)


def _sitemap(frame: Frame, path: str, *details: Element) -> Element:
    return node("sitemap", node("loc", absolute(frame.publication, path)), *details)


def _lastmod(frame: Frame, when: datetime) -> Element:
    return node("lastmod", moment(when, frame.publication.zone))


def _image(frame: Frame, card: Card) -> Element | None:
    if not card.picture:
        return None
    return node("image:image", node("image:loc", absolute(frame.publication, plain_path(card.picture))))


def _news(frame: Frame, card: Card) -> Element:
    publication = frame.publication
    name = publication.news_sitemap_name or publication.name
    language = _language(card.language or publication.language)
    return node(
        "news:news",
        node("news:publication", node("news:name", name), node("news:language", language)),
        node("news:publication_date", moment(card.published, publication.zone)),
        node("news:title", title(card)),
    )


def _language(tag: str) -> str:
    """Google takes an ISO 639 code, and for Chinese alone one with a region."""
    language, *subtags = tag.lower().split("-")
    if language != "zh":
        return language
    return "zh-tw" if {"hant", "tw", "hk", "mo"} & set(subtags) else "zh-cn"
