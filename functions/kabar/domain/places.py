"""Where in an upload something is named that may be missing."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kabar.domain.problems import pointer

_Json = Mapping[str, Any]


def places_of(document: _Json) -> Iterator[tuple[str, str]]:
    """Each picture's key and each article's id that a valid article names, with the JSON Pointer of the place."""
    if "image" in document:
        yield document["image"]["contentUrl"], "/image/contentUrl"
    for name, place in places_in(document["articleBody"]):
        yield name, pointer("articleBody") + place
    for index, notice in enumerate(document.get("correction", ())):
        if "article" in notice:
            yield notice["article"], pointer("correction", index, "article")
    if "followUpTo" in document:
        yield document["followUpTo"], "/followUpTo"
    for index, id_ in enumerate(document.get("workTranslation", ())):
        yield id_, pointer("workTranslation", index)


def places_in(body: Sequence[_Json | None]) -> Iterator[tuple[str, str]]:
    """The same of a body's blocks, but for those that are None; the pointers begin at the body."""
    for index, block in enumerate(body):
        if block is not None:
            yield from _of_block(block, pointer(index))


def _of_block(block: _Json, place: str) -> Iterator[tuple[str, str]]:
    match block["type"]:
        case "image":
            yield block["contentUrl"], f"{place}/contentUrl"
        case "gallery":
            for index, image in enumerate(block["images"]):
                yield image["contentUrl"], f"{place}/images/{index}/contentUrl"
        case "related":
            yield block["article"], f"{place}/article"
