"""A body's blocks made ready for their templates."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import escape
from typing import Final

from kabar.domain import blocks as domain
from kabar.domain.article import Card, StoredPicture
from kabar.domain.blocks import PictureUse
from kabar.domain.elsewhere import shown_from
from kabar.domain.links import outside
from kabar.domain.markup import Html, inline, plain
from kabar.render.block_views import (
    BlockView,
    CorrectionView,
    EmbedView,
    FactboxView,
    FigureView,
    GalleryView,
    HeadingView,
    ListView,
    ParagraphView,
    QuoteView,
    RelatedView,
    SeparatorView,
    TableView,
)
from kabar.render.dates import Calendar
from kabar.render.embeds import elsewhere
from kabar.render.facts import title
from kabar.render.pictures import IN_GALLERY, IN_TEXT, Slot, elsewhere_view, picture_view

_DATELINE_REACH: Final = 60
"""How far into the first paragraph a dateline may begin, in characters."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What blocks refer to, and how their moments are written.

    `languages` are those of related articles' headlines, where they may be others than the page's.
    """

    pictures: Mapping[str, StoredPicture]
    related: Mapping[str, Card]
    calendar: Calendar
    picture_hosts: tuple[str, ...] = ()
    languages: Mapping[str, str | None] = field(default_factory=dict)


def figure(use: PictureUse, around: Surroundings, slot: Slot = IN_TEXT) -> FigureView | None:
    """The picture as it is used, or None while it hasn't arrived, or if it is on a site that isn't allowed."""
    stored, address = around.pictures.get(use.key), shown_from(use.key, around.picture_hosts)
    alt = "" if use.decorative else use.alt or plain(use.caption or "")
    caption = inline(use.caption) if use.caption else None
    if address:
        return replace(elsewhere_view(address, use.size, slot), alt=alt, caption=caption, credit=use.credit)
    return picture_view(stored, slot, alt, caption, use.credit) if stored else None


def body(blocks: tuple[domain.Block, ...], around: Surroundings) -> tuple[BlockView, ...]:
    """The blocks for readers, in their order; without those whose pictures haven't arrived."""
    views = [view for view in (_view(block, around) for block in blocks) if view]
    return tuple(_levelled(views))


def with_dateline(views: tuple[BlockView, ...], place: str | None) -> tuple[BlockView, ...]:
    """The body with the dateline marked in its first paragraph, or set before it if the text doesn't begin with it."""
    index = next((at for at, view in enumerate(views) if isinstance(view, ParagraphView)), None)
    if not place or index is None:
        return views
    return (*views[:index], _dated(views[index], place), *views[index + 1 :])


def _dated(view: BlockView, place: str) -> BlockView:
    if not isinstance(view, ParagraphView):
        return view
    name = escape(place, quote=False)
    line = rf"([^<>]{{0,{_DATELINE_REACH}}}?(?<!\w){re.escape(name)}\s*[-\u2013\u2014])\s"
    written = re.match(line, view.text, re.IGNORECASE)
    if written:
        return replace(view, text=Html(view.text[written.end() :]), dateline=Html(written[1]))
    return replace(view, dateline=Html(f"{name} -"))


def _levelled(views: list[BlockView]) -> list[BlockView]:
    """No heading skips a level: under the headline (1) stands 2, under 2 may stand 3."""
    level = 1
    for at, view in enumerate(views):
        if isinstance(view, HeadingView):
            level = min(view.level, level + 1)
            views[at] = replace(view, level=level)
    return views


def _view(block: domain.Block, around: Surroundings) -> BlockView | None:
    """The block that refers to something; None if that hasn't arrived."""
    view: BlockView | None
    match block:
        case domain.Image(picture):
            view = figure(picture, around)
        case domain.Gallery():
            view = _gallery(block, around)
        case domain.Related(article, headline):
            card = around.related.get(article)
            view = RelatedView(headline, None)
            if card:
                view = RelatedView(title(card), card.path, card.sponsor is not None, around.languages.get(article))
        case domain.Correction(text, published):
            view = CorrectionView(inline(text), around.calendar.stamp(published), around.calendar.moment(published))
        case domain.Factbox(headline, inner):
            view = FactboxView(headline, body(inner, around))
        case _:
            view = _text(block)
    return view


def _text(
    block: domain.Paragraph
    | domain.Heading
    | domain.Quote
    | domain.ItemList
    | domain.Table
    | domain.Embed
    | domain.Separator,
) -> BlockView | None:
    view: BlockView | None
    match block:
        case domain.Paragraph(text):
            view = ParagraphView(inline(text))
        case domain.Heading(text, level):
            view = HeadingView(text, level)
        case domain.Quote(text, attribution, url):
            view = QuoteView(inline(text), attribution, outside(url) if url else None)
        case domain.ItemList(items, ordered):
            view = ListView("ol" if ordered else "ul", tuple(map(inline, items)))
        case domain.Table():
            view = _table(block)
        case domain.Embed():
            view = _embed(block)
        case domain.Separator():
            view = SeparatorView()
    return view


def _gallery(block: domain.Gallery, around: Surroundings) -> GalleryView | None:
    arrived = [use for use in block.images if figure(use, around)]
    slot = IN_GALLERY if len(arrived) > 1 else IN_TEXT
    figures = tuple(found for found in (figure(use, around, slot) for use in arrived) if found)
    caption = inline(block.caption) if block.caption else None
    return GalleryView(figures, block.headline, caption) if figures else None


def _table(block: domain.Table) -> TableView:
    rows = tuple(tuple(map(inline, row)) for row in block.rows)
    caption = inline(block.caption) if block.caption else None
    return TableView(tuple(map(inline, block.header)), rows, caption, plain(block.caption or "") or None)


def _embed(block: domain.Embed) -> EmbedView | None:
    url = outside(block.url)
    if not url:
        return None
    caption, found = inline(block.caption) if block.caption else None, elsewhere(url)
    return EmbedView(url, found.kind, block.provider or found.site, block.headline, caption)
