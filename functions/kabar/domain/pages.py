"""Page ids: the unit in which the site is built. One page is one message group, so it has one writer at a time."""

import hashlib
import re
from dataclasses import dataclass
from typing import Final

FURNITURE: Final = "furniture"
ARCHIVE: Final = "archive"
LEDGER: Final = "ledger"
SITEMAP_INDEX: Final = "sitemap-index"
SITEMAP_NEWS: Final = "sitemap-news"
STRAY: Final = "stray"
KEY_FILE: Final = "key-file"
PICTURE: Final = "picture"
CARD: Final = "card"
_GROUP: Final = re.compile(r"[!-~]{1,128}")
"""Amazon SQS, SendMessage: a MessageGroupId is 1 to 128 letters, digits and punctuation marks of ASCII."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its kind, and what names it within the kind.

    kind                     name
    address                  a path of the site: whatever it answers, an article, a redirect or "gone"
    list                     a list's name: home, section/<slug>, tag/<slug>, author/<id>, language/<code>
    day, month               yyyy-mm-dd or yyyy-mm, of a section followed by /<slug>
    sitemap                  yyyy-mm
    fixed                    a fixed page's slug
    ledger-year              yyyy
    key-file                 a key of IndexNow: its file, if it is the publication's
    stray                    a key of the site bucket that can be no page's: building it removes the object
    picture                  the SHA-256 of a picture's bytes: its files, in a queue of their own
    card                     an article's path: its social card, in the same queue
    ledger, archive, sitemap-index, sitemap-news, furniture   empty
    """

    kind: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}" if self.name else self.kind

    @property
    def group(self) -> str:
        """The message group: the id itself, or its SHA-256 where SQS wouldn't take it."""
        text = str(self)
        return text if _GROUP.fullmatch(text) else hashlib.sha256(text.encode()).hexdigest()


def parse_page(text: str) -> Page:
    """The page that str(page) wrote."""
    kind, _, name = text.partition(":")
    return Page(kind, name)


def calendar_pages(day: str, scope: str) -> tuple[Page, Page]:
    """The day and the month that show an article of `day` in a scope (a section's slug, or empty for all)."""
    suffix = f"/{scope}" if scope else ""
    return Page("day", day + suffix), Page("month", day[:7] + suffix)


def split_scope(name: str) -> tuple[str, str | None]:
    """The date and the section (None for all) of a day's or month's name."""
    date, _, section = name.partition("/")
    return date, section or None
