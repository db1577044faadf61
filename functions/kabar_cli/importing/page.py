"""A single page in HTML."""

import codecs
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from kabar.hypertext.inline import plain_of
from kabar.hypertext.tree import Element, names, parse
from kabar_cli.importing.reading import moment, read_whole, text
from kabar_cli.importing.scratch import Scratch
from kabar_cli.importing.story import Found, MainPicture, Person, SiteFacts, Story, Term, UnreadableExport

_MARKUP: Final = re.compile(r"<(?:html|head|body|article|main|section|div|p|h[1-6]|title)\b", re.IGNORECASE)
_BEFORE: Final = re.compile(r"<!--.*?-->|<[!?][^>]*>|\ufeff|\s+", re.DOTALL)
_FEED: Final = re.compile(r"<(rss|feed|rdf:RDF)\b")
_CHARSET: Final = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_KINDS: Final = names(
    "Article NewsArticle ReportageNewsArticle OpinionNewsArticle AnalysisNewsArticle BackgroundNewsArticle BlogPosting"
)
_BODIES: Final = (
    "entry-content",
    "article-body",
    "article__body",
    "post-content",
    "articleBody",
    "content-body",
    "detail__body-text",
)
_AROUND: Final = names("nav header footer aside form script style noscript template")


def read_page(path: Path, _: Scratch, old_url: str) -> Iterator[Found]:
    """The one article that the page is. Raises UnreadableExport."""
    page = _decoded(path)
    if "\0" in page or not _MARKUP.search(page):
        raise UnreadableExport(f"{path.name} is no web page: there is no HTML in it")
    if feed := _FEED.match(_BEFORE.sub(" ", page[:4096]).lstrip()):
        raise UnreadableExport(f"{path.name} is no web page: it begins with <{feed[1]}>. Try feed, or wxr")
    tree = parse(page)
    if not plain_of(tree.children):
        raise UnreadableExport(f"{path.name} has no text in it")
    return _found(tree, path, old_url)


def _decoded(path: Path) -> str:
    """The text: as its byte order mark says, or its <meta>, or UTF-8. Raises UnreadableExport."""
    raw = read_whole(path)
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace")
    named = _CHARSET.search(raw[:4096])
    for charset in (*(["utf-8-sig"] if not named else []), named[1].decode() if named else "utf-8-sig", "windows-1252"):
        try:
            return raw.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("utf-8", "replace")


def _found(tree: Element, path: Path, old_url: str) -> Iterator[Found]:
    meta, linked = _meta(tree), _linked_data(tree)
    canonical = next((link.get("href") for link in tree.all("link") if link.get("rel") == "canonical"), "")
    url = old_url or canonical or meta.get("og:url", "")
    yield SiteFacts(name=meta.get("og:site_name", ""), url=url)
    body = _body(tree)
    title = text(linked.get("headline")) or meta.get("og:title", "") or _first_text(tree, "h1", "title")
    published = text(linked.get("datePublished")) or meta.get("article:published_time", "") or meta.get("date", "")
    sections = [each for each in _list(linked.get("articleSection")) if isinstance(each, str)]
    sections = sections or [meta.get("article:section", "")]
    picture = meta.get("og:image", "") or _picture(linked)
    yield Story(
        source=path.name,
        title=title or path.stem,
        nodes=tuple(_text_only(body, title)),
        url=url,
        slug=urlsplit(url).path.rstrip("/").rpartition("/")[2].partition(".")[0] or path.stem,
        published=moment(published or _time(body)),
        modified=moment(text(linked.get("dateModified")) or meta.get("article:modified_time", "")),
        authors=_authors(linked, meta),
        categories=tuple(Term(section) for section in sections if section.strip()),
        tags=_tags(linked, meta),
        description=meta.get("description", "") or meta.get("og:description", ""),
        image=MainPicture(picture, meta.get("og:image:alt", "")) if picture else None,
    )


def _meta(tree: Element) -> dict[str, str]:
    pairs = (
        (each.get("property") or each.get("name") or each.get("itemprop"), each.get("content"))
        for each in tree.all("meta")
    )
    found: dict[str, str] = {}
    for name, content in pairs:
        found.setdefault(name.lower(), content)
    return found


def _linked_data(tree: Element) -> dict[str, Any]:
    """What the page says of its article in JSON-LD; empty if it says nothing that can be read."""
    for script in tree.all("script"):
        if script.get("type") != "application/ld+json":
            continue
        try:
            document = json.loads(script.text)
        except (ValueError, RecursionError):
            continue
        graph = document if isinstance(document, list) else [document]
        graph = [*graph, *(part for each in graph if isinstance(each, dict) for part in _list(each.get("@graph")))]
        for each in graph:
            kinds = _list(each.get("@type")) if isinstance(each, dict) else []
            if any(isinstance(kind, str) and kind in _KINDS for kind in kinds):
                return dict(each)
    return {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value is not None else []


def _authors(linked: dict[str, Any], meta: dict[str, str]) -> tuple[Person, ...]:
    named = [text(each.get("name")) if isinstance(each, dict) else text(each) for each in _list(linked.get("author"))]
    found = [name for name in named if name] or [meta.get("author", "")]
    return tuple(Person(name) for name in found if name and not name.startswith("http"))


def _picture(linked: dict[str, Any]) -> str:
    """The address of the first picture that the linked data has."""
    found = (text(each.get("url")) if isinstance(each, dict) else text(each) for each in _list(linked.get("image")))
    return next(filter(None, found), "")


def _tags(linked: dict[str, Any], meta: dict[str, str]) -> tuple[str, ...]:
    found = _list(linked.get("keywords")) or [meta.get("keywords", "") or meta.get("news_keywords", "")]
    return tuple(tag.strip() for each in found if isinstance(each, str) for tag in each.split(",") if tag.strip())


def _body(tree: Element) -> Element:
    """Where the text stands: what is marked as it, or else what holds most paragraphs."""
    marked = [
        each for each in tree.all(*_BLOCKS) if each.get("itemprop") == "articleBody" or each.classes & set(_BODIES)
    ]
    return max(marked or tree.all("article") or tree.all("main") or [tree], key=_weight, default=tree)


_BLOCKS: Final = ("div", "section", "article", "main")


def _weight(element: Element) -> int:
    return sum(len(plain_of(each.children)) for each in element.all("p")) or len(plain_of(element.children)) // 4


def _text_only(body: Element, title: str) -> list[Element | str]:
    """What is in it, without what stands around a text, and without its title."""
    kept: list[Element | str] = []
    for child in body.children:
        if isinstance(child, Element):
            if child.name in _AROUND or (child.name == "h1" and plain_of(child.children) == plain_of([title])):
                continue
            child.children = _text_only(child, title)
        kept.append(child)
    return kept


def _first_text(tree: Element, *wanted: str) -> str:
    return next((said for each in tree.all(*wanted) if (said := plain_of(each.children) or each.text.strip())), "")


def _time(body: Element) -> str:
    found = body.first("time")
    return found.get("datetime") if found else ""
