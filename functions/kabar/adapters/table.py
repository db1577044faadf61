"""The index in Amazon DynamoDB."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from kabar.adapters.backoff import Backoff
from kabar.adapters.items import from_item, key_item, to_item
from kabar.domain.album import Album, album_of
from kabar.domain.article import Card, StoredPicture
from kabar.domain.index import (
    Address,
    Claim,
    CropWish,
    DayMark,
    Holder,
    LedgerEntry,
    ListEntry,
    Mark,
    Media,
    MonthMark,
    NewsMark,
    Record,
    Reference,
    Relation,
    Rendition,
    Row,
    Site,
    State,
    YearMark,
)
from kabar.domain.moments import utc_text
from kabar.domain.rows import Commit, key_of
from kabar.ports import Conflict

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_TRANSACTION: Final = 100
"""Amazon DynamoDB, TransactWriteItems: at most 100 actions."""
_BATCH: Final = 100
"""Amazon DynamoDB, BatchGetItem: at most 100 items."""
_PART: Final = 25
"""How many rows are read at once of a list of which the first few mostly are enough."""
_Pointer = Reference | CropWish
_SAME_REVISION: Final = "revision = :before"
_FIRST, _LAST = "0", "3"
"""Before and after every moment that a sort key can begin with."""
_NEW: Final = "attribute_not_exists(pk)"


@dataclass
class DynamoTable:
    """kabar.ports.Table over one DynamoDB table. Every read is strongly consistent."""

    client: "DynamoDBClient"
    name: str
    backoff: Backoff

    def record(self, id_: str) -> Record | None:
        """An article's record."""
        row = self._get(Record(id_, 0, State.NONE, None, ""))
        return row if isinstance(row, Record) else None

    def records(self, ids: Iterable[str]) -> Mapping[str, Record]:
        """The records of those of the articles that have one."""
        rows = self._get_many([Record(id_, 0, State.NONE, None, "") for id_ in ids])
        return {row.id: row for row in rows if isinstance(row, Record)}

    def site(self) -> Site | None:
        """The standing publication."""
        row = self._get(Site(0, None))
        return row if isinstance(row, Site) else None

    def media(self, key: str) -> Media | None:
        """A picture's row."""
        row = self._get(Media(key, 0, None))
        return row if isinstance(row, Media) else None

    def medias(self, keys: Iterable[str]) -> Mapping[str, Media]:
        """The rows of those of the pictures that have one."""
        rows = self._get_many([Media(key, 0, None) for key in keys])
        return {row.key: row for row in rows if isinstance(row, Media)}

    def album(self, keys: Iterable[str]) -> Album:
        """Which of the pictures have arrived, and which stand on the site."""
        asked = tuple(keys)
        medias = self.medias(asked)
        hashes = {hash_ for media in medias.values() for hash_ in media.hashes}
        rows = self._get_many([Rendition(hash_, 0, "", ()) for hash_ in hashes])
        return album_of(asked, medias, {row.hash: row for row in rows if isinstance(row, Rendition)})

    def pictures(self, keys: Iterable[str]) -> Mapping[str, StoredPicture]:
        """Those of the pictures that stand on the site."""
        return self.album(keys).standing

    def holders(self, hash_: str) -> list[str]:
        """The inbox keys under which these bytes stand, or once stood."""
        return [row.key for row in self._query(f"HOLDS#{hash_}") if isinstance(row, Holder)]

    def rendition(self, hash_: str) -> Rendition | None:
        """What stands on the site of the picture that has these bytes."""
        row = self._get(Rendition(hash_, 0, "", ()))
        return row if isinstance(row, Rendition) else None

    def crop_wishes(self, key: str) -> list[CropWish]:
        """Who wants a picture cropped around a point of its own."""
        return [row for row in self._query(f"CROP#{key}") if isinstance(row, CropWish)]

    def address(self, path: str) -> Address | None:
        """Who owns a path."""
        row = self._get(Address(path, "", Claim.LIVE))
        return row if isinstance(row, Address) else None

    def referrers(self, target: str) -> list[str]:
        """The inbox keys of all that refers to an inbox key."""
        rows = self._query(f"REF#{target}")
        return [row.by for row in rows if isinstance(row, Reference)]

    def each_referrer(self, target: str) -> Iterator[str]:
        """As referrers, but read as far as they are asked for."""
        rows = self._query(f"REF#{target}", part=_PART)
        return (row.by for row in rows if isinstance(row, Reference))

    def newest(self, list_: str, limit: int) -> tuple[Card, ...]:
        """The newest cards of a list, newest first."""
        return _cards(self._query(f"LIST#{list_}", limit=limit))

    def between(self, list_: str, start: datetime, end: datetime, limit: int) -> tuple[Card, ...]:
        """The newest cards of a list published from `start` up to (not with) `end`, newest first."""
        # A sort key at the very end of the span is its text and "#<id>", so it sorts after the bare text.
        return _cards(self._query(f"LIST#{list_}", (utc_text(start), utc_text(end)), limit))

    def span(self, list_: str, start: datetime, end: datetime, *, newest_first: bool = False) -> Iterator[Card]:
        """Every card of a list published from `start` up to (not with) `end`, in its order, read as it is asked for."""
        span = (utc_text(start), utc_text(end))
        rows = self._query(f"LIST#{list_}", span, newest_first=newest_first)
        return (row.card for row in rows if isinstance(row, ListEntry))

    def beside(self, list_: str, card: Card, limit: int, *, after: bool) -> tuple[Card, ...]:
        """The cards that come right before or right after a card's place in a list, the nearest first."""
        pk, place = key_of(ListEntry(list_, card, ""))
        span = (place, _LAST) if after else (_FIRST, place)
        cards = _cards(self._query(pk, span, limit + 1, newest_first=not after))
        return tuple(each for each in cards if each.id != card.id)[:limit]

    def days(self, scope: str, month: str) -> tuple[int, ...]:
        """The days of a `yyyy-mm` that have articles."""
        rows = self._query(f"DAYS#{scope}", (f"{month}-00", f"{month}-99"))
        return tuple(sorted(int(row.day[8:]) for row in rows if isinstance(row, DayMark)))

    def days_around(self, scope: str, first: str, last: str) -> tuple[str | None, str | None]:
        """The nearest days (`yyyy-mm-dd`) with articles before `first` and after `last`, each such a text too."""
        pk = f"DAYS#{scope}"
        before = self._query(pk, (_FIRST, first), 2)
        after = self._query(pk, (last, _LAST), 2, newest_first=False)
        found = [[row.day for row in rows if isinstance(row, DayMark)] for rows in (before, after)]
        return (
            next((day for day in found[0] if day < first), None),
            next((day for day in found[1] if day > last), None),
        )

    def months(self) -> tuple[MonthMark, ...]:
        """The months that have articles, newest first."""
        return tuple(row for row in self._query("MONTHS") if isinstance(row, MonthMark))

    def commit(self, commit: Commit) -> None:
        """Write the head and its rows in one transaction.

        More rows than one transaction takes are possible only with references: those that are new go before it and
        those that end go after it, so that at every moment there is a reference for everything that is shown.
        Raises Conflict, the head and what readers see of it unchanged.
        """
        puts, deletes = list(commit.puts), list(commit.deletes)
        if 1 + len(puts) + len(deletes) > _TRANSACTION:
            self._put_each([row for row in puts if isinstance(row, _Pointer)])
            ended = [row for row in deletes if isinstance(row, _Pointer)]
            puts = [row for row in puts if not isinstance(row, _Pointer)]
            self._transact(commit.head, puts, [row for row in deletes if not isinstance(row, _Pointer)])
            self._delete_each(ended)
        else:
            self._transact(commit.head, puts, deletes)

    def put_media(self, media: Media) -> None:
        """Write a picture's row, and before it that the key holds its bytes. Raises Conflict."""
        if media.facts:
            self._put_each([Holder(media.facts.hash, media.key)])
        self._put_guarded(media)

    def put_rendition(self, rendition: Rendition) -> None:
        """Write what stands of a picture. Raises Conflict if its revision isn't the one before."""
        self._put_guarded(rendition)

    def drop_rendition(self, rendition: Rendition) -> None:
        """Remove the row, if it stands at that revision. Raises Conflict."""
        same = guard(rendition.revision + 1)
        try:
            self.client.delete_item(TableName=self.name, Key=key_item(rendition), **same)
        except ClientError as error:
            raise conflict_of(error) or error from error

    def _put_guarded(self, row: Media | Rendition) -> None:
        try:
            self.client.put_item(TableName=self.name, Item=to_item(row), **guard(row.revision))
        except ClientError as error:
            raise conflict_of(error) or error from error

    def relations(self, id_: str) -> tuple[Relation, ...]:
        """What other articles are to an article."""
        return tuple(row for row in self._query(f"BACK#{id_}") if isinstance(row, Relation))

    def ledger(self, limit: int, start: datetime | None = None, end: datetime | None = None) -> tuple[LedgerEntry, ...]:
        """The newest lines of the ledger, or of its part from `start` up to (not with) `end`, newest first."""
        span = (utc_text(start), utc_text(end)) if start and end else None
        return tuple(row for row in self._query("LEDGER", span, limit) if isinstance(row, LedgerEntry))

    def years(self) -> tuple[str, ...]:
        """The years that have lines in the ledger, newest first."""
        return tuple(row.year for row in self._query("YEARS") if isinstance(row, YearMark))

    def standing(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """What stands under the keys of these rows, in no order."""
        return tuple(self._get_many(list(rows)))

    def mark(self, mark: Mark) -> None:
        """Write a mark; without a change if it stands already."""
        self._put_each([mark])

    def news_parts(self) -> int:
        """In how many parts the news sitemap is."""
        mark = self._get(NewsMark(1))
        return mark.parts if isinstance(mark, NewsMark) else 1

    def unmark(self, mark: Mark) -> None:
        """Remove a mark, if it stands."""
        self._delete_each([mark])

    def _transact(self, head: Record | Site, puts: list[Row], deletes: list[Row]) -> None:
        actions: list[Any] = [{"Put": {"TableName": self.name, "Item": to_item(head), **guard(head.revision)}}]
        actions += [{"Put": {"TableName": self.name, "Item": to_item(row), **_claim(row)}} for row in puts]
        actions += [{"Delete": {"TableName": self.name, "Key": key_item(row)}} for row in deletes]
        try:
            self.client.transact_write_items(TransactItems=actions)
        except ClientError as error:
            raise conflict_of(error) or error from error

    def _put_each(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self.client.put_item(TableName=self.name, Item=to_item(row))

    def _delete_each(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self.client.delete_item(TableName=self.name, Key=key_item(row))

    def _get(self, row: Row) -> Row | None:
        answer = self.client.get_item(TableName=self.name, Key=key_item(row), ConsistentRead=True)
        return from_item(answer["Item"]) if "Item" in answer else None

    def _get_many(self, rows: list[Row]) -> Iterator[Row]:
        keys = [key_item(row) for row in {key_of(row): row for row in rows}.values()]
        for start in range(0, len(keys), _BATCH):
            waiting: Any = {self.name: {"Keys": keys[start : start + _BATCH], "ConsistentRead": True}}
            for attempt in itertools.count():
                answer = self.client.batch_get_item(RequestItems=waiting)
                yield from filter(None, map(from_item, answer["Responses"].get(self.name, ())))
                waiting = answer.get("UnprocessedKeys")
                if not waiting:
                    break
                self.backoff.wait(attempt, "BatchGetItem")

    def _query(
        self,
        pk: str,
        between: tuple[str, str] | None = None,
        limit: int | None = None,
        *,
        newest_first: bool = True,
        part: int | None = None,
    ) -> Iterator[Row]:
        """Rows of a partition by their sort keys, by default from the greatest down."""
        values = {":pk": {"S": pk}}
        condition = "pk = :pk"
        if between:
            condition += " AND sk BETWEEN :start AND :end"
            values |= {":start": {"S": between[0]}, ":end": {"S": between[1]}}
        request: Any = {
            "TableName": self.name, "KeyConditionExpression": condition, "ExpressionAttributeValues": values,
            "ConsistentRead": True, "ScanIndexForward": not newest_first,
        }  # fmt: skip
        yield from self._pages(request | ({"Limit": part} if part else {}), limit)

    def _pages(self, request: Any, limit: int | None) -> Iterator[Row]:
        remaining = limit
        while True:
            answer = self.client.query(**(request | ({"Limit": remaining} if remaining else {})))
            yield from filter(None, map(from_item, answer["Items"]))
            remaining = remaining - len(answer["Items"]) if remaining else None
            if "LastEvaluatedKey" not in answer or remaining == 0:
                return
            request = request | {"ExclusiveStartKey": answer["LastEvaluatedKey"]}


def _cards(rows: Iterable[Row]) -> tuple[Card, ...]:
    return tuple(row.card for row in rows if isinstance(row, ListEntry))


def guard(revision: int) -> dict[str, Any]:
    """The condition that the item stands at the revision before this one."""
    if revision == 1:
        return {"ConditionExpression": _NEW}
    before = {":before": {"N": str(revision - 1)}}
    return {"ConditionExpression": _SAME_REVISION, "ExpressionAttributeValues": before}


def _claim(row: Row) -> dict[str, Any]:
    """The condition that an address is free or already its owner's; none for other rows."""
    if not isinstance(row, Address):
        return {}
    return {
        "ConditionExpression": f"{_NEW} OR #owner = :owner",
        "ExpressionAttributeNames": {"#owner": "owner"},
        "ExpressionAttributeValues": {":owner": {"S": row.owner}},
    }


_CONFLICTS: Final = {"ConditionalCheckFailed", "TransactionConflict"}


def conflict_of(error: ClientError) -> Conflict | None:
    """A Conflict if that is why DynamoDB refused (TransactWriteItems, "Errors"), else None."""
    code = error.response["Error"]["Code"]
    reasons: Any = error.response.get("CancellationReasons", ())
    lost = code in ("ConditionalCheckFailedException", "TransactionConflictException")
    if lost or any(reason.get("Code") in _CONFLICTS for reason in reasons):
        return Conflict(code)
    return None
