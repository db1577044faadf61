"""The text of a WordPress post as HTML: with what it includes, without shortcodes."""

import re
from functools import partial
from html import escape
from typing import Final

from kabar.domain.strict_json import MAX_BYTES
from kabar_cli.importing.scratch import Scratch
from kabar_cli.importing.shortcodes import Remark, with_snippets, without_shortcodes

LONGEST: Final = 2 * MAX_BYTES
"""Characters, less those of pictures that stand in it, of a text that no article could hold."""
_DATA: Final = re.compile(r"data:image/[\w.+-]+;base64,[\w+/=\s]+")
_ORIGINAL: Final = re.compile(r"<img\b[^<>]*\bwp-image-(\d+)\b[^<>]*>", re.IGNORECASE)
_SOURCES: Final = re.compile(r"""\s(?:src|srcset|sizes)=(?:"[^"]*"|'[^']*')""", re.IGNORECASE)


class _TooLong(Exception):
    """What a text includes makes it longer than any article."""


def body_of(content: str, scratch: Scratch, remark: Remark) -> str | None:
    """The text; None if no article could hold it, however little it is before what it includes is in it."""
    if len(_DATA.sub("", content)) > LONGEST:
        return None
    room = _Room(scratch, remark)
    try:
        html = with_snippets(content, room.snippet, remark)
        return _ORIGINAL.sub(partial(_original, scratch), without_shortcodes(html, room.images, remark))
    except _TooLong:
        return None


class _Room:
    """What may still be included: blocks that name each other, and galleries, would else be endless."""

    def __init__(self, scratch: Scratch, remark: Remark) -> None:
        self._scratch, self._remark = scratch, remark
        self._left = LONGEST

    def snippet(self, id_: str) -> str | None:
        """The text of a reusable block."""
        found = self._scratch.snippet(id_)
        return None if found is None else self._taken(found)

    def images(self, ids: list[str]) -> str:
        """The pictures of a gallery."""
        return "".join(map(self._image, ids))

    def _image(self, id_: str) -> str:
        found = self._scratch.attachment(id_)
        if found is None:
            self._remark("gallery-picture-missing", id_)
            return ""
        url, alt, caption = found
        return self._taken(
            f'<figure><img src="{escape(url)}" alt="{escape(alt)}"><figcaption>{caption}</figcaption></figure>'
        )

    def _taken(self, text: str) -> str:
        self._left -= len(text)
        if self._left < 0:
            raise _TooLong
        return text


def _original(scratch: Scratch, match: re.Match[str]) -> str:
    """The picture as it was uploaded, in the place of a smaller one that WordPress made of it."""
    found = scratch.attachment(match[1])
    if not found:
        return match[0]
    return _SOURCES.sub("", match[0]).replace("<img", f'<img src="{escape(found[0])}"', 1)
