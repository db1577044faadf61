"""The items of a WordPress export, one at a time, in little memory."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from lxml import etree

from kabar_cli.importing.story import UnreadableExport

_NAMESPACE: Final = re.compile(
    r"\{https?://(?:wordpress\.org/export/[\d.]+/?(?P<excerpt>excerpt/)?|(?P<other>[^}]*))\}"
)
_OTHER: Final = {"purl.org/rss/1.0/modules/content/": "content:", "purl.org/dc/elements/1.1/": "dc:"}
_WANTED: Final = ("item", "author", "category", "tag", "term", "title", "link", "description", "language")
_DECLARATIONS: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_HEAD: Final = 64 * 1024


def elements(path: Path) -> Iterator[tuple[str, Any]]:
    """Name (`item`, `wp:author`, `title`...) and element of each child of the channel, which is emptied afterwards.

    Entities aren't resolved, nothing is loaded, a text of more than 10 MB is refused (libxml2's own limit). Raises
    UnreadableExport.
    """
    _refuse_declarations(path)
    try:
        yield from _read(path)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        if "too big" in str(error.msg):
            raise UnreadableExport(
                f"{path.name} has a text of more than 10 MB, near line {line}: shorten it there "
                "(pictures are often written into texts), and export it again"
            ) from None
        raise UnreadableExport(
            f"{path.name} isn't whole or isn't XML: line {line}, column {column} ({error.msg}). "
            "Export it again, or have the damaged place mended"
        ) from None
    except OSError as error:
        raise UnreadableExport(f"{path}: {error.strerror or error}") from None


def _refuse_declarations(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise UnreadableExport(f"{path}: {error.strerror}") from None
    if _DECLARATIONS.search(head.replace(b"\0", b"")):
        raise UnreadableExport(f"{path.name} declares a document type or entities, which no WordPress export does")


def _read(path: Path) -> Iterator[tuple[str, Any]]:
    with path.open("rb") as file:
        parser = etree.iterparse(
            file, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        yield from _children(path, parser)


def _children(path: Path, parser: Any) -> Iterator[tuple[str, Any]]:
    depth, rooted = 0, False
    for event, element in parser:
        if event == "start":
            depth += 1
            rooted = rooted or _root(path, element)
            continue
        depth -= 1
        if depth == 2:  # noqa: PLR2004 - rss, channel, and then what counts
            yield name_of(element.tag), element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _root(path: Path, element: Any) -> bool:
    if name_of(element.tag) != "rss":
        raise UnreadableExport(
            f"{path.name} is no WordPress export: it begins with <{name_of(element.tag)}>, not <rss>"
        )
    return True


def name_of(tag: str) -> str:
    """`wp:post_id` for `{http://wordpress.org/export/1.2/}post_id`, whatever the version."""
    match = _NAMESPACE.match(tag)
    if not match:
        return tag
    local = tag[match.end() :]
    if match["other"] is not None:
        return _OTHER.get(match["other"], "other:") + local
    return ("excerpt:" if match["excerpt"] else "wp:") + local


def fields_of(element: Any) -> dict[str, str]:
    """The texts of an item's children by their names, of each the first."""
    found: dict[str, str] = {}
    for child in element:
        found.setdefault(name_of(child.tag), (child.text or "").strip())
    return found


def children(element: Any, name: str) -> list[Any]:
    """The children of a name."""
    return [child for child in element if name_of(child.tag) == name]
