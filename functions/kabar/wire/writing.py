"""An article as IPTC ninjs 3.1. Pure."""

from typing import Any, Final
from urllib.parse import quote, urlsplit

from kabar.domain.article import Article, Byline
from kabar.domain.blocks import PictureUse
from kabar.domain.markup import plain
from kabar.domain.publication import Publication
from kabar.domain.uses import last_modified, uses_of
from kabar.wire.html import html_of, text_of

_STANDARD: Final = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}


def ninjs_of(article: Article, publication: Publication, url: str | None) -> dict[str, Any]:
    """The item; `url` is the article's address on the site, None if it has none.

    What identifies it is a tag URI (RFC 4151) of its id, which stays when the article moves.
    """
    modified = last_modified(article)
    section = publication.section(article.section)
    fields = {
        "standard": _STANDARD,
        "uri": _uri(article.id, article, publication),
        "type": "text",
        "representationType": "full",
        "profile": article.kind,
        "firstCreated": article.published.isoformat(),
        "versionCreated": (modified or article.published).isoformat(),
        "embargoedUntil": article.embargoed_until.isoformat() if article.embargoed_until else None,
        "expires": article.expires.isoformat() if article.expires else None,
        "pubStatus": "canceled" if article.withdrawal else "withheld" if article.unlisted else "usable",
        "language": article.language or publication.language,
        "headlines": _values(("main", article.headline), ("alternative", article.alternative_headline)),
        "descriptions": _values(("summary", article.description)),
        "bodies": _bodies(article),
        "by": ", ".join(filter(None, (_name(author, publication) for author in article.authors))),
        "located": article.dateline,
        "copyrightHolder": publication.publisher.name,
        "infoSources": [{"name": article.source.name}] if article.source else [],
        "genres": [{"name": section.name, "literal": section.slug}] if section else [],
        "subjects": [{"name": tag.name, "literal": tag.slug, "rel": "about"} for tag in article.tags],
        "altIds": [{"role": "id", "value": article.id}, *([{"role": "url", "value": url}] if url else [])],
        "associations": [_picture(number, use, article, publication) for number, use in enumerate(uses_of(article), 1)],
    }
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def _uri(name: str, article: Article, publication: Publication) -> str:
    host = urlsplit(publication.url).hostname or "localhost"
    return f"tag:{host},{article.published.year:04}:{quote(name)}"


def _values(*pairs: tuple[str, str | None]) -> list[dict[str, str]]:
    return [{"role": role, "contentType": "text/plain", "value": value} for role, value in pairs if value]


def _bodies(article: Article) -> list[dict[str, Any]]:
    words = text_of(article.body)
    return [
        {"role": "html", "contentType": "text/html", "value": html_of(article.body)},
        {
            "role": "text",
            "contentType": "text/plain",
            "charCount": len(words),
            "wordCount": len(words.split()),
            "value": words,
        },
    ]


def _name(author: Byline, publication: Publication) -> str | None:
    known = publication.author(author.id) if author.id else None
    return known.name if known else author.name or author.id


def _picture(number: int, use: PictureUse, article: Article, publication: Publication) -> dict[str, Any]:
    fields = {
        "name": f"picture-{number}",
        "uri": _uri(use.key, article, publication),
        "type": "picture",
        "altIds": [{"role": "key", "value": use.key}],
        "descriptions": _values(("caption", plain(use.caption or "")), ("alternative text", use.alt)),
        "by": use.credit,
    }
    return {name: value for name, value in fields.items() if value}
