"""Markdown's inline markup as the little HTML that an article's texts may hold."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from markdown_it.token import Token

from kabar.domain.links import link_target
from kabar.domain.markup import plain

_ALLOWED: Final = re.compile(r"</?(?:a|b|code|em|i|strong|sub|sup)\b[^>]*>", re.IGNORECASE)
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_COMMENT: Final = re.compile(r"<!--.*-->", re.DOTALL)
_LOOKS_LIKE_MARKUP: Final = re.compile(r"<(?=[A-Za-z/!])|&(?=#|[A-Za-z])")
_AROUND: Final = {
    "em_open": "<em>", "em_close": "</em>", "strong_open": "<strong>", "strong_close": "</strong>",
    "softbreak": " ", "hardbreak": " ", "image": "",
}  # fmt: skip


@dataclass(slots=True)
class Inline:
    """Writes inline tokens; keeps what could not be carried over."""

    left_out: list[tuple[str, str]] = field(default_factory=list)
    """Code and what it is about."""

    def text(self, tokens: Iterable[Token]) -> str:
        """The tokens as a text with inline markup. Pictures are none of its business."""
        kept: list[bool] = []
        return "".join(self._one(token, kept) for token in tokens).strip()

    def _one(self, token: Token, kept: list[bool]) -> str:
        match token.type:
            case "text":
                return escaped(token.content)
            case "code_inline":
                return f"<code>{escaped(token.content)}</code>"
            case "link_open":
                return self._link(str(token.attrGet("href") or ""), kept)
            case "link_close":
                return "</a>" if kept.pop() else ""
            case "html_inline":
                return self._html(token.content)
            case _:
                return _AROUND.get(token.type, escaped(token.content))

    def _link(self, href: str, kept: list[bool]) -> str:
        kept.append(link_target(href) is not None)
        if not kept[-1]:
            self.left_out.append(("link-left-out", href[:80]))
        return f'<a href="{html.escape(href)}">' if kept[-1] else ""

    def _html(self, tag: str) -> str:
        if _ALLOWED.fullmatch(tag):
            return tag
        if _BREAK.fullmatch(tag) or _COMMENT.fullmatch(tag):
            return " "
        self.left_out.append(("markup-left-out", tag[:80]))
        return ""


def escaped(text: str) -> str:
    """The text so that none of it is taken for markup."""
    return _LOOKS_LIKE_MARKUP.sub(lambda match: html.escape(match[0]), text)


def plain_of(tokens: Iterable[Token]) -> str:
    """The tokens as plain text."""
    return plain(Inline().text(tokens))
