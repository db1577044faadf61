"""Which lists an article is in, and the names of lists."""

from typing import Final

from kabar.domain.article import Article, Card

HOME: Final = "home"


def section_list(slug: str) -> str:
    """The list of a section."""
    return f"section/{slug}"


def tag_list(slug: str) -> str:
    """The list of a tag."""
    return f"tag/{slug}"


def author_list(id_: str) -> str:
    """The list of an author."""
    return f"author/{id_}"


def lists_of(article: Article | Card) -> tuple[str, ...]:
    """Every list that shows the article, each once."""
    names = [HOME, section_list(article.section)]
    names += [tag_list(tag.slug) for tag in article.tags]
    names += [author_list(author.id) for author in article.authors if author.id]
    return tuple(dict.fromkeys(names))


def scope_of(list_: str) -> str | None:
    """The calendar that the list has: a section's slug, empty for home, None for lists without a calendar."""
    if list_ == HOME:
        return ""
    kind, _, name = list_.partition("/")
    return name if kind == "section" else None
