"""Small documents for the inbox, each field of which a test can replace."""

from typing import Any

from kabar.domain.site_parsing import parse_publication
from support.world import World

SITE: dict[str, Any] = {
    "name": "Kabar Uji",
    "url": "https://uji.example",
    "inLanguage": "id",
    "timeZone": "Asia/Pontianak",
    "sections": [{"slug": "daerah", "name": "Daerah"}, {"slug": "ekonomi", "name": "Ekonomi"}],
    "authors": [{"id": "rn", "name": "Rina N."}, {"id": "tk", "name": "Tika"}],
    "lints": {"description-missing": False},
}
ARTICLE: dict[str, Any] = {
    "headline": "Air Sungai Naik",
    "articleSection": "daerah",
    "author": ["rn"],
    "datePublished": "2024-12-02T10:15:00+07:00",
    "articleBody": [{"type": "paragraph", "text": "Air naik dua meter dalam semalam."}],
}
KEY = "articles/a.json"
PATH = "/2024/12/02/air-sungai-naik/"
PUBLICATION = parse_publication(
    b'{"name":"Kabar Uji","url":"https://uji.example","inLanguage":"id","timeZone":"Asia/Pontianak",'
    b'"sections":[{"slug":"daerah","name":"Daerah"}],"authors":[{"id":"rn","name":"Rina N."}]}'
)


def site(**fields: Any) -> dict[str, Any]:
    """A publication, these fields replaced; None takes one out."""
    return _with(SITE, fields)


def article(**fields: Any) -> dict[str, Any]:
    """An article, these fields replaced; None takes one out."""
    return _with(ARTICLE, fields)


def paragraph(text: str) -> dict[str, str]:
    """A block of text."""
    return {"type": "paragraph", "text": text}


def related(id_: str, headline: str = "Kata pengganti") -> dict[str, str]:
    """A block that refers to another article."""
    return {"type": "related", "article": id_, "headline": headline}


def image(key: str) -> dict[str, str]:
    """A block with a picture."""
    return {"type": "image", "contentUrl": key, "alt": "Gambar"}


def world(**uploads: dict[str, Any]) -> World:
    """A world with a publication, and an article for each name."""
    made = World()
    made.put("site.json", SITE)
    for name, document in uploads.items():
        made.put(f"articles/{name}.json", document)
    return made


def changes(made: World, before: dict[str, Any]) -> dict[str, set[str]]:
    """The keys of the site that were added, changed and removed since `before`, a copy of its objects."""
    after = made.site.objects
    return {
        "added": after.keys() - before.keys(),
        "changed": {key for key in after.keys() & before.keys() if after[key] != before[key]},
        "removed": before.keys() - after.keys(),
    }


def codes(receipt: dict[str, Any], kind: str = "errors") -> list[tuple[str, str]]:
    """Place and code of each problem of a receipt."""
    return [(problem["pointer"], problem["code"]) for problem in receipt[kind]]


def _with(document: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**document, **fields}.items() if value is not None}
