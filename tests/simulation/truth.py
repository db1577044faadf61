"""What stands by the inbox, the clock and the decisions of history: the first half of the reference."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from kabar.domain.article import Article, Card, StoredPicture
from kabar.domain.blocks import PictureUse, pictures_of
from kabar.domain.parsing import parse_article, reread_article
from kabar.domain.pictures import SETTINGS
from kabar.domain.problems import Rejected
from kabar.domain.publication import Publication
from kabar.domain.site_parsing import parse_publication, reread_publication
from simulation.buckets import Buckets
from simulation.decisions import Decided
from simulation.invariants import BrokenError
from support import darkroom


def standing_articles(
    inbox: Buckets, publication: Publication, decided: Mapping[str, Decided], now: datetime
) -> Iterator[tuple[str, Article]]:
    """What is public now, by id. Raises BrokenError where history decided what it had no right to decide."""
    for key in [key for key in inbox.inbox if key.startswith("articles/") and key.endswith(".json")]:
        id_ = key.removeprefix("articles/").removesuffix(".json")
        newest, decision = inbox.newest(key), decided.get(id_)
        if newest is None or newest.body is None:
            if decision and decision.public:
                raise BrokenError(f"{id_} is deleted, but {decision.standing} is public")
            continue
        if decision is None:
            raise BrokenError(f"{id_} was uploaded, and nobody knows")
        article = _parsed(id_, newest.body, publication)
        if article and decision.refused:
            _refused_rightly(article, decision, decided)
        elif article and (decision.standing != newest.version or decision.public != (article.published <= now)):
            raise BrokenError(f"{id_}: {newest.version} of {article.published} is good, but at {now} {decision}")
        if article is None or decision.standing != newest.version:
            older = inbox.version(key, decision.standing) if decision.standing else None
            article = reread_article(id_, older.body, publication.zone) if older and older.body else None
        if article and decision.public:
            yield id_, article


def _refused_rightly(article: Article, decision: Decided, decided: Mapping[str, Decided]) -> None:
    """A good article may be refused only because the address that it asks for is another's."""
    others = [other for id_, other in decided.items() if id_ != article.id]
    paths = [path for other in others for path in (*other.former, other.path) if path]
    if decision.refused != "address-taken" or not any(path.endswith(f"/{article.slug}/") for path in paths):
        raise BrokenError(f"{article.id} was refused for {decision.refused}")


def _parsed(id_: str, body: bytes, publication: Publication) -> Article | None:
    try:
        return parse_article(id_, body, publication)
    except Rejected:
        return None


def standing_publication(inbox: Buckets, standing: str | None) -> Publication | None:
    """The publication, None before the first good one."""
    newest = inbox.newest("site.json")
    if newest and newest.body and not standing:
        try:
            parse_publication(newest.body)
        except Rejected:
            return None
        raise BrokenError("site.json is good, but does not stand")
    stored = inbox.version("site.json", standing) if standing else None
    return reread_publication(stored.body) if stored and stored.body else None


def standing_pictures(inbox: Buckets, decided: dict[str, str]) -> dict[str, tuple[StoredPicture, bytes]]:
    """What stands under each key of media/, and its bytes."""
    found = {}
    for key, versions in inbox.inbox.items():
        if not key.startswith("media/") or versions[-1].body is None:
            continue
        bodies = [stored.body for stored in reversed(versions) if stored.body is not None]
        good = [each for each in (_stored(key, body) for body in bodies) if each]
        if _stored(key, bodies[0]):
            found[key] = good[0]
        elif key in decided:
            found[key] = next(each for each in good if each[0].name == decided[key])
    return found


def _stored(key: str, body: bytes) -> tuple[StoredPicture, bytes] | None:
    try:
        seen = darkroom.examine(body)
    except Rejected:
        return None
    name = f"{hashlib.sha256(body).hexdigest()[:30]}{SETTINGS:02x}"
    return StoredPicture(key, name, seen.width, seen.height, seen.colour, seen.placeholder), body


def uses(article: Article) -> tuple[PictureUse, ...]:
    """Every picture that the article shows, the main one first."""
    return ((article.image,) if article.image else ()) + pictures_of(article.body)


def named_pictures(publication: Publication) -> list[str]:
    """The keys of the pictures that site.json names."""
    keys = [publication.publisher.logo, *(author.image for author in publication.authors)]
    keys += [use.key for page in publication.pages for use in pictures_of(page.body)]
    return [key for key in keys if key]


def card(article: Article, path: str, pictures: Mapping[str, StoredPicture]) -> Card:
    """What lists show of an article."""
    use = next((use for use in uses(article) if use.key in pictures), None)
    return Card(
        id=article.id,
        path=path,
        headline=article.headline,
        description=article.description,
        section=article.section,
        authors=article.authors,
        published=article.published.astimezone(UTC),
        modified=article.modified.astimezone(UTC) if article.modified else None,
        tags=article.tags,
        language=article.language,
        picture=replace(pictures[use.key], placeholder="") if use else None,
        picture_alt=use.alt if use else None,
        picture_credit=use.credit if use else None,
    )
