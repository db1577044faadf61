"""Lints of names: tags and initials."""

import re
from collections.abc import Iterator
from typing import Final

from kabar.domain.draft import Draft, paragraphs
from kabar.domain.identity import tag_slug
from kabar.domain.problems import Problem, pointer
from kabar.domain.text import is_blank, one_line, shorten

_SIGNATURE: Final = re.compile(r"\((?P<initials>[a-z]{2,4}(?:\s*/\s*[a-z]{2,4})*)\)\W*\Z")
_INITIALS: Final = re.compile(r"[a-z]{2,4}")
_SHOWN: Final = 20


def tag_variants(draft: Draft) -> Iterator[Problem]:
    """Tags that another article, or this one, spells with other capitals, spaces or hyphens: both name one page."""
    spellings = dict(draft.spellings)
    for index, keyword in enumerate(draft.document.get("keywords", ())):
        name = one_line(keyword)
        if not is_blank(name) and (known := spellings.setdefault(tag_slug(name), name)) != name:
            values = {"tag": shorten(name, 80), "known": shorten(known, 80)}
            yield Problem(pointer("keywords", index), "tag-variant", values)


def initials(draft: Draft) -> Iterator[Problem]:
    """Initials that nobody in site.json has: of a guest author, or those that sign the last paragraph."""
    for index, author in enumerate(draft.document["author"]):
        if not isinstance(author, str) and _INITIALS.fullmatch(author["name"]):
            yield from _unknown(draft, pointer("author", index, "name"), author["name"])
    for place, text in list(paragraphs(draft.document))[-1:]:
        if found := _SIGNATURE.search(text):
            for each in _INITIALS.findall(found["initials"]):
                yield from _unknown(draft, f"{place}/text", each)


def _unknown(draft: Draft, place: str, initials: str) -> Iterator[Problem]:
    known = [author.id for author in draft.publication.authors]
    if initials not in known:
        yield Problem(place, "initials-unknown", {"initials": initials, "known": ", ".join(known[:_SHOWN])})
