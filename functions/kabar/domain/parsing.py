"""From the bytes of an upload to an Article or a Publication, or to the reasons why not."""

from collections.abc import Mapping
from typing import Any

from kabar.domain.article import Article
from kabar.domain.facts import article_findings
from kabar.domain.problems import Problem, Rejected
from kabar.domain.publication import Publication
from kabar.domain.reading import read_article
from kabar.domain.schema import findings
from kabar.domain.sound import sound_part
from kabar.domain.strict_json import load

_Json = Mapping[str, Any]


def parse_article(id_: str, raw: bytes, publication: Publication) -> Article:
    """The article in an upload. Raises Rejected with every problem found."""
    return checked_article(id_, load(raw), publication)


def checked_article(id_: str, document: Any, publication: Publication) -> Article:
    """The article in a document. Raises Rejected with every problem found."""
    if problems := article_problems(id_, document, publication):
        raise Rejected(*problems)
    return read_article(id_, document, publication.zone)


def article_problems(id_: str, document: Any, publication: Publication) -> tuple[Problem, ...]:
    """What would reject a document, of form and of content together."""
    problems = findings("article", document)
    sound = sound_part(document, problems)
    return problems if sound is None else problems + tuple(article_findings(id_, sound, publication))
