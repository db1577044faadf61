"""What the templates of withdrawals and of the ledger are given: one frozen class for each."""

from dataclasses import dataclass

from kabar.domain.markup import Html
from kabar.render.contexts import Feed, Head, Link, Shell, Time
from kabar.render.words import Words


@dataclass(frozen=True, slots=True)
class GoneContext:
    """gone.html: `published` is the day, for readers; `reason` a sentence, `statement` what the newsroom adds.

    There is no headline where it may not be shown, and `language` only where the headline's isn't the page's.
    """

    shell: Shell
    head: Head
    words: Words
    headline: str | None
    language: str | None
    published: str | None
    withdrawn: Time | None
    withdrawn_by_newsroom: bool
    reason: str | None
    statement: str | None


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A line of the public ledger. `name` is what it is known by for ever, `anchor` where it stands on the page.

    `path` leads to the article while it is public, `place` to the notice there. `text` is a notice's own, `remark`
    what the site says: the reason of a withdrawal, or why a text isn't shown. `language` is the headline's, if it is
    another than the page's.
    """

    name: str
    anchor: str
    time: Time
    kind: str
    headline: str
    path: str | None
    place: str | None
    text: Html | None
    remark: str | None
    statement: str | None
    reply: Link | None
    language: str | None


@dataclass(frozen=True, slots=True)
class LedgerContext:
    """ledger.html: the whole, with its years, or (`whole` leads to that) a year's part."""

    shell: Shell
    head: Head
    words: Words
    heading: str
    intro: str
    lines: tuple[LedgerLine, ...]
    years: tuple[Link, ...]
    whole: str | None
    feed: Feed
