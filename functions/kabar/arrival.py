"""What a message of the arrivals and pictures queues says: where to look."""

import json
from dataclasses import dataclass
from typing import Any

from kabar.domain.takeover import Takeover, takeover_of


@dataclass(frozen=True, slots=True)
class Look:
    """Look at one inbox key."""

    key: str


@dataclass(frozen=True, slots=True)
class Sweep:
    """Have all keys under a prefix looked at, from the first after `after`."""

    prefix: str
    after: str


@dataclass(frozen=True, slots=True)
class Following:
    """See how far a new edition of the publication is, and say so."""

    takeover: Takeover


class Unreadable(Exception):
    """A message that isn't ours: it ends in the dead-letter queue."""


def read_arrival(body: str) -> Look | Sweep | Following:
    """What the message asks for.

    One of Kabar's own, `{"key": ...}`, `{"sweep": ..., "after": ...}` and `{"follow": ...}`, or an event of Amazon S3
    through Amazon EventBridge ("Amazon S3 event message structure for EventBridge"), which carries the key as it is.
    Raises Unreadable.
    """
    try:
        message: dict[str, Any] = json.loads(body)
        if "sweep" in message:
            return Sweep(_text(message["sweep"]), _text(message.get("after", "")))
        if "follow" in message:
            return Following(takeover_of(message["follow"]))
        return Look(_text(message["key"] if "key" in message else message["detail"]["object"]["key"]))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Unreadable(f"not a message of the arrivals queue: {error!r}") from error


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise TypeError(f"a key is a text, not {value!r:.80}")
