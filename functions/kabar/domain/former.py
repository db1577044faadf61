"""Addresses that an article had in another system, and which of them the site can answer at."""

import re
from typing import Final
from urllib.parse import unquote

from kabar.domain.identity import RESERVED_SLUGS, is_article_path
from kabar.domain.publication import Publication
from kabar.domain.text import legal

_SEGMENT: Final = re.compile(r"[\w.~,()!'@:-]+")
_MOST_BYTES: Final = 900
"""Less than the 1,024 bytes of an S3 key, so that `index.html` has room."""
_FEEDS: Final = frozenset({"feed.xml", "atom.xml", "feed.json"})
_CALENDAR: Final = re.compile(r"[0-9]{4}(/[0-9]{2}){0,2}/")
_PAGE_FILE: Final = re.compile(r".+\.(html?|php|aspx?|jsp|cfm|shtml)")


def former_path(text: str) -> str | None:
    """The path of an old address as the site has it; None if nothing can be served there.

    Percent-encoding is resolved. A name without a dot is a folder's, and `index.html` is its folder's page, as
    functions/edge/viewer-request.js has them.
    """
    try:
        path = unquote(legal(text), errors="strict").removesuffix("index.html")
    except UnicodeDecodeError:
        return None
    folder = path.endswith("/")
    segments = path.removeprefix("/").removesuffix("/").split("/")
    sound = all(_SEGMENT.fullmatch(segment) and segment.strip(".") for segment in segments)
    if not path.startswith("/") or not sound or len(path.encode()) > _MOST_BYTES:
        return None
    return "/" + "/".join(segments) + ("/" if folder or "." not in segments[-1] else "")


def is_of_the_site(path: str, publication: Publication) -> bool:
    """Whether a page of the publication itself stands at the path, or may at any time."""
    first, _, rest = path.removeprefix("/").partition("/")
    if not rest and "." in first:
        return not _PAGE_FILE.fullmatch(first) or first == "404.html"
    if first in RESERVED_SLUGS or _CALENDAR.fullmatch(path.removeprefix("/")):
        return True
    if publication.section(first) or any(page.slug == first for page in publication.pages):
        return not rest or rest in _FEEDS or bool(_CALENDAR.fullmatch(rest))
    inner = "/".join(path.split("/")[:5]) + "/"
    return is_article_path(inner) and path != inner
