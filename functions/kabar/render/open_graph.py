"""The Open Graph protocol (ogp.me), and the one tag that X's cards need besides: X reads the rest from Open Graph."""

from typing import Final

from babel.core import get_global

from kabar.domain.article import StoredPicture
from kabar.domain.judgement import last_modified
from kabar.domain.pictures import plain_path, plain_size, plain_type
from kabar.domain.publication import Publication
from kabar.domain.site import ArticlePage, Frame, ListPage
from kabar.render.addresses import absolute, list_path
from kabar.render.facts import list_description, list_name, moment, people, section_name, title

Property = tuple[str, str]

_TERRITORY: Final = 2
"""Letters of a country's code (ISO 3166-1 alpha-2), by which BCP 47 tells it from a script or a variant."""


def open_graph(frame: Frame, page: ArticlePage | ListPage) -> tuple[Property, ...]:
    """Property and content of each tag, in the order that the protocol asks for."""
    return _article(frame, page) if isinstance(page, ArticlePage) else _list(frame, page)


def _article(frame: Frame, page: ArticlePage) -> tuple[Property, ...]:
    publication, article, card = frame.publication, page.article, page.card
    modified = last_modified(article)
    head = _head(publication, "article", title(card), article.description, card.path)
    profiles = (person.url for person in people(publication, article.authors))
    return (
        *head,
        *_locales(publication, article.language, *(other.language for other in page.translations)),
        *_picture(publication, card.picture, card.picture_alt),
        ("article:published_time", moment(article.published, publication.zone)),
        *([("article:modified_time", moment(modified, publication.zone))] if modified else ()),
        ("article:section", section_name(publication, article.section)),
        *(("article:author", url) for url in profiles if url),
        *(("article:tag", tag.name) for tag in article.tags),
        ("twitter:card", "summary_large_image" if card.picture else "summary"),
    )


def _list(frame: Frame, page: ListPage) -> tuple[Property, ...]:
    publication = frame.publication
    kind = "profile" if page.kind == "author" else "website"
    said = (list_name(publication, page), list_description(publication, page), list_path(page))
    return _site_page(frame, kind, *said)


def website_properties(frame: Frame, name: str, description: str | None, path: str) -> tuple[Property, ...]:
    """Those of a page that is neither an article nor a list."""
    return _site_page(frame, "website", name, description, path)


def _site_page(frame: Frame, kind: str, name: str, description: str | None, path: str) -> tuple[Property, ...]:
    publication = frame.publication
    logo = frame.pictures.get(publication.publisher.logo or "")
    return (
        *_head(publication, kind, name, description, path),
        *_locales(publication, None),
        *_picture(publication, logo, publication.publisher.name),
        ("twitter:card", "summary"),
    )


def _head(publication: Publication, kind: str, name: str, description: str | None, path: str) -> tuple[Property, ...]:
    return (
        ("og:type", kind),
        ("og:title", name),
        *([("og:description", description)] if description else ()),
        ("og:url", absolute(publication, path)),
        ("og:site_name", publication.name),
    )


def _locales(publication: Publication, own: str | None, *others: str | None) -> tuple[Property, ...]:
    own, *alternates = (_locale(language or publication.language) for language in (own, *others))
    return ("og:locale", own), *(("og:locale:alternate", alternate) for alternate in alternates)


def _locale(language: str) -> str:
    """Open Graph wants a territory with the language: the one where CLDR finds it most spoken, if none is given."""
    code, *subtags = language.split("-")
    territory = next((tag.upper() for tag in subtags if len(tag) == _TERRITORY), None)
    likely = str(get_global("likely_subtags").get(code, code)).split("_")
    return f"{code}_{territory or likely[-1]}" if territory or len(likely) > 1 else code


def _picture(publication: Publication, picture: StoredPicture | None, alt: str | None) -> tuple[Property, ...]:
    if not picture:
        return ()
    width, height = plain_size(picture)
    return (
        ("og:image", absolute(publication, plain_path(picture))),
        ("og:image:type", plain_type(picture)),
        ("og:image:width", str(width)),
        ("og:image:height", str(height)),
        *([("og:image:alt", alt)] if alt else ()),
    )
