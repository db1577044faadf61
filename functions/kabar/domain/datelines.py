"""Datelines that were written into the text, as in "BANDUNG, Muara - Air naik"."""

import re
from typing import Final

_HEAD: Final = 120
"""How many characters of the text a dateline may take, the name of the publication before it included."""
_LETTERS: Final = 3
"""How many a place in capitals has at least: fewer may be an initial."""
_DASH: Final = re.compile(r"\s+[-\u2013\u2014]+\s+|\s*[\u2013\u2014]+\s*")
_AGENCY: Final = re.compile(r"[,(/].*")


def without_dateline(text: str, place: str | None) -> str:
    """The text from behind its dateline: one that names the place, or without a place one in capital letters.

    The same text where there is no dateline, or nothing else.
    """
    start = max((dash.end() for dash in _DASH.finditer(text[:_HEAD]) if _ends(text[: dash.start()], place)), default=0)
    return text[start:] or text


def _ends(head: str, place: str | None) -> bool:
    last = _DASH.split(head)[-1]
    named = _AGENCY.sub("", last).strip()
    if place:
        return named.casefold() == place.casefold()
    return named.isupper() and sum(map(str.isalpha, named)) >= _LETTERS
