"""The things of schema.org that pages speak of (schema.org/docs/full.html), each as a node of JSON-LD."""

import json
from typing import Final

from kabar.domain.article import Card, StoredPicture
from kabar.domain.blocks import PictureUse
from kabar.domain.markup import plain
from kabar.domain.pictures import RATIOS, crop_path, crop_size, plain_path, plain_size
from kabar.domain.publication import Author, Publication
from kabar.domain.site import Frame
from kabar.render.addresses import absolute, author_path
from kabar.render.facts import Person, link, present, title

CONTEXT: Final = "https://schema.org"

_ESCAPES: Final = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})

Node = dict[str, object]


def organization(frame: Frame) -> Node:
    """Who publishes: on every page the same node, known by its @id."""
    publication, publisher = frame.publication, frame.publication.publisher
    logo = frame.pictures.get(publisher.logo or "")
    fields = {
        "name": publisher.name,
        "url": absolute(publication, "/"),
        "logo": image(publication, logo) if logo else None,
        "publishingPrinciples": link(publication, publisher.publishing_principles),
        "email": publisher.email,
        "address": publisher.address,
        "sameAs": list(publisher.same_as),
    }
    return {"@type": "NewsMediaOrganization", "@id": absolute(publication, "/#organization"), **present(fields)}


def image(publication: Publication, picture: StoredPicture, use: PictureUse | None = None) -> Node:
    """A picture that has arrived; `use` brings its caption and, before the file's own, its credit."""
    words = {
        "caption": plain(use.caption or "") or use.alt if use else None,
        "creditText": (use and use.credit) or picture.credit,
        "copyrightNotice": picture.copyright,
    }
    address = _address(publication, plain_path(picture), plain_size(picture))
    return {"@type": "ImageObject", **address, **present(words)}


def image_elsewhere(address: str, use: PictureUse) -> Node:
    """A picture on another site, of which is known what the article says."""
    width, height = use.size or (None, None)
    words = {"width": width, "height": height, "caption": plain(use.caption or "") or use.alt, "creditText": use.credit}
    return {"@type": "ImageObject", "url": address, "contentUrl": address, **present(words)}


def crops(publication: Publication, picture: StoredPicture, use: PictureUse) -> list[Node]:
    """The picture in the shapes that Google asks for (Article: "image"), around its focal point."""
    return [
        {
            **image(publication, picture, use),
            **_address(publication, crop_path(picture, ratio, use.focal_point), crop_size(picture, ratio)),
        }
        for ratio in RATIOS
    ]


def _address(publication: Publication, path: str, size: tuple[int, int]) -> Node:
    url = absolute(publication, path)
    return {"url": url, "contentUrl": url, "width": size[0], "height": size[1]}


def person(who: Person) -> Node:
    """An author as an article names one."""
    return {"@type": "Person", **present({"name": who.name, "url": who.url, "jobTitle": who.job_title})}


def profile(frame: Frame, author: Author) -> Node:
    """An author as the author's own page shows one."""
    url = absolute(frame.publication, author_path(author.id))
    picture = frame.pictures.get(author.image or "")
    more = {
        "description": author.description,
        "image": image(frame.publication, picture) if picture else None,
        "sameAs": list(author.same_as),
    }
    return {**person(Person(author.name, url, author.job_title)), "@id": f"{url}#person", **present(more)}


def breadcrumbs(publication: Publication, *steps: tuple[str, str]) -> Node:
    """The way from the front page: names and paths."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": absolute(publication, path)}
            for position, (name, path) in enumerate(((publication.name, "/"), *steps), start=1)
        ],
    }


def item_list(publication: Publication, cards: tuple[Card, ...]) -> Node:
    """The articles of a list, in their order."""
    return {
        "@type": "ItemList",
        "numberOfItems": len(cards),
        "itemListElement": [
            {"@type": "ListItem", "position": position, "url": absolute(publication, card.path), "name": title(card)}
            for position, card in enumerate(cards, start=1)
        ],
    }


def script(document: Node) -> str:
    """The document as JSON in which nothing can end the script element, start a comment or break a line of script."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
