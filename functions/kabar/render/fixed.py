"""Fixed pages, and pages of addresses with nothing to read."""

from dataclasses import replace

from kabar.domain.article import Card
from kabar.domain.markup import plain
from kabar.domain.publication import FixedPage
from kabar.domain.site import Frame
from kabar.render.addresses import absolute, fixed_path
from kabar.render.blocks import Surroundings, body
from kabar.render.contexts import FixedContext, Head, NoticeContext, RedirectContext
from kabar.render.open_graph import website_properties
from kabar.render.page_metadata import page_json_ld
from kabar.render.shell import direction, home_feeds, shell
from kabar.render.teasers import calendar_of, teasers
from kabar.render.words import Words


def fixed_context(frame: Frame, page: FixedPage) -> FixedContext:
    """A page outside the news."""
    publication = frame.publication
    description = plain(page.description or "") or publication.description
    around = Surroundings(frame.pictures, {}, calendar_of(publication), publication.picture_hosts)
    return FixedContext(
        shell=shell(frame, picture_hosts=publication.picture_hosts),
        head=_page_head(frame, page.headline, description, fixed_path(page.slug)),
        words=Words(publication.language),
        headline=page.headline,
        blocks=body(page.body, around),
    )


def not_found_context(frame: Frame, cards: tuple[Card, ...]) -> NoticeContext:
    """No page at this address, and the newest articles instead."""
    words = Words(frame.publication.language)
    head = _head(frame, words.say("Page not found"), None)
    return NoticeContext(shell(frame), head, words, teasers(frame, cards))


def redirect_context(frame: Frame, target: str) -> RedirectContext:
    """An article that moved to another path."""
    publication = frame.publication
    address = absolute(publication, target)
    return RedirectContext(Words(publication.language), publication.language, target, address)


def _page_head(frame: Frame, title: str, description: str | None, path: str) -> Head:
    return replace(
        _head(frame, title, description, absolute(frame.publication, path)),
        properties=website_properties(frame, title, description, path),
        json_ld=page_json_ld(frame, "WebPage", title, description, path),
    )


def _head(frame: Frame, title: str, description: str | None, canonical: str | None = None) -> Head:
    language = frame.publication.language
    feeds = home_feeds(frame.publication)
    return Head(title, description, language, direction(language), canonical, feeds=feeds)
