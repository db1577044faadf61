"""What an article shows and refers to: its pictures, other articles, and what lists show of itself."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from kabar.domain.article import Article, Card, StoredPicture
from kabar.domain.blocks import PictureUse, Related, pictures_of
from kabar.domain.pictures import crop_use


def uses_of(article: Article) -> tuple[PictureUse, ...]:
    """Every picture that the article shows, the main one first."""
    main = (article.image,) if article.image else ()
    return main + pictures_of(article.body)


def picture_keys(article: Article) -> tuple[str, ...]:
    """The inbox keys of the article's pictures, each once."""
    return tuple(dict.fromkeys(use.key for use in uses_of(article) if not use.elsewhere))


def related_ids(article: Article) -> tuple[str, ...]:
    """The ids of the articles whose headline and address this one shows, each once."""
    related = [block.article for block in article.body if isinstance(block, Related)]
    replies = [notice.article for notice in article.notices if notice.article]
    earlier = [article.follow_up_to] if article.follow_up_to else []
    return tuple(dict.fromkeys([*related, *replies, *earlier, *article.translations]))


def crops_of(article: Article) -> tuple[tuple[str, str], ...]:
    """Use (domain.pictures) and key of each picture that the article wants cropped around a point, each once."""
    uses = ((use.focal_point, use.key) for use in uses_of(article) if not use.elsewhere)
    return tuple(dict.fromkeys((crop_use(point), key) for point, key in uses if point))


def last_modified(article: Article) -> datetime | None:
    """When the article was last changed for readers after its publication, be it by a notice; None if it never was."""
    notices = [notice.published for notice in article.notices if notice.published >= article.published]
    return max([*notices, *([article.modified] if article.modified else [])], default=None)


def card_of(article: Article, path: str, pictures: Mapping[str, StoredPicture]) -> Card:
    """What lists show of the article."""
    use = next((use for use in uses_of(article) if use.key in pictures), None)
    return Card(
        id=article.id,
        path=path,
        headline=article.headline,
        description=article.description,
        section=article.section,
        authors=article.authors,
        published=article.published.astimezone(UTC),
        modified=_in_utc(last_modified(article)),
        tags=article.tags,
        language=article.language,
        picture=replace(pictures[use.key], placeholder="") if use else None,
        picture_alt=use.alt if use else None,
        picture_credit=(use.credit or pictures[use.key].credit) if use else None,
        picture_focal_point=use.focal_point if use else None,
        unverified=article.unverified,
        sponsor=article.sponsor.name if article.sponsor else None,
        priority=article.priority,
    )


def _in_utc(moment: datetime | None) -> datetime | None:
    return moment.astimezone(UTC) if moment else None
