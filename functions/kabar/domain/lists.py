"""Which lists an article is in, and the names of lists."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from kabar.domain.article import Article, Card

HOME: Final = "home"
PINNED: Final = "pinned"
BREAKING: Final = "breaking"
_PROMOTIONS: Final = (PINNED, BREAKING)


def section_list(slug: str) -> str:
    """The list of a section."""
    return f"section/{slug}"


def tag_list(slug: str) -> str:
    """The list of a tag."""
    return f"tag/{slug}"


def author_list(id_: str) -> str:
    """The list of an author."""
    return f"author/{id_}"


def language_list(language: str) -> str:
    """The list of what is written in a language (BCP 47), wherever it is spoken."""
    return f"language/{language.partition('-')[0].lower()}"


def lists_of(article: Article | Card) -> tuple[str, ...]:
    """Every list that shows the article, each once; none where it is unlisted."""
    if isinstance(article, Article) and article.unlisted:
        return ()
    names = [HOME, section_list(article.section)]
    names += [tag_list(tag.slug) for tag in article.tags]
    names += [author_list(author.id) for author in article.authors if author.id]
    names += [language_list(article.language)] if article.language else []
    return tuple(dict.fromkeys(names))


def promotion_list(kind: str, section: str) -> str:
    """What is pinned to, or breaking on, the front of a section; of the whole where its slug is empty."""
    return f"{kind}/{section}" if section else kind


def promotions_of(article: Article, now: datetime) -> tuple[str, ...]:
    """The lists of pinned and of breaking articles that the article is in at this moment."""
    return () if article.unlisted else tuple(_promotions(article, now))


def _promotions(article: Article, now: datetime) -> Iterator[str]:
    for kind, until in ((PINNED, article.pinned), (BREAKING, article.breaking)):
        if until and until > now:
            yield kind
            yield promotion_list(kind, article.section)


def is_promotion(list_: str) -> bool:
    """Whether the list promotes articles on a front, and has no page of its own."""
    return list_.partition("/")[0] in _PROMOTIONS


def front_of(list_: str) -> str:
    """The list on whose page the entries of a list are shown: its own, or the front that it promotes them on."""
    kind, _, section = list_.partition("/")
    if kind not in _PROMOTIONS:
        return list_
    return section_list(section) if section else HOME


def scope_of(list_: str) -> str | None:
    """The calendar that the list has: a section's slug, empty for home, None for lists without a calendar."""
    if list_ == HOME:
        return ""
    kind, _, name = list_.partition("/")
    return name if kind == "section" else None
