"""Lists."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kabar.hypertext.inline import line_of
from kabar.hypertext.tree import Element

if TYPE_CHECKING:
    from kabar.hypertext.flow import Block, Flow

_MOST_ITEMS: Final = 200
"""schemas/article.json, list."""
_BLOCKS: Final = ("img", "figure", "iframe", "blockquote", "table", "video", "audio", "h1", "h2", "h3", "h4")


def list_blocks(flow: "Flow", element: Element) -> Iterator["Block"]:
    """The list, in parts if it is long; a list within it becomes items of it.

    What no item can hold (pictures, players) follows the list.
    """
    items = [item for item in _items(flow, element) if item]
    ordered = element.name == "ol"
    for start in range(0, len(items), _MOST_ITEMS):
        yield {"type": "list", "ordered": ordered, "items": items[start : start + _MOST_ITEMS]}
    found = [each for each in element.all(*_BLOCKS) if each.name in ("img", "figure", "iframe", "video", "audio")]
    if found:
        flow.remarks.add("list-media-moved")
        yield from flow.inner(each for each in found if each.name != "img" or not _in_figure(each, found))


def _in_figure(image: Element, found: list[Element]) -> bool:
    return any(each.name == "figure" and any(inner is image for inner in each.all("img")) for each in found)


def description_blocks(flow: "Flow", element: Element) -> Iterator["Block"]:
    """Terms in bold, each before what is said of it."""
    items = []
    for part in element.all("dt", "dd"):
        line = line_of(part.children, flow.resolve)
        if line:
            items.append(f"<strong>{line}</strong>" if part.name == "dt" else line)
    if items:
        yield {"type": "list", "items": items[:_MOST_ITEMS]}


def _items(flow: "Flow", element: Element) -> Iterator[str]:
    for item in element.children:
        if isinstance(item, str):
            continue
        nested = [child for child in item.children if isinstance(child, Element) and child.name in ("ul", "ol")]
        own = [child for child in item.children if not any(child is each for each in nested)]
        yield line_of(own, flow.resolve)[:20000] if item.name not in ("ul", "ol") else ""
        for inner in [item] if item.name in ("ul", "ol") else nested:
            flow.remarks.add("list-flattened")
            yield from _items(flow, inner)
