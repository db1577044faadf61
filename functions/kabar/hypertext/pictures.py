"""Where the file of a picture in HTML is."""

import re
from collections.abc import Callable
from typing import Final

from kabar.domain.text import one_line, shorten
from kabar.hypertext.inline import Resolve, line_of, plain_of
from kabar.hypertext.tree import Element

FindPicture = Callable[[Element, str], str | None]
"""From an <img> and its absolute address to the picture's key (`media/...`); None if it can't be shown."""
_LONGEST: Final = 2000
"""schemas/article.json, caption."""
_WIDTH: Final = re.compile(r"(\S+)\s+(\d+(?:\.\d+)?)[wx]\s*(?:,|$)")
_LAZY: Final = ("data-src", "data-lazy-src", "data-original")


def address_of(image: Element, resolve: Resolve) -> str:
    """The absolute address of the picture, the largest that the page has; empty if it has none."""
    widths = _WIDTH.findall(image.get("srcset"))
    largest = max(widths, key=lambda found: float(found[1]), default=("", ""))[0]
    lazy = next((image.get(name) for name in _LAZY if image.get(name)), "")
    plain = image.get("src")
    url = largest or lazy or plain
    return resolve(url) if url else ""


def picture(
    image: Element, caption: list[Element | str], find: FindPicture, resolve: Resolve
) -> dict[str, object] | None:
    """The fields of a picture: its key, alternative text and caption; None if it can't be shown."""
    url = address_of(image, resolve)
    key = find(image, url) if url else None
    if key is None:
        return None
    fields: dict[str, object] = {"contentUrl": key}
    alt, said = one_line(image.get("alt"))[:1000], line_of(caption, resolve)
    if alt:
        fields["alt"] = alt
    if said:
        fields["caption"] = said if len(said) <= _LONGEST else shorten(plain_of(caption), _LONGEST // 4)
    return fields
