"""WordPress' shortcodes, and what classic posts do without markup."""

import re
from collections.abc import Callable
from html import escape, unescape
from typing import Final

_TOKEN: Final = re.compile(r"\[(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)(?P<head>(?:\s[^\[\]]*)?)\]")
_CAPTIONS: Final = frozenset({"caption", "wp_caption"})
_PLAYERS: Final = frozenset({"embed", "youtube", "vimeo", "video", "audio", "playlist"})
_PLAYER: Final = re.compile(rf"\[({'|'.join(sorted(_PLAYERS))})(?P<head>(?:[\s=][^\[\]]*)?)\]")
_GALLERY: Final = re.compile(r"\[gallery(?P<head>(?:\s[^\[\]]*)?)\]")
_ATTRIBUTE: Final = re.compile(r"""(?<![\w-])([\w-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))""")
_SINGLE: Final = re.compile(r"\[(?P<name>[a-zA-Z][\w-]*)(?:\s+[\w-]+\s*=[^\[\]]*)/?\]")
_IMAGE: Final = re.compile(r"(?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?", re.IGNORECASE)
_REUSED: Final = re.compile(r"<!--\s*wp:block\s*\{[^<>{}]*\"ref\"\s*:\s*(\d+)[^<>{}]*\}\s*/-->")
_MOST_NESTED: Final = 5
_URL: Final = re.compile(r"https?://[^\s\"'\]<>]+")
"""None of these looks further than to the next bracket: a hostile text takes no longer than another."""

Remark = Callable[[str, str], None]
"""Called with a code and what it is about."""


def without_shortcodes(html: str, gallery: Callable[[list[str]], str], remark: Remark) -> str:
    """The text with captions, players and galleries as HTML, and without other shortcodes, whose content stays.

    `gallery` makes <img> elements of attachments' ids. What stands in square brackets otherwise is the author's.
    """
    html = _framed(html, _CAPTIONS, _caption)
    html = _GALLERY.sub(lambda match: _gallery(match, gallery, remark), html)
    html = _framed(html, _PLAYERS, lambda opening, body: _player(opening["name"], opening["head"], body, remark))
    html = _PLAYER.sub(lambda match: _player(match[1], match["head"], "", remark), html)
    return _SINGLE.sub(lambda match: _dropped(match["name"], remark), _unwrapped(html, remark))


def _framed(html: str, names: frozenset[str], change: Callable[[re.Match[str], str], str]) -> str:
    """The text, what stands between the shortcodes of these names replaced; of nested ones the innermost."""
    parts, at, opening = list[str](), 0, None
    for token in _TOKEN.finditer(html):
        if token["name"] not in names:
            continue
        if not token["end"]:
            opening = token
        elif opening and opening["name"] == token["name"]:
            parts += html[at : opening.start()], change(opening, html[opening.end() : token.start()])
            at, opening = token.end(), None
    return "".join([*parts, html[at:]])


def _unwrapped(html: str, remark: Remark) -> str:
    """The text without the shortcodes that frame something, which stays."""
    opened, cuts = dict[str, list[tuple[int, int]]](), list[tuple[int, int]]()
    for token in _TOKEN.finditer(html):
        if not token["end"]:
            opened.setdefault(token["name"], []).append(token.span())
        elif opened.get(token["name"]):
            cuts += opened[token["name"]].pop(), token.span()
            remark("shortcode-left-out", f"[{token['name']}]")
    at, parts = 0, list[str]()
    for start, end in sorted(cuts):
        parts.append(html[at:start])
        at = end
    return "".join([*parts, html[at:]])


def with_snippets(html: str, snippet: Callable[[str], str | None], remark: Remark) -> str:
    """The text with what it includes by reference (reusable blocks) in its place."""

    def included(match: re.Match[str]) -> str:
        found = snippet(match[1])
        if found is None:
            remark("snippet-missing", match[1])
        return found or ""

    for _ in range(_MOST_NESTED):
        html, count = _REUSED.subn(included, html)
        if not count:
            break
    return html


def _attributes(head: str) -> dict[str, str]:
    return {name: unescape(one or two or three) for name, one, two, three in _ATTRIBUTE.findall(head)}


def _caption(opening: re.Match[str], body: str) -> str:
    image = _IMAGE.search(body)
    rest = _IMAGE.sub("", body, count=1).strip() if image else body
    said = rest or escape(_attributes(opening["head"]).get("caption", ""))
    return f'\n\n<figure class="wp-caption">{image[0] if image else ""}<figcaption>{said}</figcaption></figure>\n\n'


def _gallery(match: re.Match[str], gallery: Callable[[list[str]], str], remark: Remark) -> str:
    given = _attributes(match["head"])
    ids = re.findall(r"\d+", given.get("ids") or given.get("include", ""))
    if not ids:
        remark("gallery-without-ids", match[0])
        return ""
    return f'\n\n<figure class="gallery">{gallery(ids)}</figure>\n\n'


def _player(name: str, head: str, body: str, remark: Remark) -> str:
    given = _attributes(head)
    sources = [body, *(given.get(each, "") for each in ("src", "url", "mp4", "m4v", "webm", "mp3", "ogg")), head]
    url = next((found[0] for source in sources if (found := _URL.search(source))), "")
    return f'\n\n<iframe src="{escape(url)}"></iframe>\n\n' if url else _dropped(name, remark)


def _dropped(name: str, remark: Remark) -> str:
    remark("shortcode-left-out", f"[{name}]")
    return ""
