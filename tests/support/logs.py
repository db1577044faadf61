"""What the functions say in their logs, and what nobody may read there."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

_TEXTS: Final = {"headline", "alternativeHeadline", "description", "text", "caption", "alt", "statement", "value"}
_TELLING: Final = 12
"""Shorter texts may be part of something else."""


class Heard(logging.Handler):
    """Every line of every logger, with all that was added to it."""

    def __init__(self) -> None:
        """Nothing yet."""
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def filter(self, record: logging.LogRecord) -> bool:  # noqa: ARG002 - logging calls it so
        """Everything is heard: Powertools keeps what it prints itself from the root's other handlers."""
        return True

    def emit(self, record: logging.LogRecord) -> None:
        """As logging.Handler says."""
        self.records.append(record)

    def said(self, message: str) -> list[dict[str, Any]]:
        """What was added to the lines of this message."""
        return [dict(record.__dict__) for record in self.records if record.getMessage() == message]

    @property
    def text(self) -> str:
        """All of it."""
        plain = logging.Formatter()
        told = (f"{plain.format(record)} {record.__dict__!r}" for record in self.records)
        return "\n".join(told)


@contextmanager
def heard() -> Iterator[Heard]:
    """While it lasts, everything is heard."""
    ear, root = Heard(), logging.getLogger()
    root.addHandler(ear)
    try:
        yield ear
    finally:
        root.removeHandler(ear)


def texts_of(body: bytes) -> set[str]:
    """What an upload has to be read by people: whole texts, and the names of nothing."""
    try:
        return set(_texts(json.loads(body)))
    except (ValueError, RecursionError):
        return set()


def _texts(value: Any, name: str = "") -> Iterator[str]:
    match value:
        case dict():
            for key, each in value.items():
                yield from _texts(each, key)
        case list():
            for each in value:
                yield from _texts(each, name)
        case str() if name in _TEXTS and len(value) >= _TELLING:
            yield value
