"""The text of an XML file of any encoding, in pieces, with what damages old exports mended and marked."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kabar_cli.importing.story import UnreadableExport

GUESSED: Final = "\ufdd0"
"""Stands behind a character that was read as Windows-1252 in a text that should have been UTF-8."""
LEFT_OUT: Final = "\ufdd1"
"""Stands for a character that XML doesn't allow, as old databases have them. Both are noncharacters of Unicode."""
_PIECE: Final = 64 * 1024
_DECLARED: Final = re.compile(rb"""^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)""")
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""XML 1.0 section 2.2 (Char), turned round."""
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"),
)  # fmt: skip
_ALIKE: Final = frozenset({"utf-8", "ascii"})


def pieces(path: Path) -> Iterator[str]:
    """The file's text without white space before its beginning. Raises UnreadableExport, OSError."""
    with path.open("rb") as file:
        head = file.read(_PIECE)
        bare = head.lstrip(b"\t\n\r ") if not head.startswith((b"\n\0", b"\r\0", b" \0")) else head
        decoder = _decoder(path, bare)
        piece = bare
        while piece:
            yield _FORBIDDEN.sub(LEFT_OUT, decoder.decode(piece).removeprefix("\ufeff"))
            piece = file.read(_PIECE)
        yield _FORBIDDEN.sub(LEFT_OUT, decoder.decode(b"", final=True))


def _decoder(path: Path, head: bytes) -> codecs.IncrementalDecoder:
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), "")
    declared = _DECLARED.match(head.removeprefix(codecs.BOM_UTF8))
    name = marked or (declared[1].decode() if declared else "utf-8")
    try:
        found = codecs.lookup(name)
        if found.name.startswith(("utf-16", "utf-32")) and not marked:
            found = codecs.lookup("utf-8")  # it says so, but has no zeros
        "".encode(found.name)
    except LookupError:
        raise UnreadableExport(f"{path.name} is written in {name}, which can't be read: save it as UTF-8") from None
    return codecs.getincrementaldecoder(found.name)("kabar-guess" if found.name in _ALIKE else "replace")


def _guess(error: UnicodeError) -> tuple[str | bytes, int]:
    """A byte that isn't UTF-8, as the encoding that it most often comes from has it."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    damaged = error.object[error.start : error.end]
    return "".join(char + GUESSED for char in damaged.decode("windows-1252", "replace")), error.end


codecs.register_error("kabar-guess", _guess)
