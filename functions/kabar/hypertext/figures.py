"""Figures: pictures with captions, galleries, and the cards of other systems."""

from typing import TYPE_CHECKING, Final

from kabar.hypertext.embeds import embed
from kabar.hypertext.inline import line_of, plain_of
from kabar.hypertext.pictures import picture
from kabar.hypertext.tree import Element

if TYPE_CHECKING:
    from kabar.hypertext.flow import Block, Flow

_CAPTIONS: Final = frozenset({"wp-caption-text", "gallery-caption", "image-caption", "blocks-gallery-caption"})
_FIGURES: Final = frozenset({"wp-caption", "gallery", "wp-block-gallery", "wp-block-image", "kg-gallery-card"})
_MOST_IMAGES: Final = 60
"""schemas/article.json, gallery."""


def figure_blocks(flow: "Flow", element: Element) -> "list[Block] | None":
    """The blocks of a figure or a card; None if it is neither."""
    if element.name in ("img", "picture"):
        image = element if element.name == "img" else element.first("img")
        return _image(flow, image, []) if image else []
    if "kg-bookmark-card" in element.classes:
        return _bookmark(flow, element)
    if "kg-toggle-card" in element.classes:
        return _toggle(flow, element)
    if "wp-block-file" in element.classes:
        return _file(flow, element)
    if element.name == "figure" or element.classes & _FIGURES:
        return _figure(flow, element)
    return None


def _figure(flow: "Flow", element: Element) -> "list[Block] | None":
    caption = _caption(element)
    images = list(element.all("img"))
    if not images or element.first("table", "blockquote", "video", "audio", "iframe"):
        return _framed(flow, element, caption) if element.name == "figure" else None
    if len(images) == 1:
        return _image(flow, images[0], caption.children if caption else [])
    alone = _alone(element)
    shown = [_with_own_caption(flow, alone.get(id(image)), image, caption) for image in images]
    pictures = [each for each in shown if each]
    said = line_of(caption.children, flow.resolve) if caption else ""
    if len(pictures) == 1:
        return [{"type": "image", **pictures[0]}]
    return [
        {"type": "gallery", "images": pictures[start : start + _MOST_IMAGES], **({"caption": said} if said else {})}
        for start in range(0, len(pictures), _MOST_IMAGES)
        if len(pictures) - start > 1
    ]


def _alone(gallery: Element) -> dict[int, Element]:
    """By the identities of pictures the innermost figures that they are alone in."""
    found = ((each, list(each.all("img"))) for each in gallery.all("figure", "li", "dl"))
    return {id(images[0]): each for each, images in found if len(images) == 1}


def _with_own_caption(
    flow: "Flow", figure: Element | None, image: Element, common: Element | None
) -> dict[str, object] | None:
    """A picture of a gallery with the caption of the figure that it is alone in."""
    own = _caption(figure) if figure else None
    children = own.children if own and own is not common else []
    return _shown(flow, image, children)


def _framed(flow: "Flow", element: Element, caption: Element | None) -> "list[Block]":
    """What a figure frames, its caption given to it if it can have one."""
    inner = flow.inner(child for child in element.children if child is not caption)
    said = line_of(caption.children, flow.resolve) if caption else ""
    if not said:
        return inner
    takers = [block for block in inner if block["type"] in ("embed", "table", "gallery")]
    if takers:
        takers[-1].setdefault("caption", said[:2000])
        return inner
    return [*inner, *flow.paragraphs(said)]


def _caption(element: Element) -> Element | None:
    """The caption of the figure itself, which stands last where others stand within it."""
    captions = [each for each in element.children if isinstance(each, Element) and each.name == "figcaption"]
    marked = [each for each in element.all("p", "span", "div", "dd", "figcaption") if each.classes & _CAPTIONS]
    inside = list(element.all("figcaption"))
    found = captions or marked or (inside if len([*element.all("img")]) < 2 else [])  # noqa: PLR2004 - one or several
    return found[-1] if found else None


def _image(flow: "Flow", image: Element, caption: list[Element | str]) -> "list[Block]":
    shown = _shown(flow, image, caption)
    if shown:
        return [{"type": "image", **shown}]
    said = line_of(caption, flow.resolve)
    return flow.paragraphs(said) if said else []


def _shown(flow: "Flow", image: Element, caption: list[Element | str]) -> dict[str, object] | None:
    return picture(image, caption, flow.find, flow.resolve)


def _bookmark(flow: "Flow", element: Element) -> "list[Block]":
    link, title = element.first("a"), element.with_class("kg-bookmark-title")
    caption = element.first("figcaption")
    said = line_of(caption.children, flow.resolve) if caption else ""
    url = flow.resolve(link.get("href")) if link else ""
    block = embed(url, plain_of(title.children) if title else "", said)
    return [block] if block else flow.inner(element.children)


def _toggle(flow: "Flow", element: Element) -> "list[Block]":
    title = element.with_class("kg-toggle-heading-text") or element.first("h4")
    content = element.with_class("kg-toggle-content")
    details = Element("details", {}, [Element("summary", {}, title.children if title else [])])
    details.children += content.children if content else []
    return flow.inner([details])


def _file(flow: "Flow", element: Element) -> "list[Block]":
    link = element.first("a")
    line = line_of([link], flow.resolve) if link else ""
    return flow.paragraphs(line) if line else []
