"""Inline markup: links, emphasis and strong with their languages, sub, sup and code; everything else is text."""

import re
from html import escape, unescape
from typing import Final, NewType

import nh3

from kabar.domain.links import link_target
from kabar.domain.text import legal, one_line

Html = NewType("Html", str)
"""Text that is safe to stand in HTML as it is."""

_NAMES: Final = {"b": "strong", "i": "em"} | {name: name for name in ("a", "em", "strong", "sub", "sup", "code")}
# No `<` within a tag: so every scan ends at the next one, and the time is linear in the length of the text.
_TAG: Final = re.compile(
    rf"<(?P<slash>/?)(?P<name>{'|'.join(sorted(_NAMES, key=len, reverse=True))})"
    r"""(?P<rest>(?:\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*+)?)/?>""",
    re.IGNORECASE,
)
_HREF: Final = re.compile(r"""(?<!\S)href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_LANG: Final = re.compile(
    r"""(?<!\S)lang\s*=\s*(?P<quote>["']?)(?P<code>[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3})(?P=quote)(?![^\s/])""",
    re.IGNORECASE,
)
_SPOKEN: Final = frozenset({"em", "strong"})
"""What may say that it is in another language (WCAG 2.2, 3.1.2)."""
_TAG_OR_LESS: Final = re.compile(rf"{_TAG.pattern}|<", re.IGNORECASE)
_BARE_LINK: Final = re.compile(r"<a>(.*?)</a>", re.DOTALL)
_ANY_TAG: Final = re.compile(r"<[^>]*>")
_BETWEEN_TAGS: Final = re.compile(r"[^<>]+")
_STROKE: Final = "\u0338"
_CLEANER: Final = nh3.Cleaner(
    tags=set(_NAMES.values()),
    attributes={"a": {"href", "rel"}} | {name: {"lang"} for name in _SPOKEN},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)


def inline(text: str) -> Html:
    """The text as HTML: its inline markup kept and balanced, every other `<` shown as it was typed."""
    text = _legal(text)
    if "<" not in text and "&" not in text:
        return Html(escape(text, quote=False))
    cleaned = _CLEANER.clean(_TAG_OR_LESS.sub(_tag, text)).replace("&nbsp;", "\xa0")
    # Character references may have brought back what the text was rid of. Piece by piece, and with a reference: a
    # combining stroke after a tag must not be composed with the tag's `>`, neither here nor later.
    pieces = _BETWEEN_TAGS.sub(lambda piece: _legal(piece[0]), _BARE_LINK.sub(r"\1", cleaned))
    return Html(pieces.replace(f">{_STROKE}", f">&#x{ord(_STROKE):x};"))


def plain(text: str) -> str:
    """The text without its inline markup, on one line."""
    if "<" not in text and "&" not in text:
        return one_line(text)
    return one_line(unescape(_ANY_TAG.sub("", inline(text))))


def _legal(text: str) -> str:
    return legal(text).replace("\r\n", "\n").replace("\r", "\n")


def _tag(match: re.Match[str]) -> str:
    if not match["name"]:
        return "&lt;"
    name = _NAMES[match["name"].lower()]
    if match["slash"]:
        return f"</{name}>"
    if name == "a":
        return _link(match["rest"])
    spoken = _LANG.search(match["rest"]) if name in _SPOKEN else None
    return f'<{name} lang="{spoken["code"]}">' if spoken else f"<{name}>"


def _link(attributes: str) -> str:
    found = _HREF.search(attributes)
    target = link_target(unescape(found[1] or found[2] or found[3] or "")) if found else None
    if target is None:
        return "<a>"
    rel = ' rel="noopener"' if target.startswith("http") else ""
    return f'<a href="{escape(target)}"{rel}>'
