"""The public JSON of an article: schemas/article.json with every reference resolved."""

import json
from typing import Final

from kabar.domain.article import NORMAL, Card, Source
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
from kabar.domain.elsewhere import shown_from
from kabar.domain.life import Notice
from kabar.domain.links import outside
from kabar.domain.pictures import plain_path
from kabar.domain.site import ArticlePage, Frame
from kabar.domain.uses import last_modified
from kabar.render.addresses import absolute
from kabar.render.facts import Person, moment, people, present

CONTEXT: Final = "https://schema.org"

Fields = dict[str, object]


def article_json(frame: Frame, page: ArticlePage) -> bytes:
    """The article in the names that it was uploaded in.

    Authors are resolved to names, pictures and related articles to absolute addresses. What isn't published yet is
    left out: a picture wholly, a related article but for its words.
    """
    head = present(_head(frame, page))
    blocks = (_block(frame, page, block) for block in page.article.body)
    document = {**head, "articleBody": [block for block in blocks if block]}
    return json.dumps(document, ensure_ascii=False).encode() + b"\n"


def _head(frame: Frame, page: ArticlePage) -> Fields:
    article, publication = page.article, frame.publication
    modified = last_modified(article)
    return {
        "@context": CONTEXT,
        "@type": article.kind,
        "identifier": article.id,
        "url": absolute(publication, page.card.path),
        "headline": article.headline,
        "alternativeHeadline": article.alternative_headline,
        "description": article.description,
        "articleSection": article.section,
        "author": [_author(person, named=article.unlisted) for person in people(publication, article.authors)],
        "datePublished": moment(article.published, publication.zone),
        "dateModified": moment(modified, publication.zone) if modified else None,
        "dateline": {"place": article.dateline} if article.dateline else None,
        "keywords": [tag.name for tag in article.tags],
        "image": _picture(frame, page, article.image) if article.image else None,
        "inLanguage": article.language or publication.language,
        "workTranslation": [_translation(frame, card) for card in page.translations],
        "sourceOrganization": _source(article.source) if article.source else None,
        **_life(frame, page),
    }


def _life(frame: Frame, page: ArticlePage) -> Fields:
    article = page.article
    sponsor, earlier = article.sponsor, page.related.get(article.follow_up_to or "")
    return {
        "sponsor": present({"name": sponsor.name, "url": sponsor.url and outside(sponsor.url)}) if sponsor else None,
        "verification": "pending" if article.unverified else None,
        "correction": [_notice(frame, page, notice) for notice in article.notices],
        "priority": article.priority if article.priority != NORMAL else None,
        "pinned": moment(article.pinned, frame.publication.zone) if article.pinned else None,
        "breaking": moment(article.breaking, frame.publication.zone) if article.breaking else None,
        "unlisted": article.unlisted or None,
        "followUpTo": earlier.id if earlier else None,
        "followUp": [_reference(frame, card) for card in page.follow_ups],
        "replyTo": [_reference(frame, card) for card in page.replies_to],
    }


def _notice(frame: Frame, page: ArticlePage, notice: Notice) -> Fields:
    reply = page.related.get(notice.article or "")
    when = moment(notice.published, frame.publication.zone)
    fields = {"type": notice.kind.value, "text": notice.text, "datePublished": when}
    return {**fields, "article": reply.id, "url": absolute(frame.publication, reply.path)} if reply else dict(fields)


def _reference(frame: Frame, card: Card) -> Fields:
    return {"identifier": card.id, "headline": card.headline, "url": absolute(frame.publication, card.path)}


def _author(person: Person, *, named: bool) -> Fields:
    """With the address of the author's page; or `named` only, where that page may not be."""
    return present({"name": person.name, "url": None if named else person.url})


def _source(source: Source) -> Fields:
    return present({"name": source.name, "url": outside(source.url) if source.url else None})


def _translation(frame: Frame, card: Card) -> Fields:
    language = card.language or frame.publication.language
    return {"identifier": card.id, "url": absolute(frame.publication, card.path), "inLanguage": language}


def _picture(frame: Frame, page: ArticlePage, use: PictureUse) -> Fields | None:
    stored, address = page.pictures.get(use.key), shown_from(use.key, frame.publication.picture_hosts)
    size = (stored.width, stored.height) if stored else use.size
    if stored:
        address = absolute(frame.publication, plain_path(stored))
    if not address:
        return None
    return present(
        {
            "contentUrl": address,
            "width": size and size[0],
            "height": size and size[1],
            "caption": use.caption,
            "alt": use.alt,
            "decorative": use.decorative or None,
            "creditText": use.credit or (stored.credit if stored else None),
            "focalPoint": list(use.focal_point) if use.focal_point else None,
        }
    )


def _block(frame: Frame, page: ArticlePage, block: Block) -> Fields | None:
    match block:
        case Image(use):
            picture = _picture(frame, page, use)
            return {"type": "image", **picture} if picture else None
        case Gallery(images, headline, caption):
            pictures = [picture for use in images if (picture := _picture(frame, page, use))]
            gallery = {"type": "gallery", "headline": headline, "caption": caption, "images": pictures}
            return present(gallery) if pictures else None
        case Related():
            return _related(frame, page, block)
        case Correction(text, published):
            return {"type": "correction", "text": text, "datePublished": moment(published, frame.publication.zone)}
        case Factbox(headline, body):
            return {"type": "factbox", "headline": headline, "articleBody": [_text(part) for part in body]}
        case _:
            return _text(block)


def _related(frame: Frame, page: ArticlePage, block: Related) -> Fields:
    card = page.related.get(block.article)
    if not card:
        return {"type": "related", "headline": block.headline}
    url = absolute(frame.publication, card.path)
    return {"type": "related", "article": card.id, "headline": card.headline, "url": url}


def _text(block: Paragraph | Heading | Quote | ItemList | Table | Embed | Separator) -> Fields:
    fields: Fields
    match block:
        case Paragraph(text):
            fields = {"type": "paragraph", "text": text}
        case Heading(text, level):
            fields = {"type": "heading", "text": text, "level": level}
        case Quote(text, attribution, url):
            fields = {"type": "quote", "text": text, "attribution": attribution, "url": url}
        case ItemList(items, ordered):
            fields = {"type": "list", "ordered": ordered, "items": list(items)}
        case Table(rows, header, caption):
            cells = [list(row) for row in rows]
            fields = {"type": "table", "caption": caption, "header": list(header) or None, "rows": cells}
        case Embed(url, headline, caption, provider):
            fields = {"type": "embed", "url": url, "headline": headline, "caption": caption, "provider": provider}
        case Separator():
            fields = {"type": "separator"}
    return {name: value for name, value in fields.items() if value is not None}
