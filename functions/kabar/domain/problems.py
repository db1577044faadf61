"""What can be wrong with an upload, independent of any language."""

from collections.abc import Mapping
from dataclasses import dataclass, field


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
        """One problem at least."""
        super().__init__(", ".join(f"{problem.pointer or '/'}: {problem.code}" for problem in problems))
        self.problems = problems


class Retryable(Exception):
    """Nobody's fault or ours: the message goes back to its queue."""


def pointer(*parts: str | int) -> str:
    """The JSON Pointer of a path of keys and indexes."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)
