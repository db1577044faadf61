"""What of a document can be judged further although its form isn't right everywhere."""

from collections.abc import Iterable, Mapping
from typing import Any

from kabar.domain.problems import MAX_PROBLEMS, Problem

_Json = Mapping[str, Any]


def sound_part(document: Any, problems: tuple[Problem, ...]) -> _Json | None:
    """The document without the fields in which a schema has found problems; None if nothing certain is left.

    Of a list at the top, the entries with problems are None: the others keep their places.
    """
    if not isinstance(document, dict) or len(problems) >= MAX_PROBLEMS:
        return None
    sound = dict(document)
    for field, *rest in map(_parts, problems):
        if not field:
            return None
        if rest and isinstance(sound.get(field), list):
            sound[field] = _without(sound[field], int(rest[0]))
        else:
            sound.pop(field, None)
    return sound


def entries(document: _Json, field: str) -> Iterable[tuple[int, Any]]:
    """The sound entries of a list at the top of a document, with their indexes; none where there is no list."""
    return ((index, entry) for index, entry in enumerate(document.get(field, ())) if entry is not None)


def _parts(problem: Problem) -> list[str]:
    return [part.replace("~1", "/").replace("~0", "~") for part in problem.pointer.split("/")[1:]] or [""]


def _without(values: list[Any], index: int) -> list[Any]:
    return [*values[:index], None, *values[index + 1 :]]
