"""Amazon DynamoDB's BatchGetItem, over one table or more."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from kabar.adapters.backoff import Backoff
from kabar.adapters.item_values import Item

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

MOST: Final = 100
"""Amazon DynamoDB, BatchGetItem: at most 100 items."""


def each_item(
    client: "DynamoDBClient", backoff: Backoff, keys: Mapping[str, Iterable[Item]]
) -> Iterator[tuple[str, Item]]:
    """The items that stand under the keys, by tables' names, each with its table's, in no order. Raises Retryable.

    At most MOST keys; every read is strongly consistent.
    """
    waiting: Any = {name: {"Keys": list(of_table), "ConsistentRead": True} for name, of_table in keys.items()}
    for attempt in itertools.count():
        answer = client.batch_get_item(RequestItems=waiting)
        yield from ((name, item) for name, items in answer["Responses"].items() for item in items)
        waiting = answer.get("UnprocessedKeys")
        if not waiting:
            return
        backoff.wait(attempt, "BatchGetItem")
