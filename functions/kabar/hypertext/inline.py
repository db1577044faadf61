"""Text with its inline markup, as the article format has it, out of a tree."""

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import Final

from kabar.domain.links import link_target
from kabar.domain.text import is_blank, legal
from kabar.hypertext.tree import Element, names

Resolve = Callable[[str], str]
"""Makes an address absolute, or one of the site's own."""

_KEPT: Final = {
    "a": "a", "b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "dfn": "em", "var": "em",
    "sub": "sub", "sup": "sup", "code": "code", "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
_BREAKS: Final = names(
    "address article aside blockquote br center dd details div dl dt figcaption footer h1 h2 h3 h4 h5 h6 header hr li "
    "main nav ol p pre section summary table td th tr ul"
)
_SKIPPED: Final = names("script style template title meta link svg math noscript")
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_EDGES: Final = re.compile(r"^((?:<[^>]*>)*) +| +((?:</[^>]*>)*)$")
_EMPTY: Final = re.compile(r"<(a|em|strong|sub|sup|code)(?: href=\"[^\"]*\")?>(\s*)</\1>")
_TAG: Final = re.compile(r"<[^>]*>")


def lines_of(nodes: Iterable[Element | str], resolve: Resolve) -> list[str]:
    """The text of the nodes, a new line where the HTML begins one; those that show nothing are left out.

    Markup that reaches over the end of a line is closed there and opened again on the next.
    """
    writer = _Writer(resolve)
    writer.write(nodes)
    lines = (tidy(line) for line in writer.lines())
    return [line for line in lines if not is_blank(_TAG.sub("", line))]


def line_of(nodes: Iterable[Element | str], resolve: Resolve) -> str:
    """The text of the nodes on one line; empty if it shows nothing."""
    return " ".join(lines_of(nodes, resolve))


def plain_of(nodes: Iterable[Element | str]) -> str:
    """The text of the nodes without markup, on one line."""
    return _SPACES.sub(" ", " ".join(_words(nodes))).strip()


def tidy(line: str) -> str:
    """The line without markup around nothing and without spaces at its ends."""
    before = None
    while before != line:
        before = line
        line = _EDGES.sub(r"\1\2", _EMPTY.sub(r"\2", _SPACES.sub(" ", line)))
    return line


def _words(nodes: Iterable[Element | str]) -> Iterator[str]:
    text = ""
    for node in nodes:
        if isinstance(node, str):
            text += node
        elif node.name in _BREAKS:
            yield from (text, *_words(node.children))
            text = ""
        elif node.name not in _SKIPPED:
            text += " ".join(_words(node.children))
    yield text


class _Writer:
    """Writes lines; knows which markup is open."""

    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve
        self._lines: list[str] = []
        self._line: list[str] = []
        self._open: list[tuple[str, str]] = []

    def write(self, nodes: Iterable[Element | str]) -> None:
        for node in nodes:
            if isinstance(node, str):
                self._line.append(escape(legal(node), quote=False))
            elif node.name not in _SKIPPED:
                self._element(node)

    def lines(self) -> list[str]:
        self._break()
        return self._lines

    def _element(self, element: Element) -> None:
        tag = self._tag(element)
        if tag and all(name != tag[0] for name, _ in self._open):
            self._open.append(tag)
            self._line.append(tag[1])
            self.write(element.children)
            self._line.append(f"</{tag[0]}>")
            self._open.pop()
        elif element.name in _BREAKS:
            self._break()
            self.write(element.children)
            self._break()
        else:
            self.write(element.children)

    def _tag(self, element: Element) -> tuple[str, str] | None:
        name = _KEPT.get(element.name)
        if name != "a":
            return (name, f"<{name}>") if name else None
        target = link_target(self._resolve(element.get("href"))) if element.get("href") else None
        return ("a", f'<a href="{escape(target)}">') if target else None

    def _break(self) -> None:
        closing = "".join(f"</{name}>" for name, _ in reversed(self._open))
        self._lines.append("".join(self._line) + closing)
        self._line = [start for _, start in self._open]
