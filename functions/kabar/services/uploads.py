"""From an upload to its article, whichever form it came in."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from kabar.domain.article import Article
from kabar.domain.identity import is_wire
from kabar.domain.life import Reason, Withdrawal
from kabar.domain.parsing import checked_article, parse_article, read_article, read_moment, reread_article
from kabar.domain.problems import Problem, Rejected
from kabar.domain.publication import Publication
from kabar.domain.strict_json import load

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
    copy = _copy(raw, publication)
    try:
        article = checked_article(id_, copy.document, publication)
    except Rejected as rejection:
        raise Rejected(*(_placed(problem) for problem in rejection.problems)) from None
    return _with_remarks(article, copy, publication)


def reread_upload(id_: str, raw: bytes, publication: Publication) -> Article:
    """The article in an upload that parse_upload has accepted before."""
    if not is_wire(id_):
        return reread_article(id_, raw, publication.zone)
    copy = _copy(raw, publication)
    return _with_remarks(read_article(id_, copy.document, publication.zone), copy, publication)


def _copy(raw: bytes, publication: Publication) -> Any:
    # Only here: other uploads don't wait for it.
    from kabar.wire.ninjs import copy_of  # noqa: PLC0415

    return copy_of(load(raw), publication)


def _with_remarks(article: Article, copy: Any, publication: Publication) -> Article:
    known = replace(article, remarks=copy.remarks, places=())
    if copy.withdrawn is None:
        return known
    return replace(known, withdrawal=Withdrawal(_utc(copy.withdrawn, publication), Reason.AGENCY))


def _utc(moment: str, publication: Publication) -> datetime:
    return read_moment(moment, publication.zone).astimezone(UTC)


def _placed(problem: Problem) -> Problem:
    head = "/" + problem.pointer.split("/")[1] if problem.pointer else ""
    return replace(problem, pointer=_PLACES.get(head, ""))
