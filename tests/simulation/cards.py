"""What lists and pages show of articles and of what belongs to them: the reference's own way to say it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC

from kabar.domain.article import Article, Card, StoredPicture
from kabar.domain.blocks import PictureUse, Related, pictures_of
from kabar.domain.publication import Publication


def uses(article: Article) -> tuple[PictureUse, ...]:
    """Every picture that the article shows, the main one first."""
    return ((article.image,) if article.image else ()) + pictures_of(article.body)


def named_pictures(publication: Publication) -> list[str]:
    """The keys of the pictures that site.json names."""
    keys = [publication.publisher.logo, *(author.image for author in publication.authors)]
    keys += [use.key for page in publication.pages for use in pictures_of(page.body)]
    return [key for key in keys if key]


def named_articles(article: Article) -> tuple[str, ...]:
    """The ids of the articles that this one names, each once."""
    related = [block.article for block in article.body if isinstance(block, Related)]
    replies = [notice.article for notice in article.notices]
    named = [*related, *replies, article.follow_up_to, *article.translations]
    return tuple(dict.fromkeys(id_ for id_ in named if id_))


def card_of(article: Article, path: str, pictures: Mapping[str, StoredPicture]) -> Card:
    """What lists show of an article."""
    use = next((use for use in uses(article) if use.key in pictures), None)
    changed = [article.modified, *(each.published for each in article.notices if each.published >= article.published)]
    modified = max((each.astimezone(UTC) for each in changed if each), default=None)
    return Card(
        id=article.id,
        path=path,
        headline=article.headline,
        description=article.description,
        section=article.section,
        authors=article.authors,
        published=article.published.astimezone(UTC),
        modified=modified,
        tags=article.tags,
        language=article.language,
        picture=replace(pictures[use.key], placeholder="") if use else None,
        picture_alt=use.alt if use else None,
        picture_credit=use.credit if use else None,
        picture_focal_point=use.focal_point if use else None,
        unverified=article.unverified,
        sponsor=article.sponsor.name if article.sponsor else None,
        priority=article.priority,
    )
