"""Make a logo in SVG harmless: only what draws is kept, and it refers to nothing outside itself."""

import re
from typing import Final

from lxml import etree

from kabar.domain.problems import Problem, Rejected
from kabar.imaging.svg_cost import is_drawable
from kabar.imaging.svg_names import ATTRIBUTES, ELEMENTS

_SVG: Final = "http://www.w3.org/2000/svg"
_HREF: Final = "{http://www.w3.org/1999/xlink}href"
_MAX: Final = 512 * 1024
"""Most bytes."""
_MOST: Final = 10_000
"""Most elements."""
_OUTSIDE: Final = re.compile(r"url\s*\(\s*(?![\"']?#)|@import|javascript:|expression\s*\(|\\|<|&|/\*", re.IGNORECASE)
"""What CSS, in an attribute or a style element, reaches out with, or hides that it does."""
_DECLARES: Final = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


def sanitise_svg(body: bytes) -> bytes:
    """The drawing in UTF-8 without scripts, event handlers, foreign content, animation and outside references.

    Raises Rejected if it is too large, no well-formed SVG, declares a document type, or takes too long to draw.
    """
    if len(body) > _MAX:
        raise Rejected(Problem("", "too-large", {"size": str(len(body)), "limit": str(_MAX)}))
    root = _parsed(body)
    for element in list(root.iter()):
        _clean(element, root)
    if not is_drawable(root):
        raise Rejected(Problem("", "svg-broken"))
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="utf-8")


def _parsed(body: bytes) -> etree._Element:
    if _DECLARES.search(body):
        raise Rejected(Problem("", "svg-doctype"))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Rejected(Problem("", "svg-broken")) from error
    if root.getroottree().docinfo.doctype:
        raise Rejected(Problem("", "svg-doctype"))
    if root.tag != f"{{{_SVG}}}svg" or sum(1 for _ in root.iter()) > _MOST:
        raise Rejected(Problem("", "svg-broken"))
    return root


def _clean(element: etree._Element, root: etree._Element) -> None:
    """Take the element out with all in it, or what of it isn't for drawing."""
    name = etree.QName(element) if isinstance(element.tag, str) else None
    parent = element.getparent()
    if name is None or name.namespace != _SVG or name.localname not in ELEMENTS or _style_reaches_out(element):
        if parent is not None and element is not root:
            element.tail, tail = None, element.tail
            _keep_tail(element, parent, tail)
            parent.remove(element)
        return
    for attribute, value in list(element.attrib.items()):
        if not _harmless(str(attribute), str(value)):
            del element.attrib[attribute]


def _keep_tail(element: etree._Element, parent: etree._Element, tail: str | None) -> None:
    """Text that stood behind an element: lxml would take it away with the element."""
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (tail or "")
    else:
        parent.text = (parent.text or "") + (tail or "")


def _style_reaches_out(element: etree._Element) -> bool:
    is_style = etree.QName(element).localname == "style"
    return is_style and (len(element) > 0 or bool(_OUTSIDE.search(element.text or "")))


def _harmless(name: str, value: str) -> bool:
    if name in {"href", _HREF}:
        return value.strip().startswith("#")
    return name in ATTRIBUTES and not _OUTSIDE.search(value)
