"""The house lints of an upload: in the receipt they stand among the warnings."""

from collections.abc import Iterable

from kabar.domain.article import Article
from kabar.domain.draft import Draft
from kabar.domain.identity import is_wire
from kabar.domain.lints import lint, wanted
from kabar.domain.lists import tag_list
from kabar.domain.moments import EPOCH
from kabar.domain.problems import MAX_PROBLEMS, Problem
from kabar.domain.publication import Publication
from kabar.domain.strict_json import load
from kabar.ports import Table

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
    """How the article before this one with the same tag spells it: one bounded query for each tag."""
    spellings: dict[str, str] = {}
    for tag in article.tags:
        earlier = table.between(tag_list(tag.slug), EPOCH, article.published, _OTHERS)
        other = next((card for card in earlier if card.id != article.id), None)
        if other:
            spellings |= {known.slug: known.name for known in other.tags if known.slug == tag.slug}
    return spellings
