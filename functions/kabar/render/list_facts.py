"""What lists are called, and what site.json says of them."""

from kabar.domain.article import Byline
from kabar.domain.publication import Publication
from kabar.domain.site import ListPage
from kabar.render.facts import people, section_name
from kabar.render.languages import in_language


def list_name(publication: Publication, page: ListPage) -> str:
    """What the list is called: the section, the author, the tag as its newest article spells it, or the publication."""
    match page.kind:
        case "section":
            return section_name(publication, page.name)
        case "author":
            return people(publication, [Byline(page.name)])[0].name
        case "tag":
            tags = (tag for card in page.cards for tag in card.tags)
            return next((tag.name for tag in tags if tag.slug == page.name), page.name)
        case "language":
            return in_language(publication, page.name)
        case _:
            return publication.name


def list_description(publication: Publication, page: ListPage) -> str | None:
    """What site.json says of the list, if it does."""
    match page.kind:
        case "home":
            return publication.description
        case "section":
            section = publication.section(page.name)
            return section.description if section else None
        case "author":
            author = publication.author(page.name)
            return author.description if author else None
        case _:
            return None
