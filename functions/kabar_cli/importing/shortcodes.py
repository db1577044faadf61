"""WordPress' shortcodes, and what classic posts do without markup."""

import re
from collections.abc import Callable
from html import escape, unescape
from typing import Final

_CAPTION: Final = re.compile(r"\[(caption|wp_caption)(?P<head>[^\]]*)\](?P<body>.*?)\[/\1\]", re.DOTALL)
_EMBED: Final = re.compile(
    r"\[(embed|youtube|vimeo|video|audio|playlist)(?P<head>[^\]]*)\](?:(?P<body>.*?)\[/\1\])?", re.DOTALL
)
_GALLERY: Final = re.compile(r"\[gallery(?P<head>[^\]]*)\]")
_ATTRIBUTE: Final = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))""")
_CLOSED: Final = re.compile(
    r"\[(?P<name>[a-zA-Z][\w-]*)(?P<head>(?:\s[^\[\]]*)?)\](?P<body>.*?)\[/(?P=name)\]", re.DOTALL
)
_SINGLE: Final = re.compile(r"\[(?P<name>[a-zA-Z][\w-]*)(?:\s+[\w-]+\s*=[^\[\]]*)/?\]")
_IMAGE: Final = re.compile(r"(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", re.IGNORECASE)
_REUSED: Final = re.compile(r"<!--\s*wp:block\s*\{[^}]*\"ref\"\s*:\s*(\d+)[^}]*\}\s*/-->")
_MOST_NESTED: Final = 5
_URL: Final = re.compile(r"https?://[^\s\"'\]<>]+")

Remark = Callable[[str, str], None]
"""Called with a code and what it is about."""


def without_shortcodes(html: str, gallery: Callable[[list[str]], str], remark: Remark) -> str:
    """The text with captions, players and galleries as HTML, and without other shortcodes, whose content stays.

    `gallery` makes <img> elements of attachments' ids. What stands in square brackets otherwise is the author's.
    """
    html = _CAPTION.sub(_caption, html)
    html = _GALLERY.sub(lambda match: _gallery(match, gallery, remark), html)
    html = _EMBED.sub(lambda match: _player(match, remark), html)
    for _ in range(_MOST_NESTED):
        html, count = _CLOSED.subn(lambda match: _unwrapped(match, remark), html)
        if not count:
            break
    return _SINGLE.sub(lambda match: _dropped(match, remark), html)


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


def _caption(match: re.Match[str]) -> str:
    image = _IMAGE.search(match["body"])
    rest = _IMAGE.sub("", match["body"], count=1).strip() if image else match["body"]
    said = rest or escape(_attributes(match["head"]).get("caption", ""))
    return f'\n\n<figure class="wp-caption">{image[0] if image else ""}<figcaption>{said}</figcaption></figure>\n\n'


def _gallery(match: re.Match[str], gallery: Callable[[list[str]], str], remark: Remark) -> str:
    given = _attributes(match["head"])
    ids = re.findall(r"\d+", given.get("ids") or given.get("include", ""))
    if not ids:
        remark("gallery-without-ids", match[0])
        return ""
    return f'\n\n<figure class="gallery">{gallery(ids)}</figure>\n\n'


def _player(match: re.Match[str], remark: Remark) -> str:
    given = _attributes(match["head"])
    sources = [
        match["body"] or "",
        *(given.get(name, "") for name in ("src", "url", "mp4", "m4v", "webm", "mp3", "ogg")),
        match["head"],
    ]
    url = next((found[0] for source in sources if (found := _URL.search(source))), "")
    if not url:
        return _dropped(match, remark, match[1])
    return f'\n\n<iframe src="{escape(url)}"></iframe>\n\n'


def _unwrapped(match: re.Match[str], remark: Remark) -> str:
    remark("shortcode-left-out", f"[{match['name']}]")
    return match["body"]


def _dropped(match: re.Match[str], remark: Remark, name: str = "") -> str:
    remark("shortcode-left-out", f"[{name or match['name']}]")
    return ""
