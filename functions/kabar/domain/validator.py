"""JSON Schema as Kabar has it: the library's draft 2020-12, with some keywords of its own."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource

_Keyword = Callable[[Any, Any, Any, Any], Iterator[ValidationError]]
_KEYWORDS: Final[Mapping[str, _Keyword]] = Draft202012Validator.VALIDATORS


def _matches(validator: Any, pattern: str, instance: Any, schema: Any) -> Iterator[ValidationError]:
    """ECMA-262 as JSON Schema has it: `$` is the end of the text, not the place before a last line break too."""
    yield from _KEYWORDS["pattern"](validator, re.sub(r"\$$", r"\\Z", pattern), instance, schema)


def _unless_too_many(keyword: str) -> _Keyword:
    """The keyword of arrays, left out where there are more items than allowed: that is finding enough."""

    def check(validator: Any, value: Any, instance: Any, schema: Mapping[str, Any]) -> Iterator[ValidationError]:
        if not isinstance(instance, list) or len(instance) <= schema.get("maxItems", len(instance)):
            yield from _KEYWORDS[keyword](validator, value, instance, schema)

    return check


def _of_its_type(validator: Any, branches: list[Any], instance: Any, _: Any) -> Iterator[ValidationError]:
    """allOf, where branches for objects of another `type` aren't gone into: most of all validation was that."""
    type_ = instance.get("type") if isinstance(instance, dict) else None
    for index, branch in enumerate(branches):
        if not isinstance(type_, str) or _wanted(branch) in (None, type_):
            yield from validator.descend(instance, branch, schema_path=index)


def _wanted(branch: Any) -> str | None:
    """The `type` without which a branch says nothing; None if it may say something of any object."""
    match branch:
        case {"if": {"properties": {"type": {"const": str(type_)}, **others}, "required": ["type"], **more}, "then": _}:
            return None if others or more or "else" in branch else type_
        case _:
            return None


_Validator: Final[Any] = validators.extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    {
        "allOf": _of_its_type,
        "pattern": _matches,
        **{keyword: _unless_too_many(keyword) for keyword in ("items", "uniqueItems")},
    },
)


def validator(kind: str, documents: Mapping[str, Any]) -> Any:
    """What validates documents of a kind; the schemas, by kind, may refer to each other by their `$id`."""
    resources = ((document["$id"], Resource.from_contents(document)) for document in documents.values())
    registry: Registry[Any] = Registry().with_resources(resources)
    return _Validator(documents[kind], registry=registry)
