"""A publication's articles in each language: what their lists are called, and the way to them."""

from collections.abc import Iterable

from kabar.domain.article import Card
from kabar.domain.lists import language_list
from kabar.domain.publication import Publication
from kabar.domain.site import ListPage
from kabar.render.addresses import HOME, absolute, language_path
from kabar.render.contexts import Feed, LanguageLink
from kabar.render.dates import language_name
from kabar.render.shell import feeds, words_for


def code_of(language: str) -> str:
    """The language itself of a BCP 47 tag: `en` of `en-GB`."""
    return language_list(language).partition("/")[2]


def is_own(publication: Publication, language: str) -> bool:
    """Whether it is the publication's: whose list is the front page, with feeds of its own besides."""
    return code_of(language) == code_of(publication.language)


def list_language(publication: Publication, page: ListPage) -> str:
    """The language of a list's page: its articles' where the interface speaks it."""
    return words_for(page.name, publication).language if page.kind == "language" else publication.language


def in_language(publication: Publication, code: str) -> str:
    """What the list of a language is called, in that language where the interface speaks it."""
    words = words_for(code, publication)
    return words.say("Articles in {language}", language=language_name(code, words.language))


def language_feeds(publication: Publication, code: str) -> tuple[Feed, ...]:
    """The feeds of what is written in a language."""
    return feeds(f"{publication.name}: {in_language(publication, code)}", language_path(code))


def language_link(publication: Publication, language: str | None) -> LanguageLink | None:
    """The way from an article to the others in its language, where that isn't the publication's."""
    if not language or is_own(publication, language):
        return None
    code = code_of(language)
    said_in = words_for(code, publication).language
    return LanguageLink(in_language(publication, code), language_path(code), code, said_in)


def languages_of(publication: Publication, cards: Iterable[Card]) -> tuple[LanguageLink, ...]:
    """The ways to the other languages of these articles."""
    codes = dict.fromkeys(code_of(card.language) for card in cards if card.language)
    return tuple(filter(None, (language_link(publication, code) for code in sorted(codes))))


def alternates(publication: Publication, page: ListPage) -> tuple[tuple[str, str], ...]:
    """Language and absolute address of each front: the whole publication's, and those of other languages."""
    if page.kind not in ("home", "language"):
        return ()
    codes = [page.name] if page.kind == "language" else [code_of(card.language) for card in page.cards if card.language]
    others = sorted({code for code in codes if not is_own(publication, code)})
    fronts = [(publication.language, HOME), *((code, language_path(code)) for code in others)]
    return tuple((code, absolute(publication, path)) for code, path in fronts) if others else ()
