"""Whole listings of inbox, index and site, for the audit."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from kabar.adapters.item_rows import conflict_of, guard
from kabar.adapters.items import from_item, key_item
from kabar.domain.identity import RECEIPTS, article_id
from kabar.domain.index import Record, Row, Site, State
from kabar.ports.audit import Newest

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client

_BEHIND_RECEIPTS: Final = RECEIPTS + "\U0010ffff"
_SCANNED: Final = 500


@dataclass
class S3Versions:
    """kabar.ports.audit.Versions over the inbox bucket."""

    client: "S3Client"
    bucket: str

    def newest(self, after: str, limit: int) -> list[Newest]:
        """At most `limit` keys that sort after `after`, deleted ones too, in their order; receipts left out."""
        return list(islice(self._newest(after), limit))

    def _newest(self, after: str) -> Iterator[Newest]:
        """Old versions are passed over; so are receipts, by beginning anew behind them."""
        request: Any = {"KeyMarker": after} if after else {}
        while True:
            answer: Any = self.client.list_object_versions(Bucket=self.bucket, **request)
            entries = [*answer.get("Versions", ()), *answer.get("DeleteMarkers", ())]
            for key, version in sorted((each["Key"], each["VersionId"]) for each in entries if each["IsLatest"]):
                if key > after and not key.startswith(RECEIPTS):
                    yield Newest(key, version)
            if not answer["IsTruncated"]:
                return
            request = {"KeyMarker": answer["NextKeyMarker"], "VersionIdMarker": answer.get("NextVersionIdMarker", "")}
            if request["KeyMarker"].startswith(RECEIPTS):
                request = {"KeyMarker": _BEHIND_RECEIPTS}


@dataclass
class DynamoScan:
    """kabar.ports.audit.IndexScan over the index's table."""

    client: "DynamoDBClient"
    name: str

    def scan(self, after: str) -> tuple[tuple[Row, ...], str]:
        """Some rows, from where the call before it ended (empty: from the beginning), and where to go on."""
        start: Any = {"ExclusiveStartKey": json.loads(after)} if after else {}
        answer = self.client.scan(TableName=self.name, ConsistentRead=True, Limit=_SCANNED, **start)
        beyond = json.dumps(answer["LastEvaluatedKey"]) if "LastEvaluatedKey" in answer else ""
        return tuple(filter(None, map(from_item, answer["Items"]))), beyond

    def drop(self, row: Row, head: Record | Site | None, owner: str) -> None:
        """Remove a row that the head of `owner` (an inbox key), as it was read, doesn't ask for. Raises Conflict."""
        missing = Record(article_id(owner) or owner, 0, State.NONE, None, "")
        check: Any = {"TableName": self.name, "Key": key_item(head or missing)}
        check |= guard(head.revision + 1 if head else 1)
        delete: Any = {"TableName": self.name, "Key": key_item(row)}
        try:
            self.client.transact_write_items(TransactItems=[{"ConditionCheck": check}, {"Delete": delete}])
        except ClientError as error:
            raise conflict_of(error) or error from error


@dataclass
class S3Listing:
    """kabar.ports.audit.Listing over the site bucket."""

    client: "S3Client"
    bucket: str

    def listing(self, after: str, limit: int) -> dict[str, str]:
        """At most `limit` (up to 1,000) keys that sort after `after`, in their order, each with its ETag."""
        answer = self.client.list_objects_v2(Bucket=self.bucket, StartAfter=after, MaxKeys=limit)
        return {item["Key"]: item["ETag"] for item in answer.get("Contents", ())}
