"""The JSON Schemas of `schemas/`, and what they find in a document, as problems."""

import difflib
import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kabar.domain.first_pass import takes
from kabar.domain.problems import MAX_PROBLEMS, Problem, pointer
from kabar.domain.text import shorten

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_FOLDER: Final = Path(__file__).parent.parent / "schemas"
_NAMES: Final = ("article", "publication", "receipt", "webhooks")
_SHOWN: Final = 80
_MAX_ERRORS: Final = 500
"""How many errors are looked at, to show the first MAX_PROBLEMS of them by their place."""


def findings(kind: str, document: object) -> tuple[Problem, ...]:
    """What is wrong with a document by the schema of its kind (article, publication, receipt or webhooks)."""
    if takes(kind, document):
        return ()
    errors = sorted(islice(_validator(kind).iter_errors(document), _MAX_ERRORS), key=_place)
    found: dict[tuple[str, str], Problem] = {}
    for problem in (problem for error in errors for problem in _problems(error)):
        found.setdefault((problem.pointer, problem.code), problem)
        if len(found) == MAX_PROBLEMS:
            break
    return tuple(found.values())


def _place(error: "ValidationError") -> list[tuple[bool, int, str]]:
    """Sorts by place, indexes by their number."""
    return [(False, part, "") if isinstance(part, int) else (True, 0, part) for part in error.absolute_path]


@cache
def documents() -> dict[str, Any]:
    """The schemas by kind."""
    return {name: json.loads((_FOLDER / f"{name}.json").read_bytes()) for name in _NAMES}


@cache
def _validator(kind: str) -> Any:
    # It takes a tenth of a second to import, and most documents are valid.
    from kabar.domain.validator import validator  # noqa: PLC0415

    return validator(kind, documents())


def closest(word: str, known: Iterable[str], cutoff: float = 0.6) -> dict[str, str]:
    """`{"closest": ...}` if one of the known words looks like this one (1: the same), else nothing."""
    folded = {candidate.casefold(): candidate for candidate in known}
    near = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=cutoff)
    return {"closest": folded[near[0]]} if near else {}


def _problems(error: "ValidationError") -> Iterator[Problem]:
    translate = _TRANSLATIONS.get(str(error.validator), _other)
    yield from translate(error, pointer(*error.absolute_path))


def _required(error: "ValidationError", place: str) -> Iterator[Problem]:
    needed: Any = error.validator_value
    present: Any = error.instance
    for name in needed:
        if name not in present:
            yield Problem(place + pointer(name), "missing-field", {"field": name})


def _unknown_fields(error: "ValidationError", place: str) -> Iterator[Problem]:
    schema: Any = error.schema
    known = schema["properties"]
    present: Any = error.instance
    for name in present:
        if name not in known and not name.startswith("x-"):
            yield Problem(place + pointer(name), "unknown-field", {"field": _shown(name), **closest(name, known)})


def _type(error: "ValidationError", place: str) -> Iterator[Problem]:
    allowed: Any = error.validator_value
    expected = allowed if isinstance(allowed, str) else " / ".join(allowed)
    yield Problem(place, "wrong-type", {"expected": expected, "found": json_type(error.instance)})


def _enum(error: "ValidationError", place: str) -> Iterator[Problem]:
    values: Any = error.validator_value
    allowed = [str(value) for value in values]
    code = "unknown-block" if place.endswith("/type") else "not-allowed"
    shown = _shown(error.instance)
    yield Problem(place, code, {"value": shown, "allowed": ", ".join(allowed), **closest(shown, allowed)})


def _pattern(error: "ValidationError", place: str) -> Iterator[Problem]:
    schema: Any = error.schema
    example = next(iter(schema.get("examples", [""])))
    yield Problem(place, "wrong-form", {"value": _shown(error.instance), "example": str(example)})


def _limit(error: "ValidationError", place: str) -> Iterator[Problem]:
    size = len(error.instance) if isinstance(error.instance, str | list) else error.instance
    yield Problem(place, _LIMITS[str(error.validator)], {"limit": str(error.validator_value), "size": str(size)})


def _one_of(error: "ValidationError", place: str) -> Iterator[Problem]:
    found = json_type(error.instance)
    inner = [
        each for each in error.context or () if each.validator != "type" or each.absolute_path != error.absolute_path
    ]
    if found in ("object", "string") and inner:
        for each in inner:
            yield from _problems(each)
    else:
        yield Problem(place, "wrong-type", {"expected": "string / object", "found": found})


def _other(error: "ValidationError", place: str) -> Iterator[Problem]:
    yield Problem(place, "not-valid", {"detail": error.message[:200]})


def json_type(value: object) -> str:
    """What JSON calls the type of a parsed value."""
    names: list[tuple[type, str]] = [
        (bool, "boolean"), (str, "string"), (dict, "object"), (list, "array"), (int, "number"), (float, "number"),
    ]  # fmt: skip
    return next((name for type_, name in names if isinstance(value, type_)), "null")


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return shorten(text, _SHOWN)


_LIMITS: Final = {
    "minLength": "too-short",
    "maxLength": "too-long",
    "minItems": "too-few",
    "maxItems": "too-many",
    "minimum": "too-small",
    "maximum": "too-big",
    "uniqueItems": "not-unique",
}
_TRANSLATIONS: Final[dict[str, Callable[["ValidationError", str], Iterator[Problem]]]] = {
    "required": _required,
    "additionalProperties": _unknown_fields,
    "type": _type,
    "enum": _enum,
    "pattern": _pattern,
    "oneOf": _one_of,
    **dict.fromkeys(_LIMITS, _limit),
}
