"""From the bytes of a site.json that was accepted before to a Publication: nothing is checked again."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from kabar.domain.block_parsing import optional, read_blocks
from kabar.domain.blocks import pictures_of
from kabar.domain.links import outside
from kabar.domain.publication import Author, FixedPage, Publication, Publisher, Section, WireDesk
from kabar.domain.reading import read_moment
from kabar.domain.strict_json import load
from kabar.domain.text import one_line

_Json = Mapping[str, Any]


def reread_publication(raw: bytes) -> Publication:
    """The publication in an upload that parse_publication has accepted before."""
    return read_publication(load(raw))


def picture_keys(publication: Publication) -> tuple[str, ...]:
    """The inbox keys of every picture that the publication names, each once."""
    keys = [publication.publisher.logo, *(author.image for author in publication.authors)]
    keys += [use.key for page in publication.pages for use in pictures_of(page.body) if not use.elsewhere]
    return tuple(dict.fromkeys(key for key in keys if key))


def read_publication(document: _Json) -> Publication:
    """The publication in a document that parse_publication has accepted."""
    name, zone = one_line(document["name"]), ZoneInfo(document["timeZone"])
    return Publication(
        name=name,
        url=document["url"].rstrip("/"),
        language=document["inLanguage"],
        zone=zone,
        description=optional(document, "description", one_line),
        news_sitemap_name=optional(document, "newsSitemapName", one_line),
        accent=document.get("colors", {}).get("accent"),
        publisher=_publisher(document.get("publisher", {"name": name})),
        sections=tuple(map(_section, document["sections"])),
        authors=tuple(map(_author, document["authors"])),
        pages=tuple(_page(page, zone) for page in document.get("pages", ())),
        navigation=tuple(document.get("navigation", ())),
        offline=document.get("offline", False),
        picture_hosts=tuple(document.get("pictureHosts", ())),
        wire=_wire(document.get("wire", {})),
        index_now=document.get("indexNow", {}).get("key"),
        hub=outside(document["webSub"]["hub"]) if "webSub" in document else None,
        lints_off=frozenset(code for code, wanted in document.get("lints", {}).items() if not wanted),
    )


def _publisher(document: _Json) -> Publisher:
    return Publisher(
        name=one_line(document["name"]),
        logo=document.get("logo"),
        publishing_principles=document.get("publishingPrinciples"),
        same_as=tuple(document.get("sameAs", ())),
        address=optional(document, "address", one_line),
        email=document.get("email"),
    )


def _section(document: _Json) -> Section:
    return Section(document["slug"], one_line(document["name"]), optional(document, "description", one_line))


def _author(document: _Json) -> Author:
    return Author(
        id=document["id"],
        name=one_line(document["name"]),
        job_title=optional(document, "jobTitle", one_line),
        description=optional(document, "description", one_line),
        image=document.get("image"),
        same_as=tuple(document.get("sameAs", ())),
    )


def _page(document: _Json, zone: ZoneInfo) -> FixedPage:
    return FixedPage(
        slug=document["slug"],
        headline=one_line(document["headline"]),
        body=read_blocks(document["articleBody"], partial(read_moment, zone=zone)),
        description=optional(document, "description", one_line),
    )


def _wire(document: _Json) -> WireDesk:
    return WireDesk(document.get("section"), tuple(document.get("sections", {}).items()))
