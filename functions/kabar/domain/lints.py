"""The house lints: what deserves a second look in an article that is valid. None of them keeps it from the site."""

from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import Final

from kabar.domain.draft import Draft
from kabar.domain.lint_days import days
from kabar.domain.lint_names import initials, tag_variants
from kabar.domain.lint_pictures import missing_alt, repeated_captions
from kabar.domain.lint_repeats import repeated_dateline, repeated_source
from kabar.domain.lint_texts import long_headline, long_paragraphs, missing_description
from kabar.domain.problems import MAX_PROBLEMS, Problem
from kabar.domain.publication import Publication

CODES: Final = (
    "alt-missing",
    "caption-repeats-headline",
    "dateline-repeated",
    "description-missing",
    "headline-long",
    "initials-unknown",
    "no-such-day",
    "paragraph-long",
    "picture-missing",
    "related-missing",
    "source-repeated",
    "tag-variant",
    "weekday-mismatch",
)
"""What site.json can switch off. picture-missing and related-missing are found where the index is at hand."""

_LINTS: Final[tuple[Callable[[Draft], Iterator[Problem]], ...]] = (
    long_headline,
    missing_description,
    repeated_captions,
    missing_alt,
    repeated_dateline,
    days,
    long_paragraphs,
    repeated_source,
    tag_variants,
    initials,
)


def lint(draft: Draft) -> tuple[Problem, ...]:
    """What the lints find in a valid article, in the order of the lints: MAX_PROBLEMS at most."""
    found = chain.from_iterable(each(draft) for each in _LINTS)
    return tuple(islice(wanted(found, draft.publication), MAX_PROBLEMS))


def wanted(found: Iterator[Problem], publication: Publication) -> Iterator[Problem]:
    """Those of the findings that the publication hasn't switched off."""
    return (problem for problem in found if problem.code not in publication.lints_off)
