"""How long a text takes to read."""

import math
import re
from collections.abc import Iterator
from typing import Final

from kabar.domain.blocks import Block, Correction, Factbox, Heading, ItemList, Paragraph, Quote, Table
from kabar.domain.markup import plain

_WORDS_A_MINUTE: Final = 230
"""Brysbaert, "How many words do we read per minute?" (2019): 238 for English; Indonesian words are a little longer."""
_SIGNS_A_MINUTE: Final = 260
"""Trauzettel-Klosinski and others, IOVS 53 (2012): Chinese, in characters; Japanese is some faster."""
_SIGN: Final = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_WORD: Final = re.compile(r"[^\W_]+(?:[-'\u2019][^\W_]+)*")
_SPACED: Final = bytes(byte if chr(byte).isalnum() or chr(byte) in "-'" else 32 for byte in range(128)) + bytes(128)
"""ASCII with a space for all that no word has: it is split in a quarter of the time that words are looked for in."""
_PAIRS: Final = (b"--", b"-'", b"'-", b"''")
"""These stand between two words."""


def minutes(blocks: tuple[Block, ...]) -> int:
    """Whole minutes to read the blocks' text, at least one."""
    words = signs = 0
    for text in _texts(blocks):
        if not text.isascii():
            signs += len(_SIGN.findall(text))
            text = _SIGN.sub(" ", text)  # noqa: PLW2901
        words += words_in(text)
    return max(1, math.ceil(words / _WORDS_A_MINUTE + signs / _SIGNS_A_MINUTE))


def words_in(text: str) -> int:
    """How many words a text has; a hyphen or an apostrophe between letters makes one of two."""
    if text.isascii():
        spaced = text.encode().translate(_SPACED)
        if not any(pair in spaced for pair in _PAIRS):
            parts = spaced.split()
            return len(parts) - parts.count(b"-") - parts.count(b"'")
    return len(_WORD.findall(text))


def _texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(text) | Quote(text) | Correction(text):
                yield plain(text)
            case Heading(text):
                yield text
            case ItemList(items):
                yield from map(plain, items)
            case Table(rows, header):
                yield from (plain(cell) for row in (header, *rows) for cell in row)
            case Factbox(headline, body):
                yield headline
                yield from _texts(body)
