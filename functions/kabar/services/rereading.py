"""From an upload that was accepted before to its article, whichever form it came in."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from kabar.domain.article import Article
from kabar.domain.identity import is_wire
from kabar.domain.life import Reason, Withdrawal
from kabar.domain.publication import Publication
from kabar.domain.reading import read_article, read_moment, reread_article
from kabar.domain.strict_json import load


def reread_upload(id_: str, raw: bytes, publication: Publication) -> Article:
    """The article in an upload that parse_upload has accepted before."""
    if not is_wire(id_):
        return reread_article(id_, raw, publication.zone)
    copy = copy_in(raw, publication)
    return with_remarks(read_article(id_, copy.document, publication.zone), copy, publication)


def copy_in(raw: bytes, publication: Publication) -> Any:
    """An agency's item as it is taken (kabar.wire)."""
    # Only here: other uploads don't wait for it.
    from kabar.wire.ninjs import copy_of  # noqa: PLC0415

    return copy_of(load(raw), publication)


def with_remarks(article: Article, copy: Any, publication: Publication) -> Article:
    """The article with what is to be said of its copy, withdrawn where the agency has killed it."""
    known = replace(article, remarks=copy.remarks, places=())
    if copy.withdrawn is None:
        return known
    return replace(known, withdrawal=Withdrawal(_utc(copy.withdrawn, publication), Reason.AGENCY))


def _utc(moment: str, publication: Publication) -> datetime:
    return read_moment(moment, publication.zone).astimezone(UTC)
