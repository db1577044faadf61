"""Have objects of the site stand."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from kabar.domain.site import SiteObject
from kabar.ports import AtOnce, Written

AT_ONCE: Final = 4
"""Objects that are written at the same time: most pages have at most so many, and more would have to wait in memory."""


def one_by_one(
    write: Callable[[SiteObject], Written | None], objects: Sequence[SiteObject], /
) -> Iterator[Written | None]:
    """kabar.ports.AtOnce in order."""
    return map(write, objects)


def place(
    objects: Iterable[SiteObject], write: Callable[[SiteObject], Written | None], at_once: AtOnce
) -> tuple[dict[str, str], list[Written]]:
    """All keys with their ETags, and what had to be written. `objects` are taken as they are needed."""
    placed: dict[str, str] = {}
    written: list[Written] = []
    waiting = iter(objects)
    while some := tuple(islice(waiting, AT_ONCE)):
        written += [each for each in at_once(write, some) if each]
        placed |= {item.key: item.etag for item in some}
    return placed, written
