"""From the bytes of an upload that was accepted before to an Article: nothing is checked again."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final
from zoneinfo import ZoneInfo

from kabar.domain.article import NORMAL, Article, Byline, Source, Tag
from kabar.domain.block_parsing import optional, read_blocks, read_picture
from kabar.domain.blocks import Block, Paragraph
from kabar.domain.datelines import without_dateline
from kabar.domain.former import former_path
from kabar.domain.identity import tag_slug
from kabar.domain.life import Notice, NoticeKind, Reason, Sponsor, Withdrawal
from kabar.domain.markup import plain
from kabar.domain.moments import parse_moment
from kabar.domain.places import places_of
from kabar.domain.strict_json import load
from kabar.domain.text import is_blank, legal, one_line, shorten

_Json = Mapping[str, Any]
_DESCRIPTION: Final = 200
"""Length of a summary taken from the text, in characters: about what search results show, and a little."""


def reread_article(id_: str, raw: bytes, zone: ZoneInfo) -> Article:
    """The article in an upload that parse_article has accepted before."""
    return read_article(id_, load(raw), zone)


def read_moment(text: str, zone: ZoneInfo) -> datetime:
    """The moment that facts have already found possible."""
    moment = parse_moment(text, zone)
    if moment is None:
        raise ValueError(text)
    return moment


def read_article(id_: str, document: _Json, zone: ZoneInfo) -> Article:
    """The article in a document that checked_article has accepted."""
    body = read_blocks(document["articleBody"], partial(read_moment, zone=zone))
    headline = one_line(document["headline"])
    dateline = optional(document.get("dateline", {}), "place", one_line)
    return Article(
        id=id_,
        kind=document.get("@type", "NewsArticle"),
        headline=_file_name(id_) if is_blank(headline) else headline,
        untitled=is_blank(headline),
        places=tuple(places_of(document)),
        alternative_headline=optional(document, "alternativeHeadline", one_line),
        description=optional(document, "description", one_line) or _summary(body, dateline),
        section=document["articleSection"],
        authors=tuple(map(_byline, document["author"])),
        published=read_moment(document["datePublished"], zone),
        modified=_moment(document, "dateModified", zone),
        slug=document.get("slug"),
        dateline=dateline,
        tags=_tags(document.get("keywords", ())),
        image=read_picture(document["image"]) if "image" in document else None,
        language=document.get("inLanguage"),
        translations=tuple(document.get("workTranslation", ())),
        source=_source(document.get("sourceOrganization")),
        body=body,
        embargoed_until=_moment(document, "embargoedUntil", zone),
        expires=_moment(document, "expires", zone),
        notices=tuple(_notice(notice, zone) for notice in document.get("correction", ())),
        withdrawal=_withdrawal(document.get("withdrawn"), zone),
        unverified=document.get("verification") == "pending",
        follow_up_to=document.get("followUpTo"),
        sponsor=_sponsor(document.get("sponsor")),
        former=tuple(filter(None, map(former_path, document.get("formerAddresses", ())))),
        priority=int(document.get("priority", NORMAL)),
        pinned=_moment(document, "pinned", zone),
        breaking=_moment(document, "breaking", zone),
        unlisted=document.get("unlisted", False),
    )


def _moment(document: _Json, field: str, zone: ZoneInfo) -> datetime | None:
    return read_moment(document[field], zone) if field in document else None


def _notice(notice: _Json, zone: ZoneInfo) -> Notice:
    moment = read_moment(notice["datePublished"], zone).astimezone(UTC)
    return Notice(NoticeKind(notice["type"]), legal(notice["text"]), moment, notice.get("article"))


def _withdrawal(withdrawn: _Json | None, zone: ZoneInfo) -> Withdrawal | None:
    if withdrawn is None:
        return None
    date = read_moment(withdrawn["date"], zone).astimezone(UTC)
    return Withdrawal(date, Reason(withdrawn["reason"]), one_line(withdrawn["statement"]))


def _sponsor(sponsor: _Json | None) -> Sponsor | None:
    return Sponsor(one_line(sponsor["name"]), sponsor.get("url")) if sponsor else None


def _file_name(id_: str) -> str:
    return id_.rpartition("/")[2]


def _byline(author: str | _Json) -> Byline:
    if isinstance(author, str):
        return Byline(author)
    return Byline(None, one_line(author["name"]), author.get("url"))


def _source(source: _Json | None) -> Source | None:
    return Source(one_line(source["name"]), source.get("url")) if source else None


def _tags(keywords: list[str]) -> tuple[Tag, ...]:
    names = (name for name in map(one_line, keywords) if not is_blank(name))
    first_spelling: dict[str, Tag] = {}
    for name in names:
        slug = tag_slug(name)
        first_spelling.setdefault(slug, Tag(slug, name))
    return tuple(first_spelling.values())


def _summary(body: tuple[Block, ...], dateline: str | None) -> str:
    texts = (one_line(plain(block.text)) for block in body if isinstance(block, Paragraph))
    return shorten(without_dateline(next(filter(None, texts), ""), dateline), _DESCRIPTION)
