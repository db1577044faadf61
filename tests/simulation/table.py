"""Amazon DynamoDB in memory: one table, its conditions, its transactions and its stream."""

import re
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from simulation.clock import Time
from simulation.invocation import refusal

SHARDS: Final = 3
"""Into how many shards the stream is cut: ordered within, not between them."""
MOST_BYTES: Final = 4 * 1024 * 1024
"""Of a transaction, as nearly as their text is as long: an item has 400 KB at most, so ten items never are too many."""
LAG: Final = 4.0
"""How far behind an eventually consistent read may be, in seconds."""
Item = dict[str, dict[str, Any]]
Key = tuple[str, str]


@dataclass
class Table:
    """The operations that Kabar calls. Items are never changed, only replaced."""

    grew: Callable[[Item | None, Item | None], None]
    """Called with the item before and after each change."""
    time: Time
    page_size: int = 100
    """How many items a query answers at once (in truth: as many as fit in 1 MB)."""
    partial: bool = False
    """Whether the next batch is answered in part only."""
    items: dict[str, dict[str, Item]] = field(default_factory=dict)
    shards: list[list[dict[str, Any]]] = field(default_factory=lambda: [[] for _ in range(SHARDS)])
    silent: bool = False
    """Whether it has no stream."""
    _serial: int = 0
    _past: list[tuple[float, Key, Item | None]] = field(default_factory=list)

    def get_item(self, *, Key: Item, **_: Any) -> dict[str, Any]:
        """GetItem."""
        item = self._get(_key(Key))
        return {"Item": item} if item else {}

    def batch_get_item(self, *, RequestItems: dict[str, Any]) -> dict[str, Any]:
        """BatchGetItem: what it finds comes in no order that means anything."""
        ((name, request),) = RequestItems.items()
        keys = request["Keys"]
        if len({_key(key) for key in keys}) < len(keys):
            raise refusal("BatchGetItem", "ValidationException")
        taken = keys[: len(keys) // 2] if self.partial else keys
        found = [item for key in sorted(taken, key=_scattered) if (item := self._get(_key(key)))]
        left = {name: request | {"Keys": keys[len(taken) :]}} if len(taken) < len(keys) else {}
        return {"Responses": {name: found}, "UnprocessedKeys": left}

    def query(self, *, ExpressionAttributeValues: dict[str, Any], **request: Any) -> dict[str, Any]:
        """Query: of a whole partition, or of its sort keys `BETWEEN :start AND :end` or `> :after`."""
        values = {name: value["S"] for name, value in ExpressionAttributeValues.items()}
        partition = self._partition(values[":pk"], consistent=request.get("ConsistentRead", False))
        low, high = values.get(":start", ""), values.get(":end", "\U0010ffff")
        after = values.get(":after", "")
        keys = sorted(
            (sk for sk in partition if low <= sk <= high and sk > after),
            reverse=not request.get("ScanIndexForward", True),
        )
        if "ExclusiveStartKey" in request:
            start = request["ExclusiveStartKey"]["sk"]["S"]
            forward = request.get("ScanIndexForward", True)
            keys = [sk for sk in keys if (sk > start if forward else sk < start)]
        taken = keys[: min(self.page_size, request.get("Limit", self.page_size))]
        answer: dict[str, Any] = {"Items": [partition[sk] for sk in taken]}
        if taken and (len(taken) < len(keys) or len(taken) == request.get("Limit")):
            answer["LastEvaluatedKey"] = {"pk": {"S": values[":pk"]}, "sk": {"S": taken[-1]}}
        return answer

    def put_item(self, *, Item: Item, **request: Any) -> dict[str, Any]:
        """PutItem."""
        if not self._holds(_key(Item), request):
            raise refusal("PutItem", "ConditionalCheckFailedException")
        self._write(_key(Item), Item)
        return {}

    def delete_item(self, *, Key: Item, **request: Any) -> dict[str, Any]:
        """DeleteItem."""
        if not self._holds(_key(Key), request):
            raise refusal("DeleteItem", "ConditionalCheckFailedException")
        self._write(_key(Key), None)
        return {}

    def batch_write_item(self, *, RequestItems: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
        """BatchWriteItem."""
        ((name, requests),) = RequestItems.items()
        actions = [action for each in requests for action in each.values()]
        keys = [_key(action.get("Item") or action["Key"]) for action in actions]
        if len(set(keys)) < len(keys) or len(keys) > 25:
            raise refusal("BatchWriteItem", "ValidationException")
        taken = len(keys) // 2 if self.partial else len(keys)
        for key, action in zip(keys[:taken], actions, strict=False):
            self._write(key, action.get("Item"))
        return {"UnprocessedItems": {name: requests[taken:]} if taken < len(keys) else {}}

    def scan(self, **request: Any) -> dict[str, Any]:
        """Scan: every item, in no order that means anything, but always the same."""
        keys = sorted(((pk, sk) for pk, partition in self.items.items() for sk in partition), key=_scattered_key)
        if "ExclusiveStartKey" in request:
            start = _scattered_key(_key(request["ExclusiveStartKey"]))
            keys = [key for key in keys if _scattered_key(key) > start]
        taken = keys[: min(self.page_size, request.get("Limit", self.page_size))]
        answer: dict[str, Any] = {"Items": [self.items[pk][sk] for pk, sk in taken]}
        if len(taken) < len(keys):
            answer["LastEvaluatedKey"] = {"pk": {"S": taken[-1][0]}, "sk": {"S": taken[-1][1]}}
        return answer

    def transact_write_items(self, *, TransactItems: list[dict[str, Any]], **_: Any) -> dict[str, Any]:
        """TransactWriteItems: all or nothing, each item once."""
        actions = [(kind, action) for each in TransactItems for kind, action in each.items()]
        keys = [_key(action.get("Item") or action["Key"]) for _, action in actions]
        size = sum(len(repr(action)) for _, action in actions) if len(keys) > 10 else 0
        if len(set(keys)) < len(keys) or len(keys) > 100 or size > MOST_BYTES:
            raise refusal("TransactWriteItems", "ValidationException")
        held = [self._holds(key, action) for key, (_, action) in zip(keys, actions, strict=True)]
        if not all(held):
            reasons = [{"Code": "None" if each else "ConditionalCheckFailed"} for each in held]
            raise refusal("TransactWriteItems", "TransactionCanceledException", CancellationReasons=reasons)
        for key, (kind, action) in zip(keys, actions, strict=True):
            if kind != "ConditionCheck":
                self._write(key, action.get("Item"))
        return {}

    def rows(self) -> Iterable[Item]:
        """Every item."""
        return (item for partition in self.items.values() for item in partition.values())

    def _partition(self, pk: str, *, consistent: bool) -> dict[str, Item]:
        partition = dict(self.items.get(pk, {}))
        for when, key, old in () if consistent else reversed(self._past):
            if when < self.time.now - LAG:
                break
            if key[0] == pk and old:
                partition[key[1]] = old
            elif key[0] == pk:
                partition.pop(key[1], None)
        return partition

    def _get(self, key: Key) -> Item | None:
        return self.items.get(key[0], {}).get(key[1])

    def _write(self, key: Key, new: Item | None) -> None:
        old = self._get(key)
        if new is None:
            self.items.get(key[0], {}).pop(key[1], None)
        else:
            self.items.setdefault(key[0], {})[key[1]] = new
        if old != new:
            self._past.append((self.time.now, key, old))
            self.grew(old, new)
            if not self.silent:
                self._tell(key, old, new)

    def _tell(self, key: Key, old: Item | None, new: Item | None) -> None:
        self._serial += 1
        images = {name: image for name, image in (("OldImage", old), ("NewImage", new)) if image}
        name = "MODIFY" if old and new else "INSERT" if new else "REMOVE"
        keys = {"pk": {"S": key[0]}, "sk": {"S": key[1]}}
        record = {"Keys": keys, "SequenceNumber": f"{self._serial:021d}", **images}
        shard = self.shards[zlib.crc32(key[0].encode()) % SHARDS]
        shard.append(
            {"eventID": str(self._serial), "eventName": name, "dynamodb": record, "eventSource": "aws:dynamodb"}
        )

    def _holds(self, key: Key, request: dict[str, Any]) -> bool:
        condition = request.get("ConditionExpression")
        if not condition:
            return True
        item = self._get(key) or {}
        return any(all(_term(term, item, request) for term in part.split(" AND ")) for part in condition.split(" OR "))


_TERM: Final = re.compile(r"attribute_(?P<not>not_)?exists\((?P<present>\S+)\)|(?P<name>\S+) = (?P<value>:\S+)")


def _term(term: str, item: Item, request: dict[str, Any]) -> bool:
    match = _TERM.fullmatch(term.strip())
    if not match:
        raise ValueError(f"a condition that this table can't read: {term}")
    names = request.get("ExpressionAttributeNames", {})
    if match["present"]:
        return (names.get(match["present"], match["present"]) in item) is not bool(match["not"])
    value: bool = (
        item.get(names.get(match["name"], match["name"])) == request["ExpressionAttributeValues"][match["value"]]
    )
    return value


def _key(item: Item) -> Key:
    return item["pk"]["S"], item["sk"]["S"]


def _scattered(key: Item) -> tuple[int, Key]:
    return _scattered_key(_key(key))


def _scattered_key(key: Key) -> tuple[int, Key]:
    return zlib.crc32("".join(key).encode()), key


@dataclass
class Tables:
    """The operations of DynamoDB that Kabar calls, over the tables by their names."""

    by_name: dict[str, Table]
    partial: bool = False

    def batch_get_item(self, *, RequestItems: dict[str, Any]) -> dict[str, Any]:
        """BatchGetItem, of one table or more."""
        found: dict[str, Any] = {"Responses": {}, "UnprocessedKeys": {}}
        for name, request in RequestItems.items():
            self.by_name[name].partial = self.partial
            answer = self.by_name[name].batch_get_item(RequestItems={name: request})
            for part, values in answer.items():
                found[part] |= values
        return found

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        """An operation of whichever table its arguments name."""

        def call(**arguments: Any) -> Any:
            table = self.by_name[_table_of(arguments)]
            table.partial = self.partial
            return getattr(table, operation)(**arguments)

        return call


def _table_of(arguments: dict[str, Any]) -> str:
    if "TransactItems" in arguments:
        ((action,),) = (each.values() for each in arguments["TransactItems"][:1])
        return str(action["TableName"])
    return str(arguments["TableName"] if "TableName" in arguments else next(iter(arguments["RequestItems"])))
