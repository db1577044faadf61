"""Blocks out of a document that the schema has already passed."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final, cast

from kabar.domain.blocks import (
    Block,
    Correction,
    Embed,
    Factbox,
    Gallery,
    Heading,
    Image,
    ItemList,
    Paragraph,
    PictureUse,
    Quote,
    Related,
    Separator,
    Table,
)
from kabar.domain.text import is_blank, legal, one_line

ReadMoment = Callable[[str], datetime]
_Json = Mapping[str, Any]


def read_blocks(body: Iterable[_Json], moment: ReadMoment) -> tuple[Block, ...]:
    """The blocks of a valid body, without those that a reader would see nothing of; `moment` reads its dates."""
    blocks = (_READERS[block["type"]](block, moment) for block in body)
    return tuple(filter(_shows, blocks))


def _shows(block: Block) -> bool:
    match block:
        case Paragraph(text) | Heading(text) | Quote(text) | Correction(text):
            return not is_blank(text)
        case ItemList(items):
            return bool(items)
        case _:
            return True


def read_picture(use: _Json) -> PictureUse:
    """A picture as it is used."""
    focus = use.get("focalPoint")
    size = (use["width"], use["height"]) if use.keys() >= {"width", "height"} else None
    return PictureUse(
        key=use["contentUrl"],
        caption=optional(use, "caption", legal),
        alt=optional(use, "alt", one_line),
        credit=optional(use, "creditText", one_line),
        decorative=use.get("decorative", False),
        focal_point=(float(focus[0]), float(focus[1])) if focus else None,
        size=size,
    )


def optional(document: _Json, field: str, clean: Callable[[str], str]) -> str | None:
    """The field's text made legal; None where there is none, or a reader would see nothing of it."""
    text = clean(document.get(field, ""))
    return None if is_blank(text) else text


def _factbox(block: _Json, moment: ReadMoment) -> Factbox:
    body = cast("tuple[Paragraph | ItemList, ...]", read_blocks(block["articleBody"], moment))
    return Factbox(one_line(block["headline"]), body)


def _list(block: _Json, _: ReadMoment) -> ItemList:
    items = (item for item in map(legal, block["items"]) if not is_blank(item))
    return ItemList(tuple(items), block.get("ordered", False))


def _table(block: _Json, _: ReadMoment) -> Table:
    rows = tuple(tuple(map(legal, row)) for row in block["rows"])
    return Table(rows, tuple(map(legal, block.get("header", ()))), optional(block, "caption", legal))


def _gallery(block: _Json, _: ReadMoment) -> Gallery:
    images = tuple(map(read_picture, block["images"]))
    return Gallery(images, optional(block, "headline", one_line), optional(block, "caption", legal))


def _quote(block: _Json, _: ReadMoment) -> Quote:
    return Quote(legal(block["text"]), optional(block, "attribution", one_line), block.get("url"))


def _embed(block: _Json, _: ReadMoment) -> Embed:
    return Embed(
        block["url"],
        optional(block, "headline", one_line),
        optional(block, "caption", legal),
        optional(block, "provider", one_line),
    )


_READERS: Final[dict[str, Callable[[_Json, ReadMoment], Block]]] = {
    "paragraph": lambda block, _: Paragraph(legal(block["text"])),
    "heading": lambda block, _: Heading(one_line(block["text"]), int(block.get("level", 2))),
    "image": lambda block, _: Image(read_picture(block)),
    "gallery": _gallery,
    "quote": _quote,
    "list": _list,
    "table": _table,
    "embed": _embed,
    "related": lambda block, _: Related(block["article"], one_line(block["headline"])),
    "correction": lambda block, moment: Correction(legal(block["text"]), moment(block["datePublished"])),
    "factbox": _factbox,
    "separator": lambda *_: Separator(),
}
