"""From the bytes of site.json to a Publication, or to the reasons why not."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kabar.domain.checks import blank_name, no_address
from kabar.domain.elsewhere import not_shown
from kabar.domain.facts import body_findings
from kabar.domain.identity import is_reserved
from kabar.domain.places import places_in
from kabar.domain.problems import Problem, Rejected, pointer
from kabar.domain.publication import Publication
from kabar.domain.schema import closest, findings
from kabar.domain.site_reading import read_publication
from kabar.domain.sound import entries, sound_part
from kabar.domain.strict_json import load

_Json = Mapping[str, Any]


def parse_publication(raw: bytes) -> Publication:
    """The publication in an upload of site.json. Raises Rejected with every problem found."""
    document = load(raw)
    problems = findings("publication", document)
    sound = sound_part(document, problems)
    if sound is not None:
        problems += tuple(_findings(sound))
    if problems:
        raise Rejected(*problems)
    return read_publication(document)


def _findings(document: _Json) -> Iterator[Problem]:
    zone = _zone(document.get("timeZone", "UTC"))
    if not zone:
        yield Problem("/timeZone", "unknown-time-zone", {"value": document["timeZone"]})
    yield from _slugs(document)
    yield from _names(document)
    yield from _addresses(document)
    yield from _author_ids(document)
    yield from _navigation(document)
    yield from _wire_sections(document)
    for index, page in entries(document, "pages"):
        place, body = pointer("pages", index, "articleBody"), page["articleBody"]
        yield from body_findings(body, zone or ZoneInfo("UTC"), place)
        yield from not_shown(_pictures(body, place), tuple(document.get("pictureHosts") or ()))


def _pictures(body: list[_Json | None], place: str) -> Iterator[tuple[str, str]]:
    """Each picture's key or address that a body names, with its place."""
    return ((name, place + where) for name, where in places_in(body) if where.endswith("/contentUrl"))


def _navigation(document: _Json) -> Iterator[Problem]:
    sections = document.get("sections", [None])
    if None in sections:
        return
    slugs = [section["slug"] for section in sections]
    for index, slug in entries(document, "navigation"):
        if slug not in slugs:
            values = {"value": slug, "known": ", ".join(slugs), **closest(slug, slugs)}
            yield Problem(pointer("navigation", index), "unknown-section", values)


def _wire_sections(document: _Json) -> Iterator[Problem]:
    sections, wire = document.get("sections", [None]), document.get("wire") or {}
    if None in sections:
        return
    named = {pointer("wire", "sections", word): slug for word, slug in (wire.get("sections") or {}).items() if slug}
    named |= {"/wire/section": wire["section"]} if wire.get("section") else {}
    slugs = [section["slug"] for section in sections]
    for place, slug in named.items():
        if slug not in slugs:
            values = {"value": slug, "known": ", ".join(slugs), **closest(slug, slugs)}
            yield Problem(place, "unknown-section", values)


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _names(document: _Json) -> Iterator[Problem]:
    if "name" in document:
        yield from blank_name(document, "name", "")
    if "publisher" in document:
        yield from blank_name(document["publisher"], "name", "/publisher")
    for field, name in (("sections", "name"), ("authors", "name"), ("pages", "headline")):
        for index, part in entries(document, field):
            yield from blank_name(part, name, pointer(field, index))


def _addresses(document: _Json) -> Iterator[Problem]:
    if "url" in document:
        yield from no_address(document["url"], "/url")
    if "webSub" in document:
        yield from no_address(document["webSub"]["hub"], "/webSub/hub")
    publisher = document.get("publisher", {})
    principles = publisher.get("publishingPrinciples", "/")
    if not principles.startswith("/"):
        yield from no_address(principles, "/publisher/publishingPrinciples")
    people = {pointer("authors", index): author for index, author in entries(document, "authors")}
    for place, part in {"/publisher": publisher, **people}.items():
        for index, url in enumerate(part.get("sameAs", ())):
            yield from no_address(url, place + pointer("sameAs", index))


def _slugs(document: _Json) -> Iterator[Problem]:
    taken: set[str] = set()
    for field in ("sections", "pages"):
        for index, part in entries(document, field):
            slug, place = part["slug"], pointer(field, index, "slug")
            if is_reserved(slug):
                yield Problem(place, "reserved-slug", {"value": slug})
            elif slug in taken:
                yield Problem(place, "used-twice", {"value": slug})
            taken.add(slug)


def _author_ids(document: _Json) -> Iterator[Problem]:
    counts = Counter(author["id"] for _, author in entries(document, "authors"))
    for index, author in entries(document, "authors"):
        if counts[author["id"]] > 1:
            yield Problem(pointer("authors", index, "id"), "used-twice", {"value": author["id"]})
