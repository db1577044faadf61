"""Amazon CloudFront in memory: it is told what to forget, and takes no more than one such call in a while."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from simulation.clock import Time
from simulation.invocation import refusal

_BETWEEN: Final = 1.5
"""Seconds within which it refuses another invalidation."""


@dataclass
class Edge:
    """The operations of CloudFront that Kabar calls."""

    forgot: Callable[[list[str]], None]
    """Called with the cache tags of each invalidation."""
    time: Time
    _last: float = float("-inf")
    _references: dict[str, list[str]] = field(default_factory=dict)

    def create_invalidation(self, *, DistributionId: str, InvalidationBatch: dict[str, Any]) -> dict[str, Any]:
        """CreateInvalidation. The same reference again is the same invalidation, unless it names other paths."""
        paths, reference = InvalidationBatch["Paths"]["Items"], InvalidationBatch["CallerReference"]
        if InvalidationBatch["Paths"]["Quantity"] != len(paths) or not all(path.startswith("#") for path in paths):
            raise refusal("CreateInvalidation", "InvalidArgument")
        if self._references.setdefault(reference, paths) != paths:
            raise refusal("CreateInvalidation", "BatchTooLarge")
        if self.time.now < self._last + _BETWEEN:
            del self._references[reference]
            raise refusal("CreateInvalidation", "TooManyInvalidationsInProgress")
        self._last = self.time.now
        self.forgot([path.removeprefix("#") for path in paths])
        return {"Invalidation": {"Id": f"{DistributionId}-{len(self._references)}"}}
