"""Whoever is told what happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class Bus(Protocol):
    """Where others listen."""

    def put(self, kind: str, detail: Mapping[str, Any]) -> None:
        """Put an event there: its kind in words, and what it says as JSON. Raises Retryable."""


class Unanswered(Exception):
    """Somebody outside doesn't answer, or not well: try again later, `retry_after` being what they said of when."""

    def __init__(self, why: str, retry_after: str | None = None) -> None:
        """Why, in words for operators."""
        super().__init__(why)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer over HTTP, and its header Retry-After."""

    status: int
    retry_after: str | None = None


class Web(Protocol):
    """The world outside."""

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answered:
        """The answer, whatever its status. Raises Unanswered if there is none, or nobody may ask there."""


@dataclass(frozen=True, slots=True)
class Got:
    """What a reader gets: a status, and the page as far as it was asked for."""

    status: int
    body: bytes


class Reader(Protocol):
    """Somebody who reads the site from outside."""

    def get(self, url: str, limit: int) -> Got:
        """What stands there now, at most `limit` bytes of it; nothing is followed. Raises Unanswered."""


class Secret(Protocol):
    """Something that nobody else may read."""

    def read(self) -> str:
        """It, as it is now."""
