"""Lints of lengths: headline, description, paragraphs."""

from collections.abc import Iterator
from typing import Final

from kabar.domain.draft import Draft, paragraphs
from kabar.domain.problems import Problem
from kabar.domain.text import is_blank, one_line

MAX_HEADLINE: Final = 70
"""In characters: about what fits the 600 pixels that search engines give a title on a desktop."""
MAX_PARAGRAPH: Final = 150
"""In words."""


def long_headline(draft: Draft) -> Iterator[Problem]:
    """A headline that search results would cut."""
    size = len(one_line(draft.document["headline"]))
    if size > MAX_HEADLINE:
        yield Problem("/headline", "headline-long", {"size": str(size), "limit": str(MAX_HEADLINE)})


def missing_description(draft: Draft) -> Iterator[Problem]:
    """That nobody wrote what lists and search results are to show."""
    if is_blank(draft.document.get("description", "")):
        yield Problem("/description", "description-missing")


def long_paragraphs(draft: Draft) -> Iterator[Problem]:
    """Paragraphs that fill a telephone's screen more than once."""
    for place, text in paragraphs(draft.document):
        words = len(text.split())
        if words > MAX_PARAGRAPH:
            yield Problem(f"{place}/text", "paragraph-long", {"size": str(words), "limit": str(MAX_PARAGRAPH)})
