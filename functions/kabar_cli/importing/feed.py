"""RSS and Atom."""

import calendar
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from xml.sax import SAXException  # an error alone # nosec B406

import feedparser  # type: ignore[import-untyped]

from kabar_cli.importing.reading import read_whole
from kabar_cli.importing.scratch import Scratch
from kabar_cli.importing.story import Found, MainPicture, Person, SiteFacts, Skipped, Story, Term, UnreadableExport

_DECLARATIONS: Final = re.compile(rb"<!\s*ENTITY|<!\s*DOCTYPE[^>]*\[", re.IGNORECASE)
_ENOUGH: Final = 400
"""Characters of text that are more than a summary."""


def read_feed(path: Path, _: Scratch, __: str) -> Iterator[Found]:
    """What the feed holds. Raises UnreadableExport."""
    raw = read_whole(path)
    if _DECLARATIONS.search(raw.replace(b"\0", b"")):
        raise UnreadableExport(f"{path.name} declares entities, which no feed needs")
    feed = feedparser.parse(raw, sanitize_html=False)
    if not feed.entries and not feed.feed.get("title"):
        fault = feed.get("bozo_exception")
        raise UnreadableExport(f"{path.name} is no feed that can be read" + (f" ({fault})" if fault else ""))
    return _found(feed, path.name)


def _found(feed: Any, name: str) -> Iterator[Found]:
    head = feed.feed
    yield SiteFacts(head.get("title", ""), head.get("link", ""), head.get("language", ""), head.get("subtitle", ""))
    for number, entry in enumerate(feed.entries, 1):
        yield _story(number, entry)
    fault = feed.get("bozo_exception")
    if isinstance(fault, SAXException):
        yield Skipped(name, "", f"the file is damaged: what follows may be missing ({fault})")


def _story(number: int, entry: Any) -> Story | Skipped:
    source, title = f"entry {number}", entry.get("title", "")
    content = max((part.get("value", "") for part in entry.get("content", ())), key=len, default="")
    summary = entry.get("summary", "")
    html = content if len(content) >= len(summary) else summary
    if not html and not title:
        return Skipped(source, entry.get("id", ""), "it has neither title nor text")
    url = entry.get("link", "")
    terms = tuple(Term(tag.get("label") or tag.get("term") or "") for tag in entry.get("tags", ()))
    people = entry.get("authors") or ([{"name": entry["author"]}] if entry.get("author") else [])
    short = not content and len(summary) < _ENOUGH
    return Story(
        source=source,
        title=title,
        html=html,
        url=url,
        slug=_slug(url),
        published=_moment(entry, "published") or _moment(entry, "updated"),
        modified=_moment(entry, "updated"),
        authors=tuple(Person(each.get("name", "")) for each in people if each.get("name")),
        tags=tuple(term.name for term in terms if term.name),
        description=summary if content and summary and len(summary) < len(content) else "",
        language=(entry.get("content") or [{}])[0].get("language") or "",
        image=_image(entry),
        remarks=(("cut-by-feed", {}),) if short else (),
    )


def _moment(entry: Any, name: str) -> datetime | None:
    # Asked otherwise, feedparser answers with the date of publication where there is none of an update.
    parsed = entry.get(f"{name}_parsed") if dict.__contains__(entry, f"{name}_parsed") else None
    return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None


def _slug(url: str) -> str:
    last = urlsplit(url).path.rstrip("/").rpartition("/")[2]
    return re.sub(r"\.(html?|php|aspx?)$", "", last) if not urlsplit(url).query else ""


def _image(entry: Any) -> MainPicture | None:
    """The largest picture that the entry brings beside its text."""
    found = [each for each in entry.get("media_content", ()) if _is_picture(each)]
    found += [{"url": each.get("href")} for each in entry.get("enclosures", ()) if _is_picture(each)]
    found += list(entry.get("media_thumbnail", ()))
    best = max(
        found, key=lambda each: int(each["width"]) if str(each.get("width", "")).isdecimal() else 0, default=None
    )
    if not best or not best.get("url"):
        return None
    return MainPicture(best["url"], "", entry.get("media_description", "") or "")


def _is_picture(each: Any) -> bool:
    return each.get("medium") == "image" or str(each.get("type", "")).startswith("image/")
