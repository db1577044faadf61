"""Whether a document is valid, and nothing else: most are, and only of the others need be known why.

Each kind has a module beside this one, made ahead from `schemas/` by `make setup` (kabar_cli/first_pass.py).
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module


class Refused(Exception):
    """The document isn't valid."""


class MissingFirstPassError(Exception):
    """The module of a kind is not there."""

    def __init__(self, kind: str) -> None:
        """Say which, and what to do."""
        super().__init__(f"The schema of '{kind}' is not compiled (first_pass/{kind}.py is missing). Run: make setup")


def takes(kind: str, document: object) -> bool:
    """Whether the document is valid by the schema of its kind. Raises MissingFirstPassError."""
    check = first_pass(kind)
    try:
        check(document)
    except Refused:
        return False
    return True


@cache
def first_pass(kind: str) -> Callable[[object], object]:
    """What raises Refused of documents of a kind that aren't valid. Raises MissingFirstPassError."""
    try:
        module = import_module(f"{__name__}.{kind}")
    except ModuleNotFoundError as error:
        raise MissingFirstPassError(kind) from error
    check: Callable[[object], object] = module.validate
    return check
