"""XML in few words: elements are made of text as they are named, from the inside out.

Names are written with their prefixes, and the root declares them.
"""

import html
from collections.abc import Mapping
from typing import Final

DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n'


class Element(str):
    """An element as it stands in a document; any other string is text, which is escaped."""

    __slots__ = ()


def node(name: str, /, *content: Element | str | None, **attributes: str | None) -> Element:
    """An element with text or children; None, as content or attribute, is left out."""
    said = "".join(f' {key}="{_value(value)}"' for key, value in attributes.items() if value is not None)
    inside = "".join(part if isinstance(part, Element) else _text(part) for part in content if part is not None)
    return Element(f"<{name}{said}>{inside}</{name}>" if inside else f"<{name}{said}/>")


def optional(name: str, text: str | None) -> Element | None:
    """An element with this text, or nothing where there is none."""
    return node(name, text) if text else None


def document(root: Element) -> bytes:
    """The whole document, in UTF-8."""
    return DECLARATION + root.encode() + b"\n"


def frame_of(name: str, attributes: Mapping[str, str]) -> tuple[bytes, bytes]:
    """What comes before and after the children of a document's root: so a long one is never one text."""
    head, _, tail = document(node(name, "\n", **attributes)).rpartition(b"\n</")
    return head, b"</" + tail


def _text(text: str) -> str:
    """Escaped; a carriage return by number, for parsers take a bare one for a line feed (XML 1.0, 2.11)."""
    return html.escape(text, quote=False).replace("\r", "&#13;")


def _value(text: str) -> str:
    """Escaped; white space by number, for parsers take it for blanks (XML 1.0, 3.3.3)."""
    return html.escape(text).replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#9;")
