"""Several writes at the same time."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextvars import copy_context

from kabar.domain.site import SiteObject
from kabar.ports import Written


class Threads:
    """kabar.ports.AtOnce by threads, which are started when first needed and stay for the next invocation."""

    def __init__(self, most: int) -> None:
        """At most so many besides the caller's own."""
        self._pool = ThreadPoolExecutor(most)

    def __call__(
        self, write: Callable[[SiteObject], Written | None], objects: Sequence[SiteObject], /
    ) -> list[Written | None]:
        """Write each, and wait for all of them, also where some fail. Raises the first failure.

        Nothing may go on when this has ended: a write that came late would stand over what the next build writes.
        """
        first, *others = objects
        under_way = [self._pool.submit(copy_context().run, write, item) for item in others]
        try:
            return [write(first), *(each.result() for each in under_way)]
        finally:
            wait(under_way)
