"""Values of DynamoDB items."""

from collections.abc import Mapping
from typing import Any

Item = Mapping[str, Mapping[str, Any]]
"""An item as the low-level API has it: `{"pk": {"S": "..."}, ...}`."""


def text(item: Item, name: str) -> str | None:
    """A text, None if it isn't there."""
    return item[name]["S"] if name in item else None


def texts(item: Item, name: str) -> tuple[str, ...]:
    """A list of texts, empty if it isn't there."""
    return tuple(value["S"] for value in item[name]["L"]) if name in item else ()
