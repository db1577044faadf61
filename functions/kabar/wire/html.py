"""An article's text as plain HTML, for other systems."""

from html import escape

from kabar.domain.blocks import (
    Block,
    Correction,
    Embed,
    Factbox,
    Gallery,
    Heading,
    Image,
    ItemList,
    Paragraph,
    PictureUse,
    Quote,
    Related,
    Separator,
    Table,
)
from kabar.domain.markup import inline, plain


def html_of(blocks: tuple[Block, ...]) -> str:
    """The blocks as HTML without classes or styles; pictures by their keys."""
    return "\n".join(map(_html, blocks))


def text_of(blocks: tuple[Block, ...]) -> str:
    """The words of the blocks, a line for each paragraph."""
    return "\n".join(line for block in blocks for line in _lines(block) if line)


def _html(block: Block) -> str:
    match block:
        case Paragraph(text):
            return f"<p>{inline(text)}</p>"
        case Heading(text, level):
            return f"<h{level}>{escape(text)}</h{level}>"
        case Image(picture):
            return _figure(picture)
        case Gallery(images, headline, caption):
            said = "".join(f"<figcaption>{line}</figcaption>" for line in _captions(headline, caption))
            return f"<figure>{''.join(map(_figure, images))}{said}</figure>"
        case Quote(text, attribution):
            cite = f"<cite>{escape(attribution)}</cite>" if attribution else ""
            return f"<blockquote><p>{inline(text)}</p>{cite}</blockquote>"
        case ItemList(items, ordered):
            tag = "ol" if ordered else "ul"
            return f"<{tag}>{''.join(f'<li>{inline(item)}</li>' for item in items)}</{tag}>"
        case Table():
            return _table(block)
        case _:
            return _other(block)


def _other(block: Embed | Related | Correction | Factbox | Separator) -> str:
    match block:
        case Embed(url, headline, caption):
            said = f" {inline(caption)}" if caption else ""
            return f'<p><a href="{escape(url)}">{escape(headline or url)}</a>{said}</p>'
        case Related(_, headline):
            return f"<p>{escape(headline)}</p>"
        case Correction(text, published):
            return f'<p><time datetime="{published.isoformat()}">{published:%Y-%m-%d}</time> {inline(text)}</p>'
        case Factbox(headline, body):
            return f"<aside><h3>{escape(headline)}</h3>{html_of(body)}</aside>"
        case Separator():
            return "<hr>"


def _captions(headline: str | None, caption: str | None) -> list[str]:
    return [*([escape(headline)] if headline else []), *([inline(caption)] if caption else [])]


def _figure(picture: PictureUse) -> str:
    said = f"<figcaption>{inline(picture.caption)}</figcaption>" if picture.caption else ""
    return f'<figure><img src="{escape(picture.key)}" alt="{escape(picture.alt or "")}">{said}</figure>'


def _table(table: Table) -> str:
    head = f"<thead>{_row(table.header, 'th')}</thead>" if table.header else ""
    caption = f"<caption>{inline(table.caption)}</caption>" if table.caption else ""
    return f"<table>{caption}{head}<tbody>{''.join(_row(row, 'td') for row in table.rows)}</tbody></table>"


def _row(cells: tuple[str, ...], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{inline(cell)}</{tag}>' for cell in cells)}</tr>"


def _lines(block: Block) -> list[str]:
    match block:
        case Paragraph(text) | Quote(text) | Correction(text):
            return [plain(text)]
        case Heading(text):
            return [text]
        case ItemList(items):
            return [plain(item) for item in items]
        case Table(rows, header):
            return ["\t".join(map(plain, row)) for row in (header, *rows) if row]
        case Factbox(headline, body):
            return [headline, *(line for part in body for line in _lines(part))]
        case Related(_, headline):
            return [headline]
        case Embed(url, headline):
            return [f"{headline} {url}" if headline else url]
        case _:
            return []
