"""Ghost's cards as HTML; both of its formats have the same ones."""

from collections.abc import Callable
from html import escape
from typing import Any, Final

from markdown_it import MarkdownIt

Card = dict[str, Any]
Remark = Callable[[str, str], None]
_MARKDOWN: Final = MarkdownIt("commonmark", {"html": True}).enable("table")
_NO_TEXT: Final = frozenset({"paywall", "email", "email-cta", "signup", "transistor"})


def card_html(kind: str, card: Card, remark: Remark) -> str:
    """The card as HTML that the conversion knows; nothing, and a remark, for what readers have no use for."""
    maker = _MAKERS.get(kind.removeprefix("card-"))
    if maker:
        return maker(card)
    if kind not in _NO_TEXT:
        texts = [value for value in card.values() if isinstance(value, str) and " " in value]
        if texts:
            remark("card-left-out", f"{kind}: {texts[0][:80]}")
            return ""
    remark("card-left-out", kind)
    return ""


def _text(card: Card, *names: str) -> str:
    return next((str(card[name]) for name in names if isinstance(card.get(name), str) and card[name]), "")


def _attr(card: Card, *names: str) -> str:
    return escape(_text(card, *names))


def _caption(card: Card) -> str:
    return f"<figcaption>{_text(card, 'caption')}</figcaption>" if _text(card, "caption") else ""


def _image(card: Card) -> str:
    return f'<figure><img src="{_attr(card, "src")}" alt="{_attr(card, "alt")}">{_caption(card)}</figure>'


def _gallery(card: Card) -> str:
    images = [image for image in card.get("images", ()) if isinstance(image, dict)]
    shown = "".join(f'<img src="{_attr(image, "src")}" alt="{_attr(image, "alt")}">' for image in images)
    return f'<figure class="kg-gallery-card">{shown}{_caption(card)}</figure>'


def _embed(card: Card) -> str:
    if not _text(card, "url"):
        return _text(card, "html")
    metadata = card.get("metadata") if isinstance(card.get("metadata"), dict) else {}
    title = _attr(metadata or {}, "title")
    return f'<figure><iframe src="{_attr(card, "url")}" title="{title}"></iframe>{_caption(card)}</figure>'


def _bookmark(card: Card) -> str:
    metadata = card.get("metadata") if isinstance(card.get("metadata"), dict) else {}
    title = _attr(metadata or {}, "title")
    return (
        f'<figure class="kg-bookmark-card"><a href="{_attr(card, "url")}">'
        f'<div class="kg-bookmark-title">{title}</div></a>{_caption(card)}</figure>'
    )


def _toggle(card: Card) -> str:
    return f"<details><summary>{_text(card, 'heading')}</summary>{_text(card, 'content')}</details>"


def _link(card: Card) -> str:
    url, said = _attr(card, "buttonUrl", "src", "url"), _attr(card, "buttonText", "fileTitle", "title", "fileName")
    return f'<p><a href="{url}">{said or url}</a></p>{_text(card, "fileCaption")}'


def _player(card: Card) -> str:
    source = _attr(card, "src")
    return f'<figure><video src="{source}" title="{_attr(card, "title")}"></video>{_caption(card)}</figure>'


def _header(card: Card) -> str:
    said = _text(card, "subheader")
    button = _link(card) if _text(card, "buttonUrl") else ""
    return f"<h2>{_text(card, 'header')}</h2>" + (f"<p>{said}</p>" if said else "") + button


def _product(card: Card) -> str:
    picture = f'<img src="{_attr(card, "productImageSrc")}">' if _text(card, "productImageSrc") else ""
    link = f'<p><a href="{_attr(card, "productUrl")}">{_attr(card, "productButton", "productUrl")}</a></p>'
    return (
        f"{picture}<h3>{_text(card, 'productTitle')}</h3>{_text(card, 'productDescription')}"
        f"{link if _text(card, 'productUrl') else ''}"
    )


def _call(card: Card) -> str:
    picture = f'<img src="{_attr(card, "imageUrl")}">' if _text(card, "imageUrl") else ""
    return picture + _text(card, "textValue") + (_link(card) if _text(card, "buttonUrl") else "")


_MAKERS: Final[dict[str, Callable[[Card], str]]] = {
    "image": _image,
    "gallery": _gallery,
    "embed": _embed,
    "bookmark": _bookmark,
    "html": lambda card: _text(card, "html"),
    "markdown": lambda card: _MARKDOWN.render(_text(card, "markdown")),
    "hr": lambda _: "<hr>",
    "horizontalrule": lambda _: "<hr>",
    "code": lambda card: f"<pre>{escape(_text(card, 'code'))}</pre>",
    "codeblock": lambda card: f"<pre>{escape(_text(card, 'code'))}</pre>",
    "callout": lambda card: f"<p>{escape(_text(card, 'calloutEmoji'))} {_text(card, 'calloutText')}</p>",
    "toggle": _toggle,
    "video": _player,
    "audio": _player,
    "file": _link,
    "button": _link,
    "header": _header,
    "product": _product,
    "call-to-action": _call,
}
