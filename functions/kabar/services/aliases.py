"""Which addresses of another system an article gets."""

from kabar.domain.article import Article
from kabar.domain.former import is_of_the_site
from kabar.domain.index import Record
from kabar.domain.problems import Problem, pointer
from kabar.domain.publication import Publication
from kabar.ports import Table


def aliases_of(
    table: Table, article: Article, path: str | None, old: Record | None, publication: Publication
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Those that it gets beside its path (none without one), and a warning for each that it doesn't."""
    own = {path, *(old.former if old else ())}
    granted: dict[str, None] = {}
    taken: list[Problem] = []
    for index, former in enumerate(article.former if path else ()):
        owner = _owner(table, former, old, publication)
        if owner not in (None, article.id):
            values = {"path": former, "owner": owner or ""}
            taken.append(Problem(pointer("formerAddresses", index), "former-address-taken", values))
        elif former not in own:
            granted[former] = None
    return tuple(granted), tuple(taken)


def _owner(table: Table, path: str, old: Record | None, publication: Publication) -> str | None:
    if is_of_the_site(path, publication):
        return publication.name
    if old and old.revision and path in old.aliases:
        return old.id
    address = table.address(path)
    return address.owner if address else None
