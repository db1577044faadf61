"""Ghost's export, and what its migration tools write for it."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from kabar_cli.importing.ghost_text import lexical_html, mobiledoc_html
from kabar_cli.importing.reading import objects, read_json, text, utc
from kabar_cli.importing.rest import is_rest, read_rest
from kabar_cli.importing.scratch import Scratch
from kabar_cli.importing.story import Found, MainPicture, Person, SiteFacts, Skipped, Story, UnreadableExport
from kabar_cli.importing.tinynews import is_tinynews, read_tinynews

_HERE: Final = "ghost-export.invalid"
_PLACEHOLDER: Final = "__GHOST_URL__"
_PUBLIC: Final = frozenset({"published", "scheduled"})


def read_ghost(path: Path, _: Scratch, old_url: str) -> Iterator[Found]:
    """What the file holds: Ghost's own export, or what its migration tools write. Raises UnreadableExport."""
    document = read_json(path)
    if is_rest(document):
        return read_rest(document)
    if is_tinynews(document):
        return read_tinynews(document)
    data = _data(document)
    if data is None:
        raise UnreadableExport(f"{path.name} is no export of Ghost: it has neither db nor posts")
    return _export(data, old_url.rstrip("/") or f"https://{_HERE}")


def _data(document: Any) -> dict[str, Any] | None:
    """The tables; those of migration tools brought into their form."""
    if not isinstance(document, dict):
        return None
    databases = objects(document.get("db"))
    data = databases[0].get("data") if databases else document.get("data", document)
    return data if isinstance(data, dict) and isinstance(data.get("posts"), list) else None


def _export(data: dict[str, Any], base: str) -> Iterator[Found]:
    settings = {row.get("key"): text(row.get("value")) for row in objects(data.get("settings"))}
    yield SiteFacts(
        settings.get("title", ""),
        "" if _HERE in base else base,
        settings.get("locale", "") or settings.get("lang", ""),
        settings.get("description", ""),
    )
    tables = _Tables(data, base)
    for post in objects(data["posts"]):
        yield tables.story(post)


class _Tables:
    """The export's tables, joined by their ids."""

    def __init__(self, data: dict[str, Any], base: str) -> None:
        self._base = base
        self._host = base.split("//", 1)[-1].split("/", 1)[0].lower()
        self._tags = _by_id(data.get("tags"))
        self._users = _by_id(data.get("users"))
        self._meta = {str(row.get("post_id")): row for row in objects(data.get("posts_meta"))}
        self._tags_of = _joined(data.get("posts_tags"), "tag_id")
        self._authors_of = _joined(data.get("posts_authors"), "author_id")

    def story(self, row: dict[str, Any]) -> Story | Skipped:
        inner = row.get("data")
        post = inner if isinstance(inner, dict) else row
        id_ = str(post.get("id", ""))
        source, title = (
            f"{text(post.get('type')) or 'post'} {id_ or text(post.get('slug'))}".strip(),
            text(post.get("title")),
        )
        why = _unfit(post)
        if why:
            return Skipped(source, title, why)
        remarks: dict[tuple[str, str], None] = {}
        html = _html(post, lambda code, what: remarks.setdefault((code, what)))
        meta = {**self._meta.get(id_, {}), **{name: value for name, value in post.items() if value}}
        slug, url = text(post.get("slug")), text(row.get("url")) if "data" in row else ""
        return Story(
            source=source,
            title=title,
            html=self._placed(html),
            url=url or f"{self._base}/{slug}/",
            slug=slug,
            published=utc(post.get("published_at")) or utc(post.get("created_at")),
            modified=utc(post.get("updated_at")),
            authors=self._authors(post, id_),
            tags=self._tag_names(post, id_),
            description=text(meta.get("custom_excerpt")) or text(meta.get("meta_description")),
            language=text(post.get("locale")),
            image=self._image(meta),
            hosts=frozenset({self._host}),
            page=post.get("type") == "page" or post.get("page") in (1, True),
            remarks=tuple((code, {"what": what}) for code, what in remarks),
        )

    def _placed(self, html: str) -> str:
        return html.replace(_PLACEHOLDER, self._base)

    def _image(self, meta: dict[str, Any]) -> MainPicture | None:
        url = self._placed(text(meta.get("feature_image")))
        return (
            MainPicture(url, text(meta.get("feature_image_alt")), text(meta.get("feature_image_caption")))
            if url
            else None
        )

    def _authors(self, post: dict[str, Any], id_: str) -> tuple[Person, ...]:
        own = post.get("authors") or [post.get("author")]
        people = [each.get("data", each) for each in objects(own)]
        people += [self._users[key] for key in self._authors_of.get(id_, ()) if key in self._users]
        people = people or [self._users[key] for key in [str(post.get("author_id"))] if key in self._users]
        return tuple(Person(text(each.get("name")), text(each.get("slug")), text(each.get("bio"))) for each in people)

    def _tag_names(self, post: dict[str, Any], id_: str) -> tuple[str, ...]:
        """Names of the tags, without those that begin with `#`, which Ghost shows to nobody."""
        tags = [each.get("data", each) for each in objects(post.get("tags"))]
        tags += [self._tags[key] for key in self._tags_of.get(id_, ()) if key in self._tags]
        names = (text(tag.get("name")).strip() for tag in tags if isinstance(tag, dict))
        return tuple(name for name in names if name and not name.startswith("#"))


def _by_id(rows: object) -> dict[str, dict[str, Any]]:
    return {str(row.get("id")): row for row in objects(rows)}


def _joined(rows: object, other: str) -> dict[str, list[str]]:
    joined: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in objects(rows):
        order = row.get("sort_order")
        joined[str(row.get("post_id"))].append((order if isinstance(order, int) else 0, str(row.get(other))))
    return {post: [id_ for _, id_ in sorted(found, key=lambda pair: pair[0])] for post, found in joined.items()}


def _unfit(post: dict[str, Any]) -> str:
    status = text(post.get("status")) or "published"
    if status not in _PUBLIC:
        return f"its status is {status}: only what was public is imported"
    visibility = text(post.get("visibility")) or "public"
    return "" if visibility == "public" else f"only {visibility} could read it: only what was public is imported"


def _html(post: dict[str, Any], remark: Any) -> str:
    """The text in the format that it was written in, which says more than the HTML that was made of it."""
    for name, reader in (("lexical", lexical_html), ("mobiledoc", mobiledoc_html)):
        html = reader(text(post.get(name)), remark) if post.get(name) else None
        if html:
            return html
    return text(post.get("html")) or text(post.get("plaintext"))
