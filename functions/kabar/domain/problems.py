"""What can be wrong with an upload, independent of any language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

MAX_PROBLEMS: Final = 50
"""How many problems a receipt names at most: whoever has more has one cause for them."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: a JSON Pointer (RFC 6901) into the upload, a stable code, and what its message needs to say.

    `values` fill the placeholders of the code's message (kabar.render.problems).
    """

    pointer: str
    code: str
    values: Mapping[str, str] = field(default_factory=dict)


class Rejected(Exception):
    """The upload's own fault: answered by a receipt, never retried."""

    def __init__(self, *problems: Problem) -> None:
        """One problem at least; of more than MAX_PROBLEMS the first."""
        super().__init__(", ".join(f"{problem.pointer or '/'}: {problem.code}" for problem in problems[:MAX_PROBLEMS]))
        self.problems = problems[:MAX_PROBLEMS]


class Retryable(Exception):
    """Nobody's fault or ours: the message goes back to its queue."""


def pointer(*parts: str | int) -> str:
    """The JSON Pointer of a path of keys and indexes."""
    return "".join(
        [f"/{part}" if isinstance(part, int) else "/" + part.replace("~", "~0").replace("/", "~1") for part in parts]
    )
