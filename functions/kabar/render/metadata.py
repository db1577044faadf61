"""What a page says of itself to machines: JSON-LD in the words of schema.org, and Open Graph.

Google: developers.google.com/search/docs/appearance/structured-data/article (also /breadcrumb, /organization,
/profile-page).
"""

from kabar.domain.article import Card
from kabar.domain.blocks import Correction, PictureUse, pictures_of
from kabar.domain.elsewhere import shown_from
from kabar.domain.life import Notice, Sponsor
from kabar.domain.links import outside
from kabar.domain.markup import plain
from kabar.domain.site import ArticlePage, Frame
from kabar.domain.uses import last_modified
from kabar.render.addresses import absolute, section_path
from kabar.render.facts import link, moment, people, present, section_name, title
from kabar.render.json_ld import CONTEXT, Node, breadcrumbs, crops, image_elsewhere, organization, person, script
from kabar.render.list_metadata import list_json_ld
from kabar.render.open_graph import open_graph

__all__ = ["article_json_ld", "list_json_ld", "open_graph"]


def article_json_ld(frame: Frame, page: ArticlePage) -> str:
    """The article as JSON, safe to stand within a script element."""
    article, publication = page.article, frame.publication
    url = absolute(publication, page.card.path)
    section = section_name(publication, article.section), section_path(article.section)
    crumbs = breadcrumbs(publication, section, (title(page.card), page.card.path))
    return script(
        {
            "@context": CONTEXT,
            "@type": "AdvertiserContentArticle" if article.sponsor else article.kind,
            "@id": f"{url}#article",
            "url": url,
            "mainEntityOfPage": {"@type": "WebPage", "@id": url, "breadcrumb": crumbs},
            **present(_words(page)),
            **present(_circumstances(frame, page)),
            "publisher": organization(frame),
            "isAccessibleForFree": True,
        }
    )


def _words(page: ArticlePage) -> Node:
    article = page.article
    return {
        "headline": article.headline,
        "alternativeHeadline": article.alternative_headline,
        "description": article.description,
        "keywords": [tag.name for tag in article.tags],
        # schema.org gives it to news alone.
        "dateline": None if article.kind == "Article" or article.sponsor else article.dateline,
    }


def _circumstances(frame: Frame, page: ArticlePage) -> Node:
    article, publication = page.article, frame.publication
    return {
        "image": _images(frame, page),
        "datePublished": moment(article.published, publication.zone),
        "dateModified": moment(last_modified(article) or article.published, publication.zone),
        "author": [person(who) for who in people(publication, article.authors)],
        "articleSection": section_name(publication, article.section),
        "inLanguage": article.language or publication.language,
        "sourceOrganization": _source(frame, page),
        "correction": _corrections(frame, page),
        "sponsor": _sponsor(article.sponsor) if article.sponsor else None,
        "creativeWorkStatus": "Unverified" if article.unverified else None,
        "workTranslation": [_translation(frame, card) for card in page.translations],
    }


def _images(frame: Frame, page: ArticlePage) -> list[Node]:
    """The main picture in three shapes; the first of the text where there is none or it hasn't arrived."""
    uses: tuple[PictureUse | None, ...] = (page.article.image, *pictures_of(page.article.body))
    shown = (_image(frame, page, use) for use in uses if use)
    return next(filter(None, shown), [])


def _image(frame: Frame, page: ArticlePage, use: PictureUse) -> list[Node]:
    if stored := page.pictures.get(use.key):
        return crops(frame.publication, stored, use)
    address = shown_from(use.key, frame.publication.picture_hosts)
    return [image_elsewhere(address, use)] if address else []


def _source(frame: Frame, page: ArticlePage) -> Node | None:
    source = page.article.source
    if not source:
        return None
    return {"@type": "Organization", **present({"name": source.name, "url": link(frame.publication, source.url)})}


def _corrections(frame: Frame, page: ArticlePage) -> list[Node]:
    zone, article = frame.publication.zone, page.article
    within: list[Correction | Notice] = [block for block in article.body if isinstance(block, Correction)]
    return [
        {"@type": "CorrectionComment", "text": plain(each.text), "datePublished": moment(each.published, zone)}
        for each in (*within, *article.notices)
    ]


def _sponsor(sponsor: Sponsor) -> Node:
    url = outside(sponsor.url) if sponsor.url else None
    return {"@type": "Organization", **present({"name": sponsor.name, "url": url})}


def _translation(frame: Frame, card: Card) -> Node:
    publication = frame.publication
    url = absolute(publication, card.path)
    words = present({"headline": card.headline, "inLanguage": card.language or publication.language})
    return {"@type": "NewsArticle", "@id": f"{url}#article", "url": url, **words}
