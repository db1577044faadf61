"""The manifest in Amazon DynamoDB: a table of its own, without a stream."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kabar.adapters.backoff import Backoff
from kabar.adapters.batch_get import MOST, each_item
from kabar.adapters.item_values import Item
from kabar.domain.manifest import Built, Noted, Placed
from kabar.domain.pages import Page, parse_page

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_WRITTEN: Final = 25
"""Amazon DynamoDB, BatchWriteItem: at most 25 requests."""
_OBJECT: Final = "OBJECT"
_PAGE: Final = "PAGE"


@dataclass
class DynamoManifest:
    """kabar.ports.Manifest: a partition of objects by their keys, and one of pages by their ids.

    What a batch left undone is asked for again, up to the end of patience: then Retryable is raised.
    """

    client: "DynamoDBClient"
    name: str
    backoff: Backoff

    def note(self, built: Built, objects: Mapping[str, str], gone: Iterable[str]) -> None:
        """Write down what a page was built of, its objects (key to ETag), and which keys it has no more."""
        self.note_each([Noted(built, objects, tuple(gone))])

    def note_each(self, entries: Iterable[Noted]) -> None:
        """As note, of several pages: no two of them have the same key."""
        requests: dict[tuple[str, str], Any] = {}
        for entry in entries:
            page = str(entry.built.page)
            requests[_PAGE, page] = _put(_PAGE, page, inputs=entry.built.inputs)
            requests |= {(_OBJECT, key): {"DeleteRequest": {"Key": _key(_OBJECT, key)}} for key in entry.gone}
            requests |= {(_OBJECT, key): _put(_OBJECT, key, etag=tag, page=page) for key, tag in entry.objects.items()}
        for batch in _batches(requests.values(), _WRITTEN):
            waiting: Any = {self.name: batch}
            for attempt in itertools.count():
                waiting = self.client.batch_write_item(RequestItems=waiting).get("UnprocessedItems")
                if not waiting:
                    break
                self.backoff.wait(attempt, "BatchWriteItem")

    def objects(self, after: str, limit: int) -> list[Placed]:
        """At most `limit` objects whose keys sort after `after`, in their order."""
        return [
            Placed(item["sk"]["S"], item["etag"]["S"], parse_page(item["page"]["S"]))
            for item in self._sorted(_OBJECT, after, limit)
        ]

    def pages(self, after: str, limit: int) -> list[Built]:
        """At most `limit` pages whose ids sort after `after`, in their order."""
        items = self._sorted(_PAGE, after, limit)
        return [Built(parse_page(item["sk"]["S"]), item["inputs"]["S"]) for item in items]

    def built(self, pages: Iterable[Page]) -> frozenset[Page]:
        """Those of the pages that were ever built."""
        return frozenset(parse_page(item["sk"]["S"]) for item in self._items(_PAGE, map(str, pages)))

    def etags(self, keys: Iterable[str]) -> Mapping[str, str]:
        """The ETags of those of the keys that some page put there."""
        return {item["sk"]["S"]: item["etag"]["S"] for item in self._items(_OBJECT, keys)}

    def has(self, key: str) -> bool:
        """Whether some page put an object there."""
        return "Item" in self.client.get_item(TableName=self.name, Key=_key(_OBJECT, key), ConsistentRead=True)

    def _items(self, pk: str, names: Iterable[str]) -> Iterator[Item]:
        for batch in _batches(sorted(set(names)), MOST):
            keys = [_key(pk, name) for name in batch]
            yield from (item for _, item in each_item(self.client, self.backoff, {self.name: keys}))

    def _sorted(self, pk: str, after: str, limit: int) -> list[dict[str, Any]]:
        values: dict[str, Any] = {":pk": {"S": pk}} | ({":after": {"S": after}} if after else {})
        request: Any = {
            "TableName": self.name,
            "KeyConditionExpression": "pk = :pk AND sk > :after" if after else "pk = :pk",
            "ExpressionAttributeValues": values,
            "ConsistentRead": True,
        }
        items: list[Any] = []
        while len(items) < limit:
            answer = self.client.query(**request, Limit=limit - len(items))
            items += answer["Items"]
            if "LastEvaluatedKey" not in answer:
                break
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
        return items


def object_key(key: str) -> dict[str, dict[str, str]]:
    """The key of the item of an object."""
    return _key(_OBJECT, key)


def _key(pk: str, sk: str) -> dict[str, dict[str, str]]:
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def _put(pk: str, sk: str, **fields: str) -> dict[str, Any]:
    return {"PutRequest": {"Item": _key(pk, sk) | {name: {"S": value} for name, value in fields.items()}}}


def _batches(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    waiting = iter(items)
    while batch := list(itertools.islice(waiting, size)):
        yield batch
