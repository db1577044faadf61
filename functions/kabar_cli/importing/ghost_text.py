"""Ghost's two formats of texts, Lexical and Mobiledoc, as HTML."""

import json
from collections.abc import Iterator
from html import escape
from typing import Any, Final

from kabar_cli.importing.cards import Remark, card_html
from kabar_cli.importing.reading import objects, text

_FORMATS: Final = ((1, "strong"), (2, "em"), (16, "code"), (32, "sub"), (64, "sup"))
"""Lexical, LexicalConstants.ts: the bits of a text's format that the article format knows."""
_DEEPEST: Final = 60
_CONTAINERS: Final = {"paragraph": "p", "quote": "blockquote", "aside": "blockquote", "listitem": "li"}
_MARKUP_SECTION, _IMAGE_SECTION, _LIST_SECTION, _CARD_SECTION = 1, 2, 3, 10
"""Mobiledoc, MOBILEDOC.md: the types of sections."""


def lexical_html(source: str, remark: Remark) -> str | None:
    """The text as HTML; None if it can't be read."""
    document = _parsed(source)
    root = document.get("root") if document else None
    return "".join(_nodes(root, remark, 0)) if isinstance(root, dict) else None


def mobiledoc_html(source: str, remark: Remark) -> str | None:
    """The text as HTML; None if it can't be read."""
    document = _parsed(source)
    if not document or not isinstance(document.get("sections"), list):
        return None
    return "".join(_section(section, document, remark) for section in document["sections"] if _is_list(section))


def _parsed(source: str) -> dict[str, Any] | None:
    try:
        document = json.loads(source)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def _nodes(node: dict[str, Any], remark: Remark, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        remark("card-left-out", "what is nested too deep")
        return
    for child in objects(node.get("children")):
        yield _node(child, remark, depth + 1)


def _node(node: dict[str, Any], remark: Remark, depth: int) -> str:
    kind = text(node.get("type")).removeprefix("extended-")
    inner = "".join(_nodes(node, remark, depth))
    match kind:
        case "text":
            return _styled(escape(text(node.get("text"))), node.get("format"))
        case "linebreak":
            return "<br>"
        case "link" | "autolink" | "at-link":
            return f'<a href="{escape(text(node.get("url")))}">{inner}</a>'
        case "heading":
            tag = text(node.get("tag"))
            return f"<{tag}>{inner}</{tag}>" if tag in ("h1", "h2", "h3", "h4", "h5", "h6") else f"<h2>{inner}</h2>"
        case "list":
            tag = "ol" if "ol" in (node.get("tag"), node.get("listType")) or node.get("listType") == "number" else "ul"
            return f"<{tag}>{inner}</{tag}>"
        case _ if kind in _CONTAINERS:
            return f"<{_CONTAINERS[kind]}>{inner}</{_CONTAINERS[kind]}>"
        case _:
            return inner or card_html(kind, node, remark)


def _styled(said: str, style: object) -> str:
    bits = style if isinstance(style, int) else 0
    for bit, tag in _FORMATS:
        if bits & bit:
            said = f"<{tag}>{said}</{tag}>"
    return said


def _is_list(value: object) -> bool:
    return isinstance(value, list) and bool(value)


def _section(section: list[Any], document: dict[str, Any], remark: Remark) -> str:
    try:
        match section[0]:
            case 1:
                tag = section[1] if section[1] in ("h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "aside") else "p"
                tag = "blockquote" if tag == "aside" else tag
                return f"<{tag}>{_markers(section[2], document)}</{tag}>"
            case 2:
                return f'<img src="{escape(str(section[1]))}">'
            case 3:
                items = "".join(f"<li>{_markers(item, document)}</li>" for item in section[2])
                return f"<ol>{items}</ol>" if section[1] == "ol" else f"<ul>{items}</ul>"
            case 10:
                name, payload = document["cards"][section[1]][:2]
                return card_html(str(name), payload if isinstance(payload, dict) else {}, remark)
    except (IndexError, KeyError, TypeError, ValueError):
        remark("card-left-out", f"a damaged section: {json.dumps(section)[:60]}")
        return ""
    return ""


def _markers(markers: list[Any], document: dict[str, Any]) -> str:
    """Runs of text, each opening and closing markups; HTML5's rules balance whatever is left open."""
    written, open_tags = "", list[str]()
    for kind, opened, closed, value in markers:
        for index in opened:
            markup = document["markups"][index]
            attributes = markup[1] if len(markup) > 1 else []
            href = next(
                (url for name, url in zip(attributes[::2], attributes[1::2], strict=False) if name == "href"), ""
            )
            tag = str(markup[0]).lower()
            open_tags.append(tag)
            written += f'<a href="{escape(str(href))}">' if tag == "a" else f"<{tag}>" if tag.isalnum() else ""
        written += escape(str(value)) if kind == 0 else _atom(document["atoms"][value])
        for _ in range(closed):
            tag = open_tags.pop() if open_tags else "span"
            written += f"</{tag}>" if tag.isalnum() else ""
    return written


def _atom(atom: list[Any]) -> str:
    return "<br>" if atom[0] == "soft-return" else escape(str(atom[1]))
