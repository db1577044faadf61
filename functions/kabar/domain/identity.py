"""Names: keys in the inbox, article ids, slugs, addresses on the site."""

import hashlib
import re
from datetime import date, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from slugify import slugify

from kabar.domain.problems import Problem
from kabar.domain.text import is_blank

ARTICLES: Final = "articles/"
WIRE: Final = "wire/"
MEDIA: Final = "media/"
RECEIPTS: Final = "receipts/"
SITE_KEY: Final = "site.json"
MAX_ARTICLE_ID: Final = 200
MAX_SLUG: Final = 80
MAX_KEY_BYTES: Final = 1024
"""Amazon S3, "Naming Amazon S3 objects": a key is at most 1,024 bytes of UTF-8."""

_PATH: Final = r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*"
_ARTICLE_KEY: Final = re.compile(rf"articles/(?!wire/)(?P<id>{_PATH})\.json")
_WIRE_KEY: Final = re.compile(rf"(?P<id>wire/{_PATH})\.json")
_MEDIA_KEY: Final = re.compile(rf"media/{_PATH}")
_ARTICLE_PATH: Final = re.compile(r"/[0-9]{4}/[0-9]{2}/[0-9]{2}/[a-z0-9]+(-[a-z0-9]+)*/")
_YEAR: Final = re.compile(r"[0-9]{4}")
_SIGNS: Final = {"+": "plus", "#": "sharp"}
_NAMED_SIGNS: Final = re.compile(r"(?<=\w)[+#]+")

RESERVED_SLUGS: Final = frozenset(
    {
        "tag",
        "author",
        "language",
        "media",
        "assets",
        "search",
        "sitemaps",
        "lite",
        "koreksi",
        "corrections",
        "arsip",
        "archive",
    }
)
"""First path segments that the site uses for itself, so neither a section nor a fixed page may."""


def article_id(key: str) -> str | None:
    """The id of the article that this inbox key is, or None if the key can't be an article's."""
    match = _ARTICLE_KEY.fullmatch(key) or _WIRE_KEY.fullmatch(key)
    return match["id"] if match and len(match["id"]) <= MAX_ARTICLE_ID else None


def key_fault(key: str) -> Problem:
    """Why nothing can be done with an upload under this key."""
    if key.startswith(MEDIA):
        code = "key-characters"
    elif not key.startswith((ARTICLES, WIRE)):
        code = "key-outside"
    elif key.startswith(ARTICLES + WIRE):
        code = "key-of-wire"
    elif not key.endswith(".json"):
        code = "key-not-json"
    else:
        code = "key-too-long" if len(key) > MAX_ARTICLE_ID + len(ARTICLES) + len(".json") else "key-characters"
    return Problem("", code, {"key": key, "limit": str(MAX_ARTICLE_ID)})


def article_key(id_: str) -> str:
    """The inbox key of an article.

    The ids that begin with `wire/` are agencies', and so are their keys: no article has two of them.
    """
    return f"{id_}.json" if is_wire(id_) else f"{ARTICLES}{id_}.json"


def is_wire(id_: str) -> bool:
    """Whether the article is an agency's copy, whose upload is ninjs."""
    return id_.startswith(WIRE)


def is_media_key(key: str) -> bool:
    """Whether the key can be a picture's."""
    return bool(_MEDIA_KEY.fullmatch(key))


def receipt_key(key: str) -> str:
    """Where the answer to an upload stands: beside it under receipts/, always ending in .json.

    No other upload is ever answered where an article, a picture or site.json is: a bad key to which `.json` would
    give such a name gets `~.json`. A key so long that nothing can stand before it is answered under its SHA-256.
    """
    named = key.endswith(".json") and not key.startswith(MEDIA)
    clashes = not named and (article_id(f"{key}.json") is not None or f"{key}.json" == SITE_KEY)
    answer = RECEIPTS + key + ("" if named else "~.json" if clashes else ".json")
    if len(answer.encode()) <= MAX_KEY_BYTES:
        return answer
    return f"{RECEIPTS}{hashlib.sha256(key.encode()).hexdigest()}.json"


@lru_cache(maxsize=4096)
def short_hash(text: str) -> str:
    """Eight hexadecimal digits that stand for the text."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def slug_of(text: str, fallback: str) -> str:
    """A slug of at most 80 characters; where no letter survives, `fallback` and a hash of the text."""
    slug = "" if is_blank(text) else slugify(text, max_length=MAX_SLUG, word_boundary=True)
    return slug or f"{fallback}-{short_hash(text)}"


@lru_cache(maxsize=2048)
def tag_slug(keyword: str) -> str:
    """The slug of a tag: one for all spellings that differ in case, spaces and hyphens.

    A plus and a sharp that end a word tell tags apart (C, C++, C#), so they are written out; at its beginning they
    are ornaments (#banjir).
    """
    return slug_of(_NAMED_SIGNS.sub(lambda signs: f" {' '.join(map(_SIGNS.__getitem__, signs[0]))} ", keyword), "tag")


def is_reserved(slug: str) -> bool:
    """Whether the site needs this first path segment for itself (years included)."""
    return slug in RESERVED_SLUGS or bool(_YEAR.fullmatch(slug))


def article_path(published: datetime, zone: ZoneInfo, slug: str) -> str:
    """`/<yyyy>/<mm>/<dd>/<slug>/`, the date being the publication's."""
    return f"{day_path(published.astimezone(zone).date())}{slug}/"


def is_article_path(path: str) -> bool:
    """Whether article_path could have made the path."""
    return bool(_ARTICLE_PATH.fullmatch(path))


def day_path(day: date, section: str | None = None) -> str:
    """`/<yyyy>/<mm>/<dd>/`, of a section `/<section>/<yyyy>/<mm>/<dd>/`."""
    text = day.isoformat()
    return f"{month_path(text[:7], section)}{text[8:10]}/"


def month_path(month: str, section: str | None = None) -> str:
    """`/<yyyy>/<mm>/` of a `yyyy-mm`, of a section `/<section>/<yyyy>/<mm>/`."""
    return f"/{section}/{month[:4]}/{month[5:]}/" if section else f"/{month[:4]}/{month[5:]}/"


def sitemap_path(month: str, part: int = 1) -> str:
    """A month's (`yyyy-mm`) sitemap, or its further part."""
    return f"/sitemaps/{month}.xml" if part == 1 else f"/sitemaps/{month}-{part}.xml"


def news_sitemap_path(part: int = 1) -> str:
    """The sitemap of the last two days, or its further part."""
    return "/sitemap-news.xml" if part == 1 else f"/sitemap-news-{part}.xml"


def ledger_path(language: str) -> str:
    """The public ledger of corrections and withdrawals, named in the publication's language."""
    return "/koreksi/" if language.split("-", maxsplit=1)[0] == "id" else "/corrections/"


def archive_path(language: str) -> str:
    """The page of all months, named in the publication's language."""
    return "/arsip/" if language.split("-", maxsplit=1)[0] == "id" else "/archive/"
