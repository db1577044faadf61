"""Objects of the site bucket: keys, headers, cache tags."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from kabar.domain.article import Card
from kabar.domain.identity import short_hash
from kabar.domain.site import SiteObject
from kabar.render.addresses import key_of

HTML: Final = "text/html; charset=utf-8"
CSS: Final = "text/css; charset=utf-8"
JAVASCRIPT: Final = "text/javascript; charset=utf-8"
SVG: Final = "image/svg+xml; charset=utf-8"
TEXT: Final = "text/plain; charset=utf-8"
JSON: Final = "application/json; charset=utf-8"
MANIFEST: Final = "application/manifest+json; charset=utf-8"
XML: Final = "application/xml; charset=utf-8"
RSS: Final = "application/rss+xml; charset=utf-8"
ATOM: Final = "application/atom+xml; charset=utf-8"
JSON_FEED: Final = "application/feed+json; charset=utf-8"

REVALIDATED: Final = "public, max-age=0, s-maxage=60, must-revalidate"
"""A minute at the edge; readers ask each time."""
FRESH: Final = "no-cache"
"""The edge asks for each reader, and readers ask each time."""
IMMUTABLE: Final = "public, max-age=31536000, immutable"
_MOST_TAGS: Final = 50
"""Amazon CloudFront: the most cache tags of an object."""


@lru_cache(maxsize=4096)
def article_tag(id_: str) -> str:
    """The cache tag of everything that shows the article."""
    return f"article-{short_hash(id_)}"


def list_tag(kind: str, name: str = "") -> str:
    """The cache tag of a list (home, section, tag, author, day, month, archive, sitemap...)."""
    return f"list-{kind}-{name}" if name else f"list-{kind}"


def tags(first: str, cards: Iterable[Card] = ()) -> tuple[str, ...]:
    """The page's own tag and those of the articles on it, as many as there may be."""
    return tags_of(first, (card.id for card in cards))


def tags_of(first: str, articles: Iterable[str]) -> tuple[str, ...]:
    """The page's own tag and those of the articles with these ids, as many as there may be."""
    every = dict.fromkeys([first, *map(article_tag, articles)])
    return tuple(every)[:_MOST_TAGS]


def at(
    path: str, body: bytes, content_type: str, tags: tuple[str, ...], cache_control: str = REVALIDATED
) -> SiteObject:
    """What readers get at a path, kept for a minute at the edge unless something else is said."""
    return SiteObject(key_of(path), body, content_type, cache_control, tags)
