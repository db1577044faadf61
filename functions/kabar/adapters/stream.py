"""Changes of the index as the table's stream tells them."""

from typing import Any

from kabar.adapters.items import from_item
from kabar.domain.index import Record, Row

Change = tuple[Row | None, Row | None]
"""The row before (None if it is new) and after (None if it was deleted)."""


def changes_in(event: dict[str, Any]) -> list[Change]:
    """The changes of an event of DynamoDB Streams (StreamViewType NEW_AND_OLD_IMAGES), in their order."""
    return [_change(record["dynamodb"]) for record in event["Records"]]


def versions_in(changes: list[Change]) -> dict[str, str | None]:
    """The articles whose records changed, each with the S3 version that stands now."""
    return {new.id: new.version for _, new in changes if isinstance(new, Record)}


def _change(record: dict[str, Any]) -> Change:
    images = (record.get("OldImage"), record.get("NewImage"))
    old, new = (from_item(image) if image else None for image in images)
    return old, new
