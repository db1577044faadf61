"""Have the edge forget what carries some cache tags."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kabar.ports import Edge, Pause

_BETWEEN: Final = 2.0
"""Seconds from one invalidation to the next: CloudFront takes about one by tag in two seconds."""


@dataclass
class Purge:
    """The `purge` function's work. Its queue is one message group, so one batch is purged at a time."""

    edge: Edge
    pause: Pause

    def purge(self, tags: Iterable[str], messages: Iterable[str]) -> None:
        """Purge the tags of a batch of messages in one call, then wait until the next may come.

        The reference is made of the batch's content: a batch that is tried again is the same invalidation, while the
        same tags in other messages are another.
        """
        wanted = sorted(set(tags))
        content = "\n".join([*wanted, *sorted(messages)])
        self.edge.forget(wanted, hashlib.sha256(content.encode()).hexdigest())
        self.pause(_BETWEEN)
