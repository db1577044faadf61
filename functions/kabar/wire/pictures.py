"""Pictures that come with wire copy."""

from collections.abc import Callable
from typing import Any, Final

from kabar.domain.elsewhere import shown_from
from kabar.domain.identity import is_media_key
from kabar.domain.text import one_line
from kabar.hypertext.inline import plain_of
from kabar.hypertext.remarks import Remarks
from kabar.hypertext.tree import parse
from kabar.wire.folding import Item, objects, text, texts

_LONGEST_KEY: Final = 300
_LONGEST_ADDRESS: Final = 2000
"""schemas/article.json, pictureKey and webAddress."""


def main_picture(item: Item, find: Callable[[str], str | None], remarks: Remarks) -> dict[str, Any] | None:
    """The first associated picture of which `find` has a key, in its largest rendition."""
    for association in objects(item, "associations"):
        if text(association, "type") not in ("picture", "graphic"):
            continue
        hrefs = sorted(objects(association, "renditions"), key=_width, reverse=True)
        keys = [text(each, "value") for each in objects(association, "altids") if text(each, "role") == "key"]
        named = filter(None, [*keys, *(text(each, "href") for each in hrefs)])
        key = next(filter(None, map(find, named)), None)
        if key:
            return _fields(key, association)
        remarks.add("picture-outside", "/associations", url=(text(hrefs[0], "href") if hrefs else "-")[:200])
    return None


def shown_key(hosts: tuple[str, ...], href: str) -> str | None:
    """The key of the picture that an address names, or the address itself on one of the hosts; None for others."""
    key = href.removeprefix("/")
    if is_media_key(key):
        return key if len(key) <= _LONGEST_KEY else None
    address = shown_from(href, hosts)
    return address if address and len(address) <= _LONGEST_ADDRESS else None


def _fields(key: str, association: Item) -> dict[str, Any]:
    said = {role: _plain(value) for role, _, value in texts(association, "descriptions", "description")}
    caption = said.get("caption") or said.get("text") or next(iter(said.values()), "")
    fields = {
        "contentUrl": key,
        "caption": caption[:2000].replace("&", "&amp;").replace("<", "&lt;"),
        "alt": one_line(text(association, "body_text", "alttext") or caption)[:1000],
        "creditText": one_line(text(association, "by", "byline", "copyrightholder"))[:200],
    }
    return {name: value for name, value in fields.items() if value}


def _plain(value: str) -> str:
    return plain_of(parse(value).children)


def _width(rendition: Item) -> int:
    width = rendition.get("width")
    return width if isinstance(width, int) else 0
