"""Tables."""

from collections.abc import Iterator
from typing import Final

from kabar.hypertext.inline import Resolve, line_of
from kabar.hypertext.tree import Element

_MOST_COLUMNS: Final = 20
_MOST_ROWS: Final = 500
_LONGEST_CELL: Final = 2000
"""schemas/article.json, table and cell."""
Block = dict[str, object]


def table_blocks(table: Element, resolve: Resolve) -> list[Block] | None:
    """The table as blocks, every row as wide as the widest; None if it is a layout and no table.

    A cell that spans several columns or rows stands in the first of them.
    """
    if _nests(table):
        return None
    heads = [row for part in table.all("thead") for row in part.all("tr")]
    rows = [row for row in table.all("tr") if not any(row is head for head in heads)]
    if not heads and rows and all(cell.name == "th" for cell in _cells(rows[0])):
        heads, rows = rows[:1], rows[1:]
    header = _texts(heads[0], resolve) if heads else []
    body = [cells for row in [*heads[1:], *rows] if any(cells := _texts(row, resolve))]
    width = max(map(len, [header, *body]), default=0)
    longest = max((len(cell) for row in [header, *body] for cell in row), default=0)
    if not body or width > _MOST_COLUMNS or longest > _LONGEST_CELL:
        return None
    title = table.first("caption")
    caption = line_of(title.children, resolve) if title else ""
    padded = [row + [""] * (width - len(row)) for row in body]
    return [
        _block(header and header + [""] * (width - len(header)), padded[start : start + _MOST_ROWS], caption)
        for start in range(0, len(padded), _MOST_ROWS)
    ]


def _nests(table: Element) -> bool:
    return table.first("table", "img", "iframe", "blockquote", "h1", "h2", "h3") is not None


def _block(header: list[str], rows: list[list[str]], caption: str) -> Block:
    block: Block = {"type": "table", "rows": rows}
    if header and any(header):
        block["header"] = header
    return block | ({"caption": caption[:20000]} if caption else {})


def _texts(row: Element, resolve: Resolve) -> list[str]:
    texts: list[str] = []
    for cell in _cells(row):
        texts += [line_of(cell.children, resolve), *[""] * (_span(cell) - 1)]
    return texts


def _cells(row: Element) -> Iterator[Element]:
    return (cell for cell in row.children if isinstance(cell, Element) and cell.name in ("td", "th"))


def _span(cell: Element) -> int:
    span = cell.get("colspan")
    return min(int(span), _MOST_COLUMNS + 1) if span.isdecimal() and int(span) else 1
