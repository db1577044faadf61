"""Sitemaps (sitemaps.org/protocol.html) with Google's extensions for pictures and news.

Google: developers.google.com/search/docs/crawling-indexing/sitemaps/image-sitemaps and .../news-sitemap.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Final

from kabar.domain.article import Card
from kabar.domain.identity import news_sitemap_path, sitemap_path
from kabar.domain.per_card import PerCard
from kabar.domain.pictures import plain_path
from kabar.domain.publication import Publication
from kabar.domain.site import Frame, SitemapIndex, SitemapMonth, SitemapNews
from kabar.render.addresses import absolute
from kabar.render.facts import changed, moment, title
from kabar.render.sitemap_parts import MONTH, Limits, Part, parts
from kabar.render.sitemap_parts import NEWS as NEWS_LIMITS
from kabar.render.xml import Element, document, node

SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGE: Final = "http://www.google.com/schemas/sitemap-image/1.1"
NEWS: Final = "http://www.google.com/schemas/sitemap-news/0.9"


def month(frame: Frame, page: SitemapMonth, limits: Limits = MONTH) -> Iterator[Part]:
    """The articles of a month with their pictures; no part where there are none."""
    urls = ((card.id, _found(frame.publication, card)) for card in page.cards)
    return parts(urls, {"xmlns": SITEMAP, "xmlns:image": IMAGE}, limits)


def news(frame: Frame, page: SitemapNews, limits: Limits = NEWS_LIMITS) -> Iterator[Part]:
    """The articles of the last two days; where there are none, the front page without a word of news.

    The protocol's schema wants an address at least, and Google takes one without `news:news` for no news.
    """
    urls = ((card.id, _fresh(frame.publication, card)) for card in page.cards)
    first = next(urls, None) or ("", _url(frame.publication, "/"))
    return parts(chain([first], urls), {"xmlns": SITEMAP, "xmlns:news": NEWS}, limits)


def index(frame: Frame, page: SitemapIndex) -> bytes:
    """Each part of the news sitemap, and of those of the months with the day of the month's latest change."""
    latest = (_sitemap(frame.publication, news_sitemap_path(part)) for part in range(1, page.news + 1))
    months = (
        _sitemap(frame.publication, sitemap_path(mark.month, part), _day(frame.publication, mark.modified))
        for mark in page.months
        for part in range(1, mark.parts + 1)
    )
    return document(node("sitemapindex", *latest, *months, xmlns=SITEMAP))


def _url(publication: Publication, path: str, *details: Element | None) -> Element:
    return node("url", node("loc", absolute(publication, path)), *details)


def _sitemap(publication: Publication, path: str, *details: Element) -> Element:
    return node("sitemap", node("loc", absolute(publication, path)), *details)


def _lastmod(publication: Publication, when: datetime) -> Element:
    return node("lastmod", moment(when, publication.zone))


def _day(publication: Publication, when: datetime) -> Element:
    return node("lastmod", when.astimezone(publication.zone).date().isoformat())


def _image(publication: Publication, card: Card) -> Element | None:
    if not card.picture:
        return None
    return node("image:image", node("image:loc", absolute(publication, plain_path(card.picture))))


def _news(publication: Publication, card: Card) -> Element:
    name = publication.news_sitemap_name or publication.name
    language = _language(card.language or publication.language)
    return node(
        "news:news",
        node("news:publication", node("news:name", name), node("news:language", language)),
        node("news:publication_date", moment(card.published, publication.zone)),
        node("news:title", title(card)),
    )


def _found_url(publication: Publication, card: Card) -> Element:
    return _url(publication, card.path, _lastmod(publication, changed(card)), _image(publication, card))


def _fresh_url(publication: Publication, card: Card) -> Element:
    return _url(publication, card.path, _lastmod(publication, changed(card)), _news(publication, card))


_found: Final = PerCard(_found_url)
_fresh: Final = PerCard(_fresh_url)


def _language(tag: str) -> str:
    """Google takes an ISO 639 code, and for Chinese alone one with a region."""
    language, *subtags = tag.lower().split("-")
    if language != "zh":
        return language
    return "zh-tw" if {"hant", "tw", "hk", "mo"} & set(subtags) else "zh-cn"
