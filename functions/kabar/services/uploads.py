"""From an upload to its article, whichever form it came in."""

from dataclasses import replace
from typing import Final

from kabar.domain.article import Article
from kabar.domain.identity import is_wire
from kabar.domain.parsing import checked_article, parse_article
from kabar.domain.problems import Problem, Rejected
from kabar.domain.publication import Publication
from kabar.services.rereading import copy_in, with_remarks

_PLACES: Final = {
    "/headline": "/headlines",
    "/datePublished": "/versionCreated",
    "/dateModified": "/versionCreated",
    "/embargoedUntil": "/embargoedUntil",
    "/articleBody": "/bodies",
    "/image": "/associations",
    "/keywords": "/subjects",
}
"""Where in an agency's item a field of the article comes from."""


def parse_upload(id_: str, raw: bytes, publication: Publication) -> Article:
    """The article in an upload. Raises Rejected with every problem found."""
    if not is_wire(id_):
        return parse_article(id_, raw, publication)
    copy = copy_in(raw, publication)
    try:
        article = checked_article(id_, copy.document, publication)
    except Rejected as rejection:
        raise Rejected(*(_placed(problem) for problem in rejection.problems)) from None
    return with_remarks(article, copy, publication)


def _placed(problem: Problem) -> Problem:
    head = "/" + problem.pointer.split("/")[1] if problem.pointer else ""
    return replace(problem, pointer=_PLACES.get(head, ""))
