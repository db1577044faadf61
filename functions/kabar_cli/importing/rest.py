"""Posts as WordPress' REST API gives them."""

from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote, urlsplit

from kabar_cli.importing.reading import moment, objects, text, utc
from kabar_cli.importing.story import Found, MainPicture, Person, Skipped, Story, Term


def is_rest(document: Any) -> bool:
    """Whether the document is a post, a page or an author of the API, or a list of them."""
    first = document[0] if isinstance(document, list) and document else document
    return isinstance(first, dict) and (_is_post(first) or "avatar_urls" in first)


def read_rest(document: Any) -> Iterator[Found]:
    """What the document holds."""
    for item in objects(document if isinstance(document, list) else [document]):
        if not _is_post(item):
            yield Person(text(item.get("name")), text(item.get("slug")), text(item.get("description")))
            continue
        source, title = f"{text(item.get('type')) or 'post'} {item.get('id', '')}".strip(), _rendered(item, "title")
        status = text(item.get("status")) or "publish"
        if status not in ("publish", "future"):
            yield Skipped(source, title, f"its status is {status}: only what was public is imported")
        elif isinstance(item.get("content"), dict) and item["content"].get("protected"):
            yield Skipped(source, title, "it has a password: only what was public is imported")
        else:
            yield _story(source, title, item)


def _is_post(item: dict[str, Any]) -> bool:
    return isinstance(item.get("title"), dict) and "rendered" in item["title"]


def _story(source: str, title: str, item: dict[str, Any]) -> Story:
    embedded = item.get("_embedded") if isinstance(item.get("_embedded"), dict) else {}
    groups = (embedded or {}).get("wp:term")
    terms = [term for group in (groups if isinstance(groups, list) else ()) for term in objects(group)]
    link = text(item.get("link"))
    host = (urlsplit(link).hostname or "").lower()
    kind = text(item.get("type")) or "post"
    return Story(
        source=source,
        title=title,
        html=_rendered(item, "content"),
        url=link,
        slug=unquote(text(item.get("slug"))),
        published=utc(item.get("date_gmt")) or moment(item.get("date")),
        modified=utc(item.get("modified_gmt")) or moment(item.get("modified")),
        authors=_authors(embedded or {}, terms),
        categories=tuple(
            Term(unescape(text(term.get("name"))), text(term.get("slug")))
            for term in terms
            if term.get("taxonomy") == "category" and term.get("slug") != "uncategorized"
        ),
        tags=tuple(unescape(text(term.get("name"))) for term in terms if term.get("taxonomy") == "post_tag"),
        description=_rendered(item, "excerpt"),
        image=_image(item, embedded or {}),
        hosts=frozenset({host} - {""}),
        page=kind == "page",
        remarks=() if kind in ("post", "page") else (("other-post-type", {"what": kind}),),
    )


def _rendered(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return text(value.get("rendered")) if isinstance(value, dict) else ""


def _authors(embedded: dict[str, Any], terms: list[dict[str, Any]]) -> tuple[Person, ...]:
    """Several as terms, if the plug-in Co-Authors Plus is there, else the one."""
    several = [term for term in terms if term.get("taxonomy") == "author"]
    people = several or [author for author in objects(embedded.get("author")) if author.get("name")]
    return tuple(
        Person(
            unescape(text(each.get("name"))), text(each.get("slug")).removeprefix("cap-"), text(each.get("description"))
        )
        for each in people
    )


def _image(item: dict[str, Any], embedded: dict[str, Any]) -> MainPicture | None:
    media = next(iter(objects(embedded.get("wp:featuredmedia"))), {})
    url = text(media.get("source_url")) or text(item.get("jetpack_featured_media_url"))
    return MainPicture(url, text(media.get("alt_text")), _rendered(media, "caption")) if url else None
