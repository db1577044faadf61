"""The house lints of an upload: in the receipt they stand among the warnings."""

from collections.abc import Iterable

from kabar.domain.article import Article, Card
from kabar.domain.draft import Draft
from kabar.domain.identity import is_wire
from kabar.domain.lints import lint, wanted
from kabar.domain.lists import HOME, tag_list
from kabar.domain.moments import EPOCH
from kabar.domain.problems import MAX_PROBLEMS, Problem
from kabar.domain.publication import Publication
from kabar.domain.strict_json import load
from kabar.ports import Table

_RECENT = 40  # of the articles before it are looked at for all of its tags together
_OTHERS = 2  # of the articles with a tag that are looked at: this one itself may be the first


def house_warnings(
    found: Iterable[Problem], body: bytes, article: Article, publication: Publication, table: Table
) -> tuple[Problem, ...]:
    """What was found already and what the lints find, less what site.json switches off; MAX_PROBLEMS at most."""
    if is_wire(article.id):
        # The house's rules are for what the house writes.
        return tuple(wanted(iter(found), publication))[:MAX_PROBLEMS]
    document = load(body)
    spellings = {} if "tag-variant" in publication.lints_off else _spellings(article, table)
    lints = lint(Draft(document, publication, spellings))
    return (*wanted(iter(found), publication), *lints)[:MAX_PROBLEMS]


def _spellings(article: Article, table: Table) -> dict[str, str]:
    """How the article before this one with the same tag spells it.

    Most tags are found among the latest articles of all; for each of the others its own list is asked.
    """
    recent = table.between(HOME, EPOCH, article.published, _RECENT) if article.tags else ()
    spellings: dict[str, str] = {}
    for tag in article.tags:
        found = _spelling(recent, tag.slug, article)
        if found is None:
            found = _spelling(table.between(tag_list(tag.slug), EPOCH, article.published, _OTHERS), tag.slug, article)
        if found is not None:
            spellings[tag.slug] = found
    return spellings


def _spelling(cards: Iterable[Card], slug: str, article: Article) -> str | None:
    """How the first of the cards that has the tag spells it; None if none has it but the article's own."""
    names = (tag.name for card in cards if card.id != article.id for tag in card.tags if tag.slug == slug)
    return next(names, None)
