"""Text as readers may get it: what HTML and XML forbid is taken out, nothing else."""

import re
import unicodedata
from typing import Final

# XML 1.0 section 2.2 (Char) less what the HTML Standard calls control characters and noncharacters.
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "]"
)
_SPACES: Final = re.compile(r"\s+")
_ELLIPSIS: Final = "…"


def legal(text: str) -> str:
    """The text without the characters that XML 1.0 or HTML forbids, in Unicode form NFC."""
    # None that is forbidden is printable, and looking for them takes ten times as long.
    allowed = text if text.isprintable() else _FORBIDDEN.sub("", text)
    return allowed if allowed.isascii() else unicodedata.normalize("NFC", allowed)


def one_line(text: str) -> str:
    """Legal text on one line: runs of white space become one space, none at the ends."""
    # What is printable has no white space but spaces.
    if text.isprintable() and "  " not in text:
        return legal(text).strip()
    return _SPACES.sub(" ", legal(text)).strip()


def is_blank(text: str) -> bool:
    """Whether a reader would see nothing: only spaces, controls, format characters or marks without a base."""
    return not any(unicodedata.category(char)[0] in "LNPS" for char in legal(text))


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut between words, the cut shown by an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    cut = head.rfind(" ")
    return (head[:cut] if cut > limit // 2 else head).rstrip(" ,;:.-") + _ELLIPSIS
