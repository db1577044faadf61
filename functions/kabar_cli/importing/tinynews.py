"""Articles of Tiny News sites, as Ghost's migration tools take them."""

from collections.abc import Iterator
from html import escape
from typing import Any, Final
from urllib.parse import urlsplit

from kabar_cli.importing.reading import moment, objects, text
from kabar_cli.importing.story import Found, MainPicture, Person, Skipped, Story, Term

_HEADINGS: Final = {"TITLE": "h2", "SUBTITLE": "h2", "HEADING_1": "h2", "HEADING_2": "h2"}


def is_tinynews(document: Any) -> bool:
    """Whether the document is a list of such articles, or names their authors."""
    if isinstance(document, dict):
        data = document.get("data")
        return isinstance(data, dict) and isinstance(data.get("authors"), list)
    return bool(objects(document)) and "translations" in objects(document)[0]


def read_tinynews(document: Any) -> Iterator[Found]:
    """What the document holds; each translation is an article."""
    if isinstance(document, dict):
        for author in objects(document["data"]["authors"]):
            about = next((text(each.get("bio")) for each in objects(author.get("translations"))), "")
            yield Person(_name(author), "", text(author.get("bio")) or about)
        return
    for article in objects(document):
        translations = objects(article.get("translations"))
        if not translations:
            yield Skipped(
                f"article {article.get('id', '')}", text(article.get("slug")), "it has no text in any language"
            )
        for number, translation in enumerate(translations):
            source = f"article {article.get('id', '')} {text(translation.get('locale_code'))}".strip()
            if translation.get("published") is False:
                yield Skipped(source, text(translation.get("headline")), "it isn't published")
            else:
                yield _story(source, article, translation, first=number == 0)


def _story(source: str, article: dict[str, Any], translation: dict[str, Any], *, first: bool) -> Story:
    url, category = text(article.get("live_url")), _object(article.get("category"))
    slug = text(article.get("slug"))
    byline = text(translation.get("custom_byline"))
    people = [Person(name) for each in objects(article.get("author")) if (name := _name(_object(each.get("author"))))]
    name = text(category.get("title")) or text(category.get("slug")).replace("-", " ").title()
    return Story(
        source=source,
        title=text(translation.get("headline")),
        html="".join(map(_block, objects(translation.get("content")))),
        url=url if first else "",
        slug=slug if first else f"{slug}-{text(translation.get('locale_code')).lower()}",
        published=moment(translation.get("first_published_at")) or moment(translation.get("last_published_at")),
        modified=moment(translation.get("last_published_at")),
        authors=tuple(people) or ((Person(byline),) if byline else ()),
        categories=(Term(name, text(category.get("slug"))),) if name else (),
        tags=tuple(filter(None, map(_tag, objects(article.get("tags"))))),
        description=text(translation.get("search_description")),
        language=text(translation.get("locale_code")),
        image=_image(article, translation),
        hosts=frozenset({(urlsplit(url).hostname or "").lower()} - {""}),
    )


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _name(author: dict[str, Any]) -> str:
    return f"{text(author.get('first_names'))} {text(author.get('last_name'))}".strip()


def _tag(row: dict[str, Any]) -> str:
    tag = _object(row.get("tag"))
    return next((text(each.get("title")) for each in objects(tag.get("tag_translations"))), "") or text(tag.get("slug"))


def _image(article: dict[str, Any], translation: dict[str, Any]) -> MainPicture | None:
    main = next(iter(objects(_object(translation.get("main_image")).get("children"))), {})
    featured = _object(article.get("featured_image"))
    url = text(featured.get("url")) or text(main.get("imageUrl"))
    return MainPicture(url, text(main.get("imageAlt")), escape(text(featured.get("caption")))) if url else None


def _block(block: dict[str, Any]) -> str:
    if block.get("html"):
        return text(block["html"])
    children = objects(block.get("children"))
    match block.get("type"):
        case "image" | "mainImage":
            shown = (
                f'<img src="{escape(text(each.get("imageUrl")))}" alt="{escape(text(each.get("imageAlt")))}">'
                for each in children
            )
            return "".join(shown)
        case "list":
            items = "".join(
                f"<li>{''.join(map(_run, objects(item.get('children')) or [item]))}</li>"
                for item in objects(block.get("items")) or children
            )
            return f"<ol>{items}</ol>" if block.get("listType") == "NUMBER" else f"<ul>{items}</ul>"
        case "embed":
            return f'<iframe src="{escape(text(block.get("link")))}"></iframe>'
    style = text(block.get("style"))
    tag = _HEADINGS.get(style, "h3" if style.startswith("HEADING") else "p")
    return f"<{tag}>{''.join(map(_run, children))}</{tag}>"


def _run(run: dict[str, Any]) -> str:
    said, style = escape(text(run.get("content"))), _object(run.get("style"))
    for name, tag in (("bold", "strong"), ("italic", "em")):
        said = f"<{tag}>{said}</{tag}>" if style.get(name) else said
    return f'<a href="{escape(text(run.get("link")))}">{said}</a>' if run.get("link") else said
