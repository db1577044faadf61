"""XML in few words, over the standard library's ElementTree.

Names are written with their prefixes and the root declares them, so that the prefixes are the usual ones whatever
order the documents are made in: ElementTree's own registry of prefixes is one for the whole process.
"""

from typing import Final
from xml.etree.ElementTree import Element, tostring

DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def node(name: str, /, *content: Element | str | None, **attributes: str | None) -> Element:
    """An element with text or children; None, as content or attribute, is left out."""
    element = Element(name, {key: value for key, value in attributes.items() if value is not None})
    for part in content:
        if isinstance(part, str):
            element.text = part
        elif part is not None:
            element.append(part)
    return element


def optional(name: str, text: str | None) -> Element | None:
    """An element with this text, or nothing where there is none."""
    return node(name, text) if text else None


def document(root: Element) -> bytes:
    """The whole document, in UTF-8."""
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=False)
    return DECLARATION + body + b"\n"
