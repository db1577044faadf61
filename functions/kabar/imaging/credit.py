"""Credit and copyright, read wherever cameras, agencies and editing systems write them."""

from typing import Final

from lxml import etree

from kabar.imaging import iptc
from kabar.imaging.exif import texts_of
from kabar.imaging.facts import Credit

_MAX: Final = 500
"""Characters kept of either."""
_LONGEST: Final = 4 * 1024 * 1024
"""Most bytes of an XMP packet: parsed, it takes thirty times as much."""
_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_CREDIT: Final = "{http://ns.adobe.com/photoshop/1.0/}Credit"
_CREATOR: Final = f"{_DC}creator"
_RIGHTS: Final = f"{_DC}rights"
_ARTIST: Final = 0x013B
_COPYRIGHT: Final = 0x8298


def credit_of(iim: bytes, xmp: bytes, exif: bytes) -> Credit:
    """What IPTC's IIM, XMP and Exif say, the more exact first. What can't be read there says nothing."""
    old, new, tags = iptc.read(iim), _xmp(xmp), texts_of(exif)
    line = new.get(_CREDIT) or old.get(iptc.CREDIT) or new.get(_CREATOR) or old.get(iptc.BYLINE) or tags.get(_ARTIST)
    notice = new.get(_RIGHTS) or old.get(iptc.COPYRIGHT) or tags.get(_COPYRIGHT)
    return Credit(_clean(line), _clean(notice))


def _clean(text: str | None) -> str | None:
    """One line of printable text."""
    words = "".join(char if char.isprintable() else " " for char in text or "").split()
    return " ".join(words)[:_MAX] or None


def _xmp(packet: bytes) -> dict[str, str]:
    """Credit, creators and rights in the packet's descriptions (ISO 16684-1, 7), each one's values in one text."""
    if len(packet) > _LONGEST:
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(packet.strip(b"\0 \r\n\t"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return {}
    if tree.getroottree().docinfo.doctype:
        return {}
    found: dict[str, str] = {}
    for description in tree.iter(f"{_RDF}Description"):
        for name in (_CREDIT, _CREATOR, _RIGHTS):
            child = description.find(name)
            if name not in found and (name in description.attrib or child is not None):
                found[name] = str(description.get(name, "")) if child is None else _value(child)
    return found


def _value(element: etree._Element) -> str:
    """A text, the first of several languages, or a list."""
    texts = [item.text or "" for item in element.iter(f"{_RDF}li")]
    if element.find(f"{_RDF}Alt") is not None:
        texts = texts[:1]
    return ", ".join(text.strip() for text in texts if text.strip()) or element.text or ""
