"""Blocks out of a tree."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from kabar.domain.markup import plain
from kabar.hypertext.embeds import address_of_post, embed, is_post, lone_address
from kabar.hypertext.figures import figure_blocks
from kabar.hypertext.inline import Resolve, line_of, lines_of, plain_of
from kabar.hypertext.lists import description_blocks, list_blocks
from kabar.hypertext.pictures import FindPicture
from kabar.hypertext.remarks import Remarks
from kabar.hypertext.tables import table_blocks
from kabar.hypertext.tree import Element, names, parse

Block = dict[str, object]
_Node = Element | str
_INLINE: Final = names(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark q s samp small span strike strong sub "
    "sup time tt u var wbr br"
)
_MEDIA: Final = ("img", "picture", "iframe", "video", "audio", "embed", "object", "figure", "table", "blockquote")
_SILENT: Final = names("title meta link template param source track style wbr caption figcaption")
_LEFT_OUT: Final = names("script form input button select textarea canvas svg math nav noscript")
_PLAYERS: Final = names("iframe video audio embed object")
_BLANK_LINE: Final = re.compile(r"\n\s*\n")
_DASHES: Final = "\N{EM DASH}\N{EN DASH}- "
_MOST_FACTS: Final = 30
_LONGEST: Final = 20_000
"""schemas/article.json, inlineText."""


@dataclass
class Flow:
    """Converts one text. `by_lines` means that blank lines part paragraphs, as some systems store them."""

    find: FindPicture
    resolve: Resolve
    remarks: Remarks
    by_lines: bool = False
    blocks: list[Block] = field(default_factory=list)
    _pending: list[_Node] = field(default_factory=list)

    def read(self, html: str) -> list[Block]:
        """The blocks of a text in HTML."""
        return self.convert(parse(html).children)

    def convert(self, nodes: Iterable[_Node]) -> list[Block]:
        """The blocks of the nodes."""
        self.walk(nodes)
        self.flush()
        return self.blocks

    def inner(self, nodes: Iterable[_Node]) -> list[Block]:
        """The blocks of what is within something, apart from the text around it."""
        return Flow(self.find, self.resolve, self.remarks, self.by_lines).convert(nodes)

    def walk(self, nodes: Iterable[_Node]) -> None:
        """Take the nodes up one after another."""
        for node in nodes:
            if isinstance(node, str):
                self._text(node)
            elif node.name in _INLINE and not node.first(*_MEDIA, *_PARTS):
                self._pending.append(node)
            elif node.name not in _SILENT:
                self._element(node)

    def flush(self) -> None:
        """End the paragraph at hand."""
        pending, self._pending = self._pending, []
        lines = lines_of(pending, self.resolve) if pending else []
        if len(lines) > 1:
            self.remarks.add("line-breaks-as-paragraphs")
        for line in lines:
            address = lone_address(plain(line)) if "://" in line else None
            block = embed(address) if address else None
            self.blocks += [block] if block else self.paragraphs(line)

    def paragraphs(self, line: str) -> list[Block]:
        """A paragraph, or several if it is too long for one."""
        if len(line) <= _LONGEST:
            return [{"type": "paragraph", "text": line}]
        self.remarks.add("long-paragraph-parted")
        text = plain(line)
        cut = [text[start : start + _LONGEST // 8] for start in range(0, len(text), _LONGEST // 8)]
        return [{"type": "paragraph", "text": piece.replace("&", "&amp;").replace("<", "&lt;")} for piece in cut]

    def _text(self, text: str) -> None:
        if not self.by_lines:
            self._pending.append(text)
            return
        first, *others = _BLANK_LINE.split(text)
        self._pending += _broken(first)
        for other in others:
            self.flush()
            self._pending += _broken(other)

    def _element(self, element: Element) -> None:
        self.flush()
        reader = _READERS.get(element.name)
        if is_post(element):
            self._add_embed(address_of_post(element), element)
        elif element.name in _LEFT_OUT:
            if element.name == "noscript":
                return
            self.remarks.add("markup-left-out", what=f"<{element.name}>")
        elif element.name in _PLAYERS:
            self._player(element)
        elif (made := figure_blocks(self, element)) is not None:
            self.blocks += made
        elif reader:
            reader(self, element)
        else:
            self._within(element)

    def _within(self, element: Element) -> None:
        # Where a system stores paragraphs as lines, it does so at the top only.
        by_lines, self.by_lines = self.by_lines, self.by_lines and element.name in ("div", "center", "section", "a")
        self.walk(element.children)
        self.flush()
        self.by_lines = by_lines

    def _player(self, element: Element) -> None:
        source = element.first("source", "a")
        url = element.get("src") or element.get("data-src") or element.get("data")
        self._add_embed(url or (source.get("src") or source.get("href") if source else ""), element)

    def _add_embed(self, url: str, element: Element) -> None:
        block = embed(self.resolve(url) if url else "", plain_of([element.get("title")]))
        if block:
            self.blocks.append(block)
        else:
            self.remarks.add("markup-left-out", what=f"<{element.name}>")
            self._within(element)

    def heading(self, element: Element) -> None:
        """A heading; pictures in it follow it."""
        text = plain_of(child for child in element.children)
        if text:
            level = 2 if element.name in ("h1", "h2") else 3
            self.blocks.append({"type": "heading", "text": text[:2000], "level": level})
        self.walk(element.all("img"))

    def quote(self, element: Element) -> None:
        """A quotation; its last line says whose it is if it is marked so."""
        source = next((each for each in element.all("cite", "footer") if plain_of(each.children)), None)
        attribution = plain_of(source.children).lstrip(_DASHES) if source else ""
        if source:
            source.children = []
        for block in self.inner(element.children):
            self.blocks.append({"type": "quote", "text": block["text"]} if block["type"] == "paragraph" else block)
        if attribution and self.blocks and self.blocks[-1]["type"] == "quote":
            self.blocks[-1]["attribution"] = attribution[:2000]
        elif attribution:
            self.blocks += self.paragraphs(attribution)

    def table(self, element: Element) -> None:
        """A table, or what is in it if it only lays things out."""
        blocks = table_blocks(element, self.resolve)
        if blocks is None:
            self.remarks.add("table-unfolded")
            self._within(element)
        else:
            self.blocks += blocks

    def preformatted(self, element: Element) -> None:
        """Lines as they are, each a paragraph."""
        coded = "wp-block-verse" not in element.classes
        for line in filter(str.strip, element.text.splitlines()):
            node: _Node = Element("code", {}, [line]) if coded else line
            self.blocks += self.paragraphs(line_of([node], self.resolve))

    def details(self, element: Element) -> None:
        """What can be folded becomes a box with background facts, or stands under a heading."""
        summary = element.first("summary")
        headline = plain_of(summary.children) if summary else ""
        inner = self.inner(child for child in element.children if child is not summary)
        simple = 0 < len(inner) <= _MOST_FACTS and all(block["type"] in ("paragraph", "list") for block in inner)
        if headline and simple:
            self.blocks.append({"type": "factbox", "headline": headline[:2000], "articleBody": inner})
            return
        self.blocks += [{"type": "heading", "text": headline[:2000], "level": 3}] if headline else []
        self.blocks += inner


def _broken(text: str) -> list[_Node]:
    """The text with an element for each single line break, which counts where blank lines part paragraphs."""
    first, *others = text.split("\n")
    return [first, *(node for other in others for node in (Element("br"), other))]


_READERS: Final[dict[str, Callable[[Flow, Element], None]]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Flow.heading),
    **dict.fromkeys(("ul", "ol"), lambda flow, element: flow.blocks.extend(list_blocks(flow, element))),
    "dl": lambda flow, element: flow.blocks.extend(description_blocks(flow, element)),
    "blockquote": Flow.quote,
    "table": Flow.table,
    "pre": Flow.preformatted,
    "details": Flow.details,
    "hr": lambda flow, _: flow.blocks.append({"type": "separator"}),
}
_PARTS: Final = (*_READERS, "p", "div", "section", "article", *_LEFT_OUT)
