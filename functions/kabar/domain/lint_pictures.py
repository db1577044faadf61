"""Lints of pictures: what stands under them, and what is read out instead of them."""

from collections.abc import Iterator

from kabar.domain.draft import Draft, pictures
from kabar.domain.identity import slug_of
from kabar.domain.markup import plain
from kabar.domain.problems import Problem
from kabar.domain.text import is_blank


def repeated_captions(draft: Draft) -> Iterator[Problem]:
    """Captions that only say the headline again, whatever their case and punctuation."""
    headline = _letters(draft.document["headline"])
    for place, use in pictures(draft.document):
        if use.get("caption") and _letters(use["caption"]) == headline:
            yield Problem(f"{place}/caption", "caption-repeats-headline")


def missing_alt(draft: Draft) -> Iterator[Problem]:
    """Pictures that say something to those who see them only (WCAG 2.2, success criterion 1.1.1)."""
    for place, use in pictures(draft.document):
        if not use.get("decorative") and is_blank(use.get("alt", "")):
            yield Problem(f"{place}/alt", "alt-missing", {"key": use["contentUrl"]})


def _letters(text: str) -> str:
    return slug_of(plain(text).casefold(), "text")
