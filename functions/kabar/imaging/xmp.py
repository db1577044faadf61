"""Write an XMP packet (ISO 16684-1) of nothing but credit and copyright."""

from typing import Final
from xml.sax.saxutils import escape  # it parses nothing # nosec B406

from kabar.imaging.facts import Credit

_HEAD: Final = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">'
)
_TAIL: Final = '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'


def packet(credit: Credit) -> bytes:
    """The packet in UTF-8, empty if there is nothing to say."""
    parts = []
    if credit.line:
        parts.append(f"<photoshop:Credit>{escape(credit.line)}</photoshop:Credit>")
    if credit.copyright:
        notice = f'<rdf:li xml:lang="x-default">{escape(credit.copyright)}</rdf:li>'
        parts.append(f"<dc:rights><rdf:Alt>{notice}</rdf:Alt></dc:rights>")
    return f"{_HEAD}{''.join(parts)}{_TAIL}".encode() if parts else b""
