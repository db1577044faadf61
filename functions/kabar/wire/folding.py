"""The versions and dialects of ninjs under one set of names.

ninjs 1 has `body_html`, 2 has `bodies` in lower case, 3 has them in camel case; Superdesk's dialect is 1 with more.
https://www.iptc.org/std/ninjs/userguide/
"""

from collections.abc import Iterator, Mapping
from typing import Any

Item = Mapping[str, Any]


def folded(value: Any) -> Any:
    """The document with every name in lower case, so that versions 2 and 3 read alike."""
    if isinstance(value, dict):
        return {name.lower(): folded(inner) for name, inner in value.items()}
    return [folded(inner) for inner in value] if isinstance(value, list) else value


def text(item: Item, *names: str) -> str:
    """The first of the fields that is a text with something in it."""
    found = (item.get(name) for name in names)
    return next((value.strip() for value in found if isinstance(value, str) and value.strip()), "")


def objects(item: Item, name: str) -> list[Item]:
    """The objects in a list, or in an object by names, as Superdesk has its associations."""
    value = item.get(name)
    if isinstance(value, dict):
        return [{"name": key, **inner} for key, inner in value.items() if isinstance(inner, dict)]
    return [inner for inner in value if isinstance(inner, dict)] if isinstance(value, list) else []


def texts(item: Item, plural: str, singular: str) -> Iterator[tuple[str, str, str]]:
    """Role, content type and value of each headline, description or body, whichever way they are written."""
    for part in objects(item, plural):
        if text(part, "value"):
            yield text(part, "role"), text(part, "contenttype"), text(part, "value")
    for name, value in item.items():
        if name == singular or name.startswith(f"{singular}_"):
            role = name.removeprefix(singular).removeprefix("_")
            kind = "text/html" if role in ("html", "xhtml", "html5") else "text/plain"
            if isinstance(value, str) and value.strip():
                yield role, kind, value.strip()


def named(item: Item, *lists: str) -> list[tuple[str, str]]:
    """Name and code of each subject, service, genre, keyword in the lists."""
    found: list[tuple[str, str]] = []
    for name in lists:
        value = item.get(name)
        for part in value if isinstance(value, list) else ():
            if isinstance(part, str):
                found.append((part.strip(), part.strip()))
            elif isinstance(part, dict):
                code = text(part, "code", "literal", "qcode") or text(part, "uri").rpartition("/")[2]
                found.append((text(part, "name"), code))
    return [pair for pair in found if any(pair)]
