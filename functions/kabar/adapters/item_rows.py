"""Rows of the index as items of one Amazon DynamoDB table: read, asked for, written under conditions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from kabar.adapters.backoff import Backoff
from kabar.adapters.batch_get import MOST, each_item
from kabar.adapters.items import from_item, key_item, to_item
from kabar.domain.index import Address, Media, Record, Rendition, Row, Site
from kabar.domain.rows import key_of
from kabar.ports import Conflict

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_SAME_REVISION: Final = "revision = :before"
_NEW: Final = "attribute_not_exists(pk)"
_CONFLICTS: Final = {"ConditionalCheckFailed", "TransactionConflict"}


@dataclass(frozen=True, slots=True)
class ItemRows:
    """One DynamoDB table, row by row. Every read is strongly consistent."""

    client: "DynamoDBClient"
    name: str
    backoff: Backoff

    def get(self, row: Row) -> Row | None:
        """What stands under the key of a row."""
        answer = self.client.get_item(TableName=self.name, Key=key_item(row), ConsistentRead=True)
        return from_item(answer["Item"]) if "Item" in answer else None

    def get_many(self, rows: list[Row]) -> Iterator[Row]:
        """What stands under the keys of these rows, in no order. Raises Retryable."""
        keys = [key_item(row) for row in {key_of(row): row for row in rows}.values()]
        for start in range(0, len(keys), MOST):
            for _, item in each_item(self.client, self.backoff, {self.name: keys[start : start + MOST]}):
                if row := from_item(item):
                    yield row

    def query(
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
        return self._pages(request | ({"Limit": part} if part else {}), limit)

    def _pages(self, request: Any, limit: int | None) -> Iterator[Row]:
        remaining = limit
        while True:
            answer = self.client.query(**(request | ({"Limit": remaining} if remaining else {})))
            yield from filter(None, map(from_item, answer["Items"]))
            remaining = remaining - len(answer["Items"]) if remaining else None
            if "LastEvaluatedKey" not in answer or remaining == 0:
                return
            request = request | {"ExclusiveStartKey": answer["LastEvaluatedKey"]}

    def put_each(self, rows: Iterable[Row]) -> None:
        """Write rows, one by one."""
        for row in rows:
            self.client.put_item(TableName=self.name, Item=to_item(row))

    def delete_each(self, rows: Iterable[Row]) -> None:
        """Remove rows, as far as they stand, one by one."""
        for row in rows:
            self.client.delete_item(TableName=self.name, Key=key_item(row))

    def put_guarded(self, row: Media | Rendition) -> None:
        """Write a row over the revision before its own. Raises Conflict if another one stands."""
        try:
            self.client.put_item(TableName=self.name, Item=to_item(row), **guard(row.revision))
        except ClientError as error:
            raise conflict_of(error) or error from error

    def delete_guarded(self, row: Row, revision: int) -> None:
        """Remove a row, if it stands at a revision. Raises Conflict."""
        try:
            self.client.delete_item(TableName=self.name, Key=key_item(row), **guard(revision + 1))
        except ClientError as error:
            raise conflict_of(error) or error from error

    def transact(self, head: Record | Site, puts: list[Row], deletes: list[Row]) -> None:
        """Write a head and its rows, at most 100 in all, whole or not at all. Raises Conflict."""
        actions: list[Any] = [{"Put": {"TableName": self.name, "Item": to_item(head), **guard(head.revision)}}]
        actions += [{"Put": {"TableName": self.name, "Item": to_item(row), **_claim(row)}} for row in puts]
        actions += [{"Delete": {"TableName": self.name, "Key": key_item(row)}} for row in deletes]
        try:
            self.client.transact_write_items(TransactItems=actions)
        except ClientError as error:
            raise conflict_of(error) or error from error


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


def conflict_of(error: ClientError) -> Conflict | None:
    """A Conflict if that is why DynamoDB refused (TransactWriteItems, "Errors"), else None."""
    code = error.response["Error"]["Code"]
    reasons: Any = error.response.get("CancellationReasons", ())
    lost = code in ("ConditionalCheckFailedException", "TransactionConflictException")
    if lost or any(reason.get("Code") in _CONFLICTS for reason in reasons):
        return Conflict(code)
    return None
