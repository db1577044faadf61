"""What becomes of an article: from what was uploaded and what stands to what shall stand."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from kabar.domain.album import Album
from kabar.domain.article import Article, StoredPicture, fingerprint
from kabar.domain.elsewhere import not_shown
from kabar.domain.identity import article_key, article_path, short_hash, slug_of
from kabar.domain.index import Record, State
from kabar.domain.life import Reason, Withdrawal
from kabar.domain.lists import lists_of, promotions_of
from kabar.domain.problems import Problem
from kabar.domain.publication import Publication
from kabar.domain.uses import card_of, crops_of, picture_keys, related_ids, uses_of


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true now: the moment, the publication and its edition, and which of the article's pictures there are.

    `aliases` are the article's addresses in another system that are its own here.
    """

    publication: Publication
    edition: str
    album: Album
    now: datetime
    aliases: tuple[str, ...] = ()

    @property
    def pictures(self) -> Mapping[str, StoredPicture]:
        """Those that the article can show now, by their keys."""
        return self.album.photographs


def paths_for(article: Article, record: Record | None, publication: Publication) -> tuple[str, ...]:
    """The addresses that the article may have, the best first.

    A slug that was asked for has no second choice. One that was decided before stays whatever the headline says.
    """
    zone = publication.zone
    if article.slug:
        return (article_path(article.published, zone, article.slug),)
    standing = record.path.strip("/").rpartition("/")[2] if record and record.path else None
    slug = standing or slug_of(article.headline, "artikel")
    suffixed = f"{slug_of(article.headline, 'artikel')}-{short_hash(article.id)}"
    return tuple(article_path(article.published, zone, choice) for choice in (slug, suffixed))


def published(article: Article, record: Record | None, path: str, version: str, facts: Facts) -> Record:
    """The record of an article that is public now."""
    card = card_of(article, path, facts.pictures)
    return replace(
        _judged(article, record, version, facts),
        state=State.PUBLISHED,
        path=path,
        former=_former(record, path),
        aliases=facts.aliases,
        card=card,
        shown=version,
        day=article.published.astimezone(facts.publication.zone).date().isoformat(),
        lists=(*lists_of(article), *promotions_of(article, facts.now)),
        never_listed=article.unlisted and _never_listed(record),
        next_look=_utc(_next_change(article, facts.now)),
    )


def scheduled(article: Article, record: Record | None, version: str, facts: Facts) -> Record:
    """The record of an article whose time has not come: nothing of it is listed.

    An address that it had before answers that it is gone, until then, and says what was public at it: not this.
    """
    judged = _judged(article, record, version, facts)
    return replace(
        judged,
        state=State.SCHEDULED,
        refs=tuple(dict.fromkeys([*judged.refs, *_showed(record)])),
        next_look=_utc(article.public_from),
        path=record.path if record else None,
        former=record.former if record else (),
        aliases=record.aliases if record else (),
        card=record.card if record else None,
        shown=record.shown if record else None,
        notices=record.notices if record else (),
        never_listed=record is not None and record.never_listed,
    )


def withdrawn(article: Article, record: Record | None, withdrawal: Withdrawal, version: str, facts: Facts) -> Record:
    """The record of an article that the newsroom has withdrawn, or that has expired.

    What never was public leaves no trace on the site.
    """
    refs = tuple(dict.fromkeys([*picture_keys(article), *_showed(record)]))
    judged = replace(_judged(article, record, version, facts), withdrawal=withdrawal, refs=refs, pictures="", crops=())
    if record is None or not record.path:
        return judged
    card = card_of(article, record.path, {})
    known = replace(
        judged, path=record.path, former=record.former, aliases=facts.aliases, refs=(*_replies(judged), *refs)
    )
    return replace(known, state=State.WITHDRAWN, card=card, shown=version, never_listed=record.never_listed)


def deleted(record: Record, version: str | None, edition: str, now: datetime) -> Record:
    """The record of an article whose upload was deleted: withdrawn at the time that this was found, no reason given.

    If it was withdrawn before, that stands, with its reason.
    """
    return replace(
        record,
        revision=record.revision + 1,
        state=State.WITHDRAWN if record.path else State.NONE,
        answered=version,
        edition=edition,
        lists=(),
        refs=(*(_replies(record) if record.path else ()), *record.media),
        pictures="",
        crops=(),
        next_look=None,
        follow_up_to=None,
        withdrawal=record.withdrawal or Withdrawal(now, Reason.UNSTATED),
    )


def _replies(record: Record) -> tuple[str, ...]:
    """The keys of the replies to it: the ledger goes on naming them when it is withdrawn."""
    return tuple(dict.fromkeys(article_key(notice.article) for notice in record.notices if notice.article))


def _showed(record: Record | None) -> tuple[str, ...]:
    """The keys of the pictures that it showed, or may have: where it isn't public, they must not be on its account."""
    return record.media if record and record.path else ()


def is_deleted(record: Record) -> bool:
    """Whether it is withdrawn because its upload was deleted."""
    return record.withdrawal is not None and record.withdrawal.reason is Reason.UNSTATED


def is_at_home(article: Article, publication: Publication) -> bool:
    """Whether the publication has the article's section and authors."""
    ids = [author.id for author in article.authors if author.id]
    return bool(publication.section(article.section)) and all(map(publication.author, ids))


def homeless(record: Record, old: Record) -> Record:
    """The record of an article whose section or author was taken away while it was being published.

    What site.json takes away has no articles, so both can only have come at once, and then it can't stay. Its address,
    if it ever had one, says that it is gone; nobody has withdrawn it, so the ledger says nothing.
    """
    state = State.WITHDRAWN if old.path else State.NONE
    refs = tuple(dict.fromkeys([*_replies(record), *record.media, *_showed(old)]))
    gone = replace(record, state=state, path=old.path, former=old.former, lists=(), refs=refs, pictures="", crops=())
    return replace(gone, next_look=None, follow_up_to=None, embargoed=False, never_listed=old.never_listed)


def rejected(id_: str, old: Record | None, standing: Record | None, version: str | None, problem: Problem) -> Record:
    """The record after a rejection: what stood before stands on, as it is judged to stand now."""
    refused = version if problem.code == "address-taken" else None
    if old is None or standing is None:
        return Record(id_, 1, State.NONE, version, "", refused=refused)
    return replace(standing, revision=old.revision + 1, answered=version, refused=refused)


def warnings_of(article: Article, facts: Facts, existing: AbstractSet[str]) -> Iterator[Problem]:
    """What is worth a look although the article is good."""
    yield from article.remarks
    if article.unlisted:
        moments = {"pinned": article.pinned, "breaking": article.breaking}
        yield from (Problem(f"/{name}", "unlisted-promoted") for name, until in moments.items() if until)
    if article.untitled:
        yield Problem("/headline", "blank-headline", {"shown": article.headline})
    if not article.body:
        yield Problem("/articleBody", "blank-body")
    places = dict(reversed(article.places))
    for key in picture_keys(article):
        if key not in facts.album.arrived:
            yield Problem(places.get(key, ""), "picture-missing", {"key": key})
        elif facts.album.arrived[key].vector:
            yield Problem(places.get(key, ""), "picture-vector", {"key": key})
    elsewhere = {use.key: places.get(use.key, "") for use in uses_of(article)}
    yield from not_shown(elsewhere.items(), facts.publication.picture_hosts)
    for id_ in related_ids(article):
        if id_ not in existing:
            yield Problem(places.get(id_, ""), "related-missing", {"id": id_})


def _judged(article: Article, record: Record | None, version: str, facts: Facts) -> Record:
    keys = picture_keys(article)
    return Record(
        id=article.id,
        revision=record.revision + 1 if record else 1,
        state=State.NONE,
        answered=version,
        edition=facts.edition,
        version=version,
        refs=(*keys, *map(article_key, related_ids(article))),
        pictures=fingerprint([facts.pictures[key] for key in keys if key in facts.pictures]),
        crops=crops_of(article),
        notices=article.notices,
        follow_up_to=article.follow_up_to,
        embargoed=article.embargoed_until is not None,
    )


def _next_change(article: Article, now: datetime) -> datetime | None:
    """When a public article changes by itself: the first of the moments that are ahead."""
    moments = (article.expires, article.pinned, article.breaking)
    return min((moment for moment in moments if moment and moment > now), default=None)


def _never_listed(record: Record | None) -> bool:
    """Whether no list has ever had it: what never was public was in none."""
    return record is None or record.path is None or record.never_listed


def _former(record: Record | None, path: str) -> tuple[str, ...]:
    if record is None or not record.path:
        return ()
    return tuple(old for old in dict.fromkeys([*record.former, record.path]) if old != path)


def _utc(moment: datetime | None) -> datetime | None:
    return moment.astimezone(UTC) if moment else None
