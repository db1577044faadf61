"""Markdown's blocks as an article's blocks."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from kabar.domain.links import outside
from kabar.domain.markup import plain
from kabar.domain.problems import Problem, Rejected
from kabar.domain.strict_json import load
from kabar_cli.markdown.inline import Inline, escaped, plain_of
from kabar_cli.markdown.shortcodes import Shortcode, Shortcodes
from kabar_cli.markdown.shown import address_of
from kabar_cli.sources.positions import Place
from kabar_cli.sources.reading import Note

_PARSER: Final = MarkdownIt("commonmark").enable("table")
_COMMENT: Final = re.compile(r"\s*(?:<!--.*?-->\s*)+", re.DOTALL)
_RELATED: Final = re.compile(r"\(?\s*(?:baca juga|read also)\s*:?\s*", re.IGNORECASE)
_ATTRIBUTION: Final = re.compile(r"(?:^|\s)(?:[\u2013\u2014]|--)\s*(?P<who>[^\n]{2,200})\Z")
_ID: Final = re.compile(
    r"(?:\.{0,2}/)*(?:articles/)?(?P<id>[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*)"
)
_KABAR: Final = "kabar"
"""The language of a fenced block that holds a block of an article as it is, in JSON."""
_CELLS: Final = ("th", "td")

Picture = Callable[[str], str | None]
"""The key of the picture that a text names by this address; None if it stands on another site."""


@dataclass(slots=True)
class Body:
    """The blocks of a text, the line (from 1) at which each begins, and what was found on the way."""

    picture: Picture
    first: int = 1
    blocks: list[dict[str, Any]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    title: str | None = None
    """A heading of the first level with which the text begins."""

    def read(self, text: str) -> "Body":
        """Read the text, which begins at line `first`."""
        codes = Shortcodes.of(text)
        for name, line in codes.left_out:
            self._note("shortcode-left-out", name[:80], self.first + line)
        for node in SyntaxTreeNode(_PARSER.parse(codes.text)).children:
            line = self.first + (node.map[0] if node.map else 0)
            shown = list(_taken(node, codes))
            for block in [*self._of(node, line), *_together(each for code in shown for each in self._shown(code))]:
                self.blocks.append(block)
                self.lines.append(line)
        return self

    def _of(self, node: SyntaxTreeNode, line: int) -> Iterator[dict[str, Any]]:
        match node.type:
            case "heading":
                yield from self._heading(node)
            case "paragraph":
                yield from self._paragraph(_inline(node), line)
            case "blockquote":
                yield self._quote(node, line)
            case "bullet_list" | "ordered_list":
                items = [item for item in self._items(node, line) if item]
                yield {"type": "list", "items": items, **({"ordered": True} if node.type == "ordered_list" else {})}
            case "table":
                yield self._table(node, line)
            case "hr":
                yield {"type": "separator"}
            case "fence" | "code_block":
                yield from self._code(node, line)
            case "html_block":
                yield from self._html(node.content, line)
            case _:
                self._note("markup-left-out", node.type, line)

    def _heading(self, node: SyntaxTreeNode) -> Iterator[dict[str, Any]]:
        text, level = plain_of(_inline(node)), int(node.tag[1:])
        if level == 1 and not self.blocks and self.title is None:
            self.title = text
        elif text:
            yield {"type": "heading", "text": text, **({"level": 3} if level > 2 else {})}  # noqa: PLR2004

    def _paragraph(self, tokens: list[Token], line: int) -> Iterator[dict[str, Any]]:
        text = self._text(tokens, line)
        pictures = [picture for token in tokens if token.type == "image" for picture in self._image(token, line)]
        if related := _related(tokens, plain(text)):
            yield related
        elif outside(plain(text)) and " " not in plain(text):
            yield {"type": "embed", "url": plain(text)}
        elif text:
            yield {"type": "paragraph", "text": text}
        yield from pictures if text else _together(pictures)

    def _text(self, tokens: list[Token], line: int) -> str:
        """The text; a link to an article is said to be left out unless it is a reference of its own."""
        inline = Inline()
        text = inline.text(tokens)
        if not _related(tokens, plain(text)):
            for code, what in inline.left_out:
                self._note(code, what, line)
        return text

    def _image(self, token: Token, line: int) -> Iterator[dict[str, Any]]:
        address, title = str(token.attrGet("src") or ""), str(token.attrGet("title") or "")
        fields = {"alt": plain_of(token.children or []), "caption": escaped(title)}
        yield from self._picture(address, fields, line)

    def _picture(self, address: str, fields: dict[str, str], line: int) -> Iterator[dict[str, Any]]:
        if key := self.picture(address):
            yield {"type": "image", "contentUrl": key, **{name: value for name, value in fields.items() if value}}
        elif outside(address):
            caption = fields["caption"] or escaped(fields["alt"])
            self._note("picture-outside", address, line)
            yield {"type": "embed", "url": address, **({"caption": caption} if caption else {})}

    def _shown(self, code: Shortcode) -> Iterator[dict[str, Any]]:
        """What a shortcode becomes."""
        line = self.first + code.line
        if code.name == "figure" and (address := code.first("src", "image_path", "url", "0")):
            parts = [code.first("title"), code.first("caption")]
            caption = ". ".join(self._text(_marked(part), line) for part in parts if part)
            credit = plain_of(_marked(code.first("attr")))
            yield from self._picture(
                address, {"alt": code.first("alt"), "caption": caption, "creditText": credit}, line
            )
            if link := code.first("link"):
                self._note("link-left-out", link[:80], line)
        elif code.name != "figure" and (page := address_of(code)):
            headline = code.first("title")
            yield {"type": "embed", "url": page, **({"headline": headline} if headline else {})}
        else:
            self._note("shortcode-left-out", code.name, line)

    def _quote(self, node: SyntaxTreeNode, line: int) -> dict[str, Any]:
        text = " ".join(self._texts(node, line))
        who = _ATTRIBUTION.search(text)
        if not who:
            return {"type": "quote", "text": text}
        return {"type": "quote", "text": text[: who.start()].strip(), "attribution": plain(who["who"])}

    def _texts(self, node: SyntaxTreeNode, line: int) -> Iterator[str]:
        """The texts of all that lies within, in its order."""
        for child in node.walk():
            if child.type == "inline":
                yield self._text(_tokens(child), line)
            elif child.type in ("fence", "code_block"):
                yield escaped(child.content.strip())

    def _items(self, node: SyntaxTreeNode, line: int) -> Iterator[str]:
        for item in node.children:
            inner = [child for child in item.children if child.type.endswith("_list")]
            own = [text for child in item.children if child not in inner for text in self._texts(child, line)]
            yield " ".join(own)
            for child in inner:
                self._note("list-flattened", "", line)
                yield from self._items(child, line)

    def _table(self, node: SyntaxTreeNode, line: int) -> dict[str, Any]:
        rows = [
            [self._text(_inline(cell), line) for cell in row.children if cell.type in _CELLS]
            for part in node.children
            for row in part.children
        ]
        header, *rest = rows
        return {"type": "table", "header": header, "rows": rest or [[""] * len(header)]}

    def _code(self, node: SyntaxTreeNode, line: int) -> Iterator[dict[str, Any]]:
        if node.info.strip() != _KABAR:
            self._note("markup-left-out", "```", line)
            yield {"type": "paragraph", "text": f"<code>{escaped(node.content.strip())}</code>"}
            return
        try:
            block = load(node.content.encode())
        except Rejected as rejection:
            self.notes += [Note(problem, Place(line)) for problem in rejection.problems]
        else:
            yield block

    def _html(self, content: str, line: int) -> Iterator[dict[str, Any]]:
        if not _COMMENT.fullmatch(content):
            self._note("markup-left-out", " ".join(content.split())[:80], line)
            if text := plain(re.sub(r"(?s)<(script|style)\b.*?</\1>|<[^>]*>", " ", content)):
                yield {"type": "paragraph", "text": escaped(text)}

    def _note(self, code: str, what: str, line: int) -> None:
        name = "url" if code in ("link-left-out", "picture-outside") else "what"
        self.notes.append(Note(Problem("", code, {name: what} if what else {}), Place(line)))


def _taken(node: SyntaxTreeNode, codes: Shortcodes) -> Iterator[Shortcode]:
    """The shortcodes within, whose marks are taken out."""
    for token in (each.token for each in node.walk() if each.token and each.type != "inline"):
        token.content, found = codes.taken(token.content)
        yield from found


def _together(pictures: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Several pictures as a gallery, and what else there is after it."""
    found = list(pictures)
    images = [picture for picture in found if picture["type"] == "image"]
    if len(images) < 2:  # noqa: PLR2004 - one is no gallery
        yield from found
        return
    yield {
        "type": "gallery",
        "images": [{name: value for name, value in image.items() if name != "type"} for image in images],
    }
    yield from (picture for picture in found if picture["type"] != "image")


def _marked(text: str) -> list[Token]:
    """A text with Markdown's inline markup, as tokens."""
    return _PARSER.parseInline(text)[0].children or []


def _inline(node: SyntaxTreeNode) -> list[Token]:
    return [token for child in node.children for token in _tokens(child)]


def _tokens(node: SyntaxTreeNode) -> list[Token]:
    return (node.token.children if node.token else None) or []


def _related(tokens: list[Token], text: str) -> dict[str, Any] | None:
    """`Baca juga: [headline](2024/12/id)`: a reference to another article."""
    links = [token for token in tokens if token.type == "link_open"]
    if len(links) != 1 or not _RELATED.match(text):
        return None
    address = str(links[0].attrGet("href") or "").removesuffix(".md").removesuffix(".json")
    target = None if outside(address) else _ID.fullmatch(address)
    headline = _RELATED.sub("", text, count=1).removesuffix(")").strip()
    return {"type": "related", "article": target["id"], "headline": headline} if target and headline else None
