"""Where rows lie in the table, and what an article's record brings with it."""

from collections.abc import Iterator
from dataclasses import dataclass

from kabar.domain.identity import SITE_KEY, article_key
from kabar.domain.index import (
    Address,
    Claim,
    CropWish,
    DayMark,
    Holder,
    LedgerEntry,
    ListEntry,
    Media,
    MonthMark,
    NewsMark,
    Picture,
    Record,
    Reference,
    Relation,
    Rendition,
    Row,
    Site,
    State,
    YearMark,
)
from kabar.domain.life import Reason, RelationKind
from kabar.domain.moments import utc_text


def key_of(row: Row) -> tuple[str, str]:
    """Partition and sort key of a row."""
    match row:
        case Record(id_):
            return f"ARTICLE#{id_}", "ARTICLE"
        case ListEntry(list_, card):
            return f"LIST#{list_}", f"{utc_text(card.published)}#{card.id}"
        case Address(path):
            return f"URL#{path}", "URL"
        case Reference(target, by):
            return f"REF#{target}", by
        case Site():
            return "SITE", "SITE"
        case DayMark(scope, day):
            return f"DAYS#{scope}", day
        case MonthMark(month):
            return "MONTHS", month
        case Relation() | LedgerEntry() | YearMark() | NewsMark():
            return _further_key(row)
        case _:
            return _picture_key(row)


def _further_key(row: Relation | LedgerEntry | YearMark | NewsMark) -> tuple[str, str]:
    match row:
        case NewsMark():
            return "NEWS", "SITEMAP"
        case Relation(target, kind, by):
            return f"BACK#{target}", f"{kind}#{by}"
        case LedgerEntry():
            return "LEDGER", f"{utc_text(row.date)}#{row.article}#{row.number:03}"
        case YearMark(year):
            return "YEARS", year


def _picture_key(row: Picture) -> tuple[str, str]:
    match row:
        case Media(key):
            return f"MEDIA#{key}", "MEDIA"
        case Holder(hash_, key):
            return f"HOLDS#{hash_}", key
        case Rendition(hash_):
            return f"RENDITION#{hash_}", "RENDITION"
        case CropWish(target, use, by):
            return f"CROP#{target}", f"{use}#{by}"


@dataclass(frozen=True, slots=True)
class Commit:
    """One transaction: an article's record or the site's, and the rows that change with it.

    It may only happen while the table still holds the revision before the head's.
    """

    head: Record | Site
    puts: tuple[Row, ...]
    deletes: tuple[Row, ...]


def commit_of(old: Record | Site | None, new: Record | Site) -> Commit:
    """What must be written so that the table says `new` where it said `old`.

    A new edition writes every row anew, also what should stand already: so a rebuild heals an index that lost some.
    """
    before, after = set(rows_of(old)), list(rows_of(new))
    kept = {key_of(row) for row in after}
    anew = isinstance(old, Record) and isinstance(new, Record) and old.edition != new.edition
    puts = tuple(row for row in after if anew or row not in before)
    deletes = tuple(sorted((row for row in before if key_of(row) not in kept), key=key_of))
    return Commit(new, puts, deletes)


def rows_of(head: Record | Site | None) -> Iterator[Row]:
    """The rows that stand in the table beside an article's record or the site's."""
    match head:
        case Record():
            yield from _rows_of_article(head)
        case Site():
            for target in head.refs:
                yield Reference(target, SITE_KEY)


def _rows_of_article(record: Record) -> Iterator[Row]:
    if record.state is State.PUBLISHED and record.card and record.day:
        for list_ in record.lists:
            yield ListEntry(list_, record.card, record.day)
    if record.path:
        live = record.state is State.PUBLISHED
        yield Address(record.path, record.id, Claim.LIVE if live else Claim.GONE)
    for path in dict.fromkeys([*record.former, *record.aliases]):
        yield Address(path, record.id, Claim.MOVED)
    for target in record.refs:
        yield Reference(target, article_key(record.id))
    for use, target in record.crops:
        yield CropWish(target, use, article_key(record.id))
    yield from _life(record)
    if record.state is State.WITHDRAWN:
        # No sweep of the inbox finds it any more, but the page that it left shows the publication.
        yield Reference(SITE_KEY, article_key(record.id))


def _life(record: Record) -> Iterator[Row]:
    """What a published article says of others, and what the ledger says of it."""
    if record.state is State.PUBLISHED:
        yield from relations_of(record)
    if record.state in (State.PUBLISHED, State.WITHDRAWN):
        yield from _ledger(record)


def owner_of(row: Row) -> str | None:
    """The inbox key of what the row was written for and changes with; None for what stands by itself."""
    match row:
        case ListEntry(_, card):
            return article_key(card.id)
        case CropWish(by=key):
            return key
        case Address(owner=id_) | Relation(by=id_) | LedgerEntry(article=id_):
            return article_key(id_)
        case Reference(by=key):
            return key
        case _:
            return None


def relations_of(record: Record) -> tuple[Relation, ...]:
    """What the article is to others, each once."""
    replies = [
        Relation(notice.article, RelationKind.REPLY_TO, record.id) for notice in record.notices if notice.article
    ]
    follow_up = [Relation(record.follow_up_to, RelationKind.FOLLOW_UP, record.id)] if record.follow_up_to else []
    return tuple(dict.fromkeys([*replies, *follow_up]))


def _ledger(record: Record) -> Iterator[LedgerEntry]:
    if not record.path or not record.card or record.never_listed:
        return
    headline, withdrawal = record.card.headline, record.withdrawal
    for number, notice in enumerate(record.notices):
        yield LedgerEntry(notice.published, record.id, number, headline, record.path, notice, withdrawal)
    if withdrawal and withdrawal.reason is not Reason.EXPIRED:
        yield LedgerEntry(withdrawal.date, record.id, len(record.notices), headline, record.path, None, withdrawal)
