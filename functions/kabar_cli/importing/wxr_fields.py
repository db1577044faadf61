"""What the fields of a WordPress item mean."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html import unescape
from typing import Any, Final
from urllib.parse import unquote

from kabar_cli.importing.reading import moment
from kabar_cli.importing.scratch import Scratch
from kabar_cli.importing.story import MainPicture, Person, Term
from kabar_cli.importing.wxr_xml import Node

_KNOWN: Final = frozenset({"category", "post_tag", "author", "post_format", "language", "post_translations"})
"""Kinds of term that are read elsewhere, or say nothing to readers."""
_DESCRIPTIONS: Final = (
    "_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description", "_aioseop_description",
)  # fmt: skip
"""Where plug-ins keep what search engines are to show."""


def published(fields: dict[str, str]) -> datetime | None:
    """When it was published; None if no date of it can be meant."""
    gmt = _moment(fields.get("wp:post_date_gmt", ""), UTC)
    return gmt or _moment(fields.get("wp:post_date", "")) or moment(fields.get("pubDate", ""))


def modified(fields: dict[str, str]) -> datetime | None:
    """When it was changed last."""
    return _moment(fields.get("wp:post_modified_gmt", ""), UTC) or _moment(fields.get("wp:post_modified", ""))


def meta_of(node: Node) -> dict[str, str]:
    """The fields that plug-ins, and WordPress itself, have added."""
    pairs = (meta.fields() for meta in node.named("wp:postmeta"))
    return {pair.get("wp:meta_key", ""): pair.get("wp:meta_value", "") for pair in pairs}


def search_description(meta: Mapping[str, str]) -> str:
    """What was written for search engines, unless it is a pattern to be filled."""
    return next((text for name in _DESCRIPTIONS if (text := meta.get(name, "")) and "%" not in text), "")


def former(link: str, node: Node) -> tuple[str, ...]:
    """The addresses that it had before its last one, which WordPress redirects too."""
    olds = (meta.fields() for meta in node.named("wp:postmeta"))
    slugs = [pair.get("wp:meta_value", "") for pair in olds if pair.get("wp:meta_key") == "_wp_old_slug"]
    head = link.rstrip("/").rpartition("/")[0]
    return tuple(f"{head}/{slug}/" for slug in slugs if slug and head and "?" not in link)


def terms(node: Node, domain: str, but: frozenset[str] = frozenset()) -> tuple[Term, ...]:
    """Its categories, tags or whatever else the domain is. WordPress keeps their names as HTML."""
    named = (term for term in node.named("category") if term.attributes.get("domain") == domain)
    found = (Term(unescape(term.text), unquote(term.attributes.get("nicename", ""))) for term in named)
    return tuple(term for term in found if term.name and term.slug not in but)


def other_terms(node: Node) -> Iterator[str]:
    """Terms of kinds that the site has made for itself, with their kind."""
    for term in node.named("category"):
        domain = term.attributes.get("domain", "")
        if domain and domain not in _KNOWN and term.text:
            yield f"{domain}: {unescape(term.text)}"[:200]


def authors(node: Node, fields: dict[str, str], people: Mapping[str, str]) -> tuple[Person, ...]:
    """Its author; those of the plug-in Co-Authors Plus if it has them, whose terms begin with `cap-`."""
    several = [Person(term.name, term.slug.removeprefix("cap-")) for term in terms(node, "author")]
    login = fields.get("dc:creator", "")
    own = [Person(people.get(login) or login, login)] if login else []
    named = [Person(people.get(each.id) or each.name, each.id) for each in several]
    return tuple(named or own)


def main_picture(meta: Mapping[str, str], scratch: Scratch) -> MainPicture | None:
    """The picture at its head; None if it has none, or one that isn't in the export."""
    found = scratch.attachment(meta.get("_thumbnail_id", ""))
    return MainPicture(*found) if found else None


def _moment(text: str, zone: Any = None) -> datetime | None:
    found = None if text.startswith("0000") else moment(text) if text else None
    return found.replace(tzinfo=zone) if found and zone and found.tzinfo is None else found
