"""The house lints in plain words: what was found, and what to do about it."""

from typing import Final

LINT_MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "alt-missing": (
        "The picture {key} has no alternative text (alt).",
        'Say in alt what is to be seen, or mark the picture with "decorative": true.',
    ),
    "caption-repeats-headline": (
        "The caption only repeats the headline.",
        "Say who or what is to be seen, where and when, or leave the caption out.",
    ),
    "dateline-repeated": (
        "The text begins with the place ({place}), which the page shows from dateline already.",
        "Take the place, and what stands before it, out of the text.",
    ),
    "description-missing": (
        "The article has no description: lists and search results show the beginning of the text.",
        "Write one or two sentences into description.",
    ),
    "headline-long": (
        "The headline has {size} characters; search results show about {limit}.",
        "Shorten it, or let what matters stand first.",
    ),
    "initials-unknown": (
        'Nobody in site.json has the initials "{initials}".',
        "Use initials that are there ({known}), write the full name, or add the author to site.json.",
    ),
    "no-such-day": ('"{found}": there is no such day.', "Correct the date: day, month, year."),
    "paragraph-long": (
        "The paragraph has {size} words; more than {limit} are hard to read on a telephone.",
        "Divide it.",
    ),
    "source-repeated": (
        "The text ends with the source ({name}), which the page shows from sourceOrganization already.",
        "Take it out of the text.",
    ),
    "tag-variant": (
        'The tag "{tag}" is spelled "{known}" elsewhere: both name the same page.',
        'Spell it "{known}" everywhere.',
    ),
    "weekday-mismatch": ('"{found}": that day is a {weekday}.', "Correct the weekday or the date."),
}
