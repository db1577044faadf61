"""An article under the eyes of the lints, and the walks through it that they share."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kabar.domain.markup import plain
from kabar.domain.moments import EPOCH, parse_moment
from kabar.domain.problems import pointer
from kabar.domain.publication import Publication

Json = Mapping[str, Any]
Placed = Iterator[tuple[str, str]]
"""JSON Pointers, each with the text that stands there, without its inline markup."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A valid document, the publication it is for, and how tags are spelled elsewhere, by their slugs."""

    document: Json
    publication: Publication
    spellings: Mapping[str, str] = field(default_factory=dict)

    @property
    def published(self) -> datetime:
        """When it is (to be) published."""
        return parse_moment(self.document["datePublished"], self.publication.zone) or EPOCH


def paragraphs(document: Json) -> Placed:
    """The paragraphs of the body, those of its factboxes included."""
    return ((place, plain(block["text"])) for place, block in blocks(document) if block["type"] == "paragraph")


def blocks(document: Json) -> Iterator[tuple[str, Json]]:
    """The blocks of the body, those within factboxes included, each with its place."""
    for index, block in enumerate(document["articleBody"]):
        place = pointer("articleBody", index)
        yield place, block
        if block["type"] == "factbox":
            for inner, within in enumerate(block["articleBody"]):
                yield place + pointer("articleBody", inner), within


def pictures(document: Json) -> Iterator[tuple[str, Json]]:
    """Every use of a picture, the main one first, each with its place."""
    if "image" in document:
        yield "/image", document["image"]
    for place, block in blocks(document):
        if block["type"] == "image":
            yield place, block
        elif block["type"] == "gallery":
            yield from ((place + pointer("images", index), use) for index, use in enumerate(block["images"]))


def texts(document: Json) -> Placed:
    """Every text of the newsroom's own that readers see."""
    for name in ("headline", "alternativeHeadline", "description"):
        if name in document:
            yield pointer(name), plain(document[name])
    for place, block in blocks(document):
        if block["type"] != "related":
            yield from _within(place, block)
    for place, use in pictures(document):
        if use.get("caption"):
            yield f"{place}/caption", plain(use["caption"])


def _within(place: str, block: Json) -> Placed:
    for name in ("headline", "text"):
        if name in block:
            yield place + pointer(name), plain(block[name])
    for index, item in enumerate(block.get("items", ())):
        yield place + pointer("items", index), plain(item)
