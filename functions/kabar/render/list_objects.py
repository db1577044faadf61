"""The objects of a list: its page and its feeds."""

from collections.abc import Callable
from typing import Final

from kabar.domain.site import Frame, ListPage, SiteObject
from kabar.render import feeds
from kabar.render.addresses import HOME, NOT_FOUND, list_path
from kabar.render.contexts import Feed
from kabar.render.environment import render
from kabar.render.fixed import not_found_context
from kabar.render.languages import is_own
from kabar.render.list_facts import list_description
from kabar.render.lists import is_front, list_context, list_feeds
from kabar.render.objects import ATOM, HTML, JSON_FEED, RSS, at, list_tag, tags

_OFFERED: Final = 6
"""How many of the newest articles the page of no page offers."""
_Write = Callable[[Frame, feeds.Feed], bytes]
_WRITERS: Final[dict[str, tuple[str, _Write]]] = {
    "application/rss+xml": (RSS, feeds.rss),
    "application/atom+xml": (ATOM, feeds.atom),
    "application/feed+json": (JSON_FEED, feeds.json_feed),
}


def list_objects(frame: Frame, page: ListPage) -> tuple[SiteObject, ...]:
    """The page and the feeds; nothing for a tag, an author or a language without articles."""
    if not page.cards and not is_front(page):
        return ()
    mine = tags(list_tag(page.kind, "" if page.kind == "home" else page.name), page.cards)
    every = list_feeds(frame, page)
    feeds_of = (_feed_object(frame, page, feed, every, mine) for feed in every)
    return *_html(frame, page, mine), *_not_found(frame, page, mine), *feeds_of


def _html(frame: Frame, page: ListPage, mine: tuple[str, ...]) -> tuple[SiteObject, ...]:
    """The page; the front page is that of the publication's own language."""
    if page.kind == "language" and is_own(frame.publication, page.name):
        return ()
    return (at(list_path(page), render("list.html", list_context(frame, page)), HTML, mine),)


def _not_found(frame: Frame, page: ListPage, mine: tuple[str, ...]) -> tuple[SiteObject, ...]:
    """The page of no page goes with the front page: it shows the newest articles too."""
    if page.kind != "home":
        return ()
    return (at(NOT_FOUND, render("notice.html", not_found_context(frame, page.cards[:_OFFERED])), HTML, mine),)


def _feed_object(
    frame: Frame, page: ListPage, feed: Feed, every: tuple[Feed, ...], mine: tuple[str, ...]
) -> SiteObject:
    content_type, write = _WRITERS[feed.type]
    publication = frame.publication
    own = page.kind == "language" and is_own(publication, page.name)
    content = feeds.Feed(
        title=feed.title.rpartition(" (")[0],
        description=list_description(publication, page) or publication.description or publication.name,
        path=HOME if own else list_path(page),
        feed_path=feed.path,
        cards=page.cards,
        language=page.name if page.kind == "language" else publication.language,
        alternates=tuple(feeds.Alternate(other.type, other.path) for other in every if other != feed),
    )
    return at(feed.path, write(frame, content), content_type, mine)
