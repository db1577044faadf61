"""What building a page came to."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many objects were written, of which version of a document, if of one.

    `since` is when what readers now see for the first time became theirs to see; None if they have seen it before.
    """

    written: int = 0
    version: str | None = None
    since: datetime | None = None
