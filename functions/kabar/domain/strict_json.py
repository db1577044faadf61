"""JSON as RFC 8259 means it: what parsers usually let pass is refused, with its place."""

import json
import math
import re
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from kabar.domain.problems import MAX_PROBLEMS, Problem, Rejected, pointer
from kabar.domain.text import shorten

MAX_BYTES: Final = 1024 * 1024
"""Largest upload, in bytes: some hundred times a long article."""
MAX_DEPTH: Final = 64
_SHOWN: Final = 80
# A string that never ends runs to the end of the text, so that no byte is looked at twice.
_TOKENS: Final = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_ESCAPED_SURROGATE: Final = re.compile(rb"\\u[dD][89a-fA-F]")
_BOM: Final = b"\xef\xbb\xbf"


class _Refused:
    """Stands in the parsed document where something must not be."""

    def __init__(self, code: str, what: str) -> None:
        self.code = code
        self.what = what


def load(raw: bytes) -> Any:
    """The document in `raw`.

    Raises Rejected with the place of each fault: over MAX_BYTES, empty, not UTF-8, nested deeper than MAX_DEPTH,
    not JSON, a key twice in one object, NaN or Infinity, a number that no double holds, half a surrogate pair.
    """
    text, hooks = _decode(raw), _Hooks()
    try:
        document = json.loads(
            text,
            object_pairs_hook=hooks.object_,
            parse_constant=hooks.constant,
            parse_float=hooks.float_,
            parse_int=hooks.int_,
        )
    except json.JSONDecodeError as error:
        values = {"line": str(error.lineno), "column": str(error.colno), "detail": error.msg}
        raise Rejected(Problem("", "not-json", values)) from None
    # UTF-8 has no surrogates: only an escape makes one.
    if hooks.refused or _ESCAPED_SURROGATE.search(raw):
        problems = tuple(islice(_refusals(document), MAX_PROBLEMS))
        if problems:
            raise Rejected(*problems)
    return document


def _decode(raw: bytes) -> str:
    if len(raw) > MAX_BYTES:
        raise Rejected(too_large(len(raw)))
    content = raw.removeprefix(_BOM)
    if not content.strip():
        raise Rejected(Problem("", "empty-file"))
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise Rejected(Problem("", "not-utf-8", {"offset": str(error.start)})) from None
    # Few brackets can't be deep, wherever they stand.
    if content.count(b"{") + content.count(b"[") > MAX_DEPTH and _depth(content) > MAX_DEPTH:
        raise Rejected(Problem("", "too-deep", {"limit": str(MAX_DEPTH)}))
    return text


def too_large(size: int) -> Problem:
    """The finding that an upload of `size` bytes is over MAX_BYTES."""
    return Problem("", "too-large", {"size": str(size), "limit": str(MAX_BYTES)})


def _depth(content: bytes) -> int:
    depth = deepest = 0
    for token in _TOKENS.finditer(content):
        byte = token[0][:1]
        if byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    return deepest


class _Hooks:
    """What the parser makes of what is in a document, and whether it had to refuse any of it."""

    def __init__(self) -> None:
        self.refused = False

    def object_(self, pairs: list[tuple[str, Any]]) -> Any:
        members = dict(pairs)
        if len(members) == len(pairs):
            return members
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        members[twice] = self._refuse("duplicate-key", shorten(twice, _SHOWN))
        return members

    def constant(self, name: str) -> _Refused:
        return self._refuse("not-a-number", name)

    def float_(self, digits: str) -> float | _Refused:
        number = float(digits)
        return number if math.isfinite(number) else self._refuse("number-too-large", digits[:20])

    def int_(self, digits: str) -> int | _Refused:
        if math.isfinite(float(digits)):
            return int(digits)
        return self._refuse("number-too-large", digits[:20] + "…")

    def _refuse(self, code: str, what: str) -> _Refused:
        self.refused = True
        return _Refused(code, what)


def _refusals(document: Any) -> Iterator[Problem]:
    waiting: deque[tuple[str, Any]] = deque([("", document)])
    while waiting:
        place, value = waiting.popleft()
        match value:
            case _Refused():
                yield Problem(place, value.code, {"what": value.what})
            case str() if _SURROGATES.search(value):
                yield Problem(place, "lone-surrogate")
            case dict():
                if any(_SURROGATES.search(key) for key in value):
                    yield Problem(place, "lone-surrogate")
                else:
                    waiting.extend((place + pointer(key), inner) for key, inner in value.items())
            case list():
                waiting.extend((place + pointer(index), inner) for index, inner in enumerate(value))
