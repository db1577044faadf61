"""Lints of what stands both in a field of its own, which the page shows, and in the text."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from kabar.domain.draft import Draft, paragraphs
from kabar.domain.problems import Problem
from kabar.domain.text import one_line

_HEAD: Final = 120
"""How many characters of the text a dateline may take, the name of the publication before it included."""
_DASH: Final = re.compile(r"\s+[-\u2013\u2014]+\s*|\s*[\u2013\u2014]+\s*|\s*:\s+")
_SOURCE: Final = re.compile(r"\(?\s*(?:sumber|source)\s*[:=]\s*(?P<name>[^()]*?)\s*\)?\s*\.?\s*\Z", re.IGNORECASE)
_LAST: Final = 2


def repeated_dateline(draft: Draft) -> Iterator[Problem]:
    """That the text begins with the place that the dateline names: "Kabar Muara - Bandung - Dalam rangka ..."."""
    place = one_line(draft.document.get("dateline", {}).get("place", "")).casefold()
    for where, text in islice(paragraphs(draft.document), 1 if place else 0):
        *leading, _ = _DASH.split(text[:_HEAD])
        if any(_is_place(part.casefold(), place) for part in leading):
            yield Problem(f"{where}/text", "dateline-repeated", {"place": draft.document["dateline"]["place"]})


def _is_place(part: str, place: str) -> bool:
    """Whether it is the place, or begins with it and goes on with the agency: "Bandung (Antara)", "BANDUNG, Muara"."""
    return part == place or part.startswith((f"{place},", f"{place} (", f"{place}/"))


def repeated_source(draft: Draft) -> Iterator[Problem]:
    """That one of the last paragraphs ends with the source that sourceOrganization names."""
    source = one_line(draft.document.get("sourceOrganization", {}).get("name", "")).casefold()
    last = list(paragraphs(draft.document))[-_LAST:] if source else []
    for where, text in last:
        found = _SOURCE.search(text[-2 * _HEAD :])
        if found and found["name"].casefold() == source:
            yield Problem(f"{where}/text", "source-repeated", {"name": found["name"]})
