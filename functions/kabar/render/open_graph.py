"""The Open Graph protocol (ogp.me), and the one tag that X's cards need besides: X reads the rest from Open Graph."""

from typing import Final

from babel.core import get_global

from kabar.domain.article import Card
from kabar.domain.pictures import ICONS, crop_path, crop_size, icon_path, plain_path, plain_size
from kabar.domain.publication import Publication
from kabar.domain.site import ArticlePage, Frame, ListPage
from kabar.domain.uses import last_modified
from kabar.render.addresses import absolute, list_path
from kabar.render.facts import moment, people, section_name, title
from kabar.render.languages import list_language
from kabar.render.list_facts import list_description, list_name
from kabar.render.social_card import HEIGHT, PNG, WIDTH, card_address

Property = tuple[str, str]

_WIDE: Final = "16x9"
_TERRITORY: Final = 2
"""Letters of a country's code (ISO 3166-1 alpha-2), by which BCP 47 tells it from a script or a variant."""


def open_graph(frame: Frame, page: ArticlePage | ListPage) -> tuple[Property, ...]:
    """Property and content of each tag, in the order that the protocol asks for."""
    return _article(frame, page) if isinstance(page, ArticlePage) else _list(frame, page)


def _article(frame: Frame, page: ArticlePage) -> tuple[Property, ...]:
    publication, article, card = frame.publication, page.article, page.card
    modified = last_modified(article)
    head = _head(publication, "article", title(card), article.description, card.path)
    if article.unlisted:
        # Nobody is to find more by it than the page itself: no author's page, and no card, which isn't made.
        return (*head, *_locales(publication, article.language), *(_lead(frame, card) if card.picture else ()))
    profiles = (person.url for person in people(publication, article.authors))
    return (
        *head,
        *_locales(publication, article.language, *(other.language for other in page.translations)),
        *_lead(frame, card),
        ("article:published_time", moment(article.published, publication.zone)),
        *([("article:modified_time", moment(modified, publication.zone))] if modified else ()),
        ("article:section", section_name(publication, article.section)),
        *(("article:author", url) for url in profiles if url),
        *(("article:tag", tag.name) for tag in article.tags),
        ("twitter:card", "summary_large_image"),
    )


def _list(frame: Frame, page: ListPage) -> tuple[Property, ...]:
    publication = frame.publication
    kind = "profile" if page.kind == "author" else "website"
    said = (list_name(publication, page), list_description(publication, page), list_path(page))
    picture = _portrait(frame, page) or _logo(frame)
    return _site_page(publication, kind, *said, picture=picture, language=list_language(publication, page))


def website_properties(frame: Frame, name: str, description: str | None, path: str) -> tuple[Property, ...]:
    """Those of a page that is neither an article nor a list."""
    return _site_page(frame.publication, "website", name, description, path, picture=_logo(frame))


def _site_page(
    publication: Publication,
    kind: str,
    *said: str | None,
    picture: tuple[Property, ...],
    language: str | None = None,
) -> tuple[Property, ...]:
    name, description, path = said
    return (
        *_head(publication, kind, str(name), description, str(path)),
        *_locales(publication, language),
        *picture,
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


def _lead(frame: Frame, card: Card) -> tuple[Property, ...]:
    """The picture, wide as cards of social networks are; where there is none, the card that says the headline."""
    if not card.picture:
        return _image(frame.publication, card_address(frame, card), PNG, (WIDTH, HEIGHT), title(card))
    path = crop_path(card.picture, _WIDE, card.picture_focal_point)
    return _image(frame.publication, path, "image/jpeg", crop_size(card.picture, _WIDE), card.picture_alt)


def _logo(frame: Frame) -> tuple[Property, ...]:
    publication = frame.publication
    logo = frame.pictures.get(publication.publisher.logo or "")
    largest = ICONS[-1]
    return (
        _image(publication, icon_path(logo, largest), "image/png", (largest, largest), publication.publisher.name)
        if logo
        else ()
    )


def _portrait(frame: Frame, page: ListPage) -> tuple[Property, ...]:
    author = frame.publication.author(page.name) if page.kind == "author" else None
    picture = frame.pictures.get(author.image or "") if author else None
    if not author or not picture:
        return ()
    return _image(frame.publication, plain_path(picture), "image/jpeg", plain_size(picture), author.name)


def _image(
    publication: Publication, path: str, type_: str, size: tuple[int, int], alt: str | None
) -> tuple[Property, ...]:
    return (
        ("og:image", absolute(publication, path)),
        ("og:image:type", type_),
        ("og:image:width", str(size[0])),
        ("og:image:height", str(size[1])),
        *([("og:image:alt", alt)] if alt else ()),
    )
