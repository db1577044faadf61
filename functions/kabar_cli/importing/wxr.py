"""WordPress' export (WXR 1.0 to 1.2)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from kabar_cli.importing.scratch import Scratch
from kabar_cli.importing.story import (
    Found,
    SiteFacts,
    Skipped,
    Story,
    UnreadableExport,
)
from kabar_cli.importing.wxr_body import body_of
from kabar_cli.importing.wxr_fields import (
    authors,
    former,
    main_picture,
    meta_of,
    modified,
    other_terms,
    published,
    search_description,
    terms,
)
from kabar_cli.importing.wxr_text import GUESSED, LEFT_OUT
from kabar_cli.importing.wxr_xml import LONGEST_TEXT, Node, elements

_PUBLIC: Final = {"publish", "future", "inherit"}
_NO_ARTICLES: Final = {
    "nav_menu_item": "a menu's entry", "revision": "an older version of a post", "wp_navigation": "a menu",
    "wp_template": "part of the theme", "wp_template_part": "part of the theme",
    "wp_global_styles": "part of the theme",
    "custom_css": "part of the theme", "customize_changeset": "part of the theme", "oembed_cache": "a cache",
    "user_request": "a request about personal data", "wp_font_family": "part of the theme",
}  # fmt: skip
_NO_SECTION: Final = frozenset({"uncategorized", "tak-berkategori", "tanpa-kategori"})

_DAMAGE: Final = {"letters-guessed": (GUESSED, "\ufffd"), "controls-left-out": (LEFT_OUT,)}
_UNMARKED: Final = dict.fromkeys(map(ord, (GUESSED, LEFT_OUT)))


def read_wxr(path: Path, scratch: Scratch, _: str = "") -> Iterator[Found]:
    """What the export holds, in its order.

    It is read twice: posts may name files and authors that follow them, or stand in another of the files into which
    WordPress parts large exports. Raises UnreadableExport.
    """
    files = _files(path)
    facts, recognised = SiteFacts(), False
    people: dict[str, str] = {}
    for node in chain.from_iterable(map(elements, files)):
        if node.name == "item":
            recognised = _remember(node.fields(), node, scratch) or recognised
        elif node.name == "wp:author":
            fields = node.fields()
            people[fields.get("wp:author_login", "")] = fields.get("wp:author_display_name", "")
            recognised = True
        else:
            facts, recognised = _fact(facts, node.name, node.text), recognised or node.name == "wp:wxr_version"
    if not recognised:
        raise UnreadableExport(f"{path.name} is no WordPress export: nothing in it is WordPress'. Is it a feed?")
    yield facts
    host = (urlsplit(facts.url).hostname or "").lower()
    hosts = frozenset({host, f"www.{host}", host.removeprefix("www.")} - {"", "www."})
    export = _Export(people, hosts, scratch)
    for node in chain.from_iterable(map(elements, files)):
        if node.name == "item":
            yield _item(node, export)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.iterdir() if file.suffix.lower() in (".xml", ".wxr"))
    if not files:
        raise UnreadableExport(f"{path}: there are no .xml files in it")
    return files


@dataclass(frozen=True, slots=True)
class _Export:
    """What is known of the whole: names by logins, the site's hosts, and what items may name."""

    people: Mapping[str, str]
    hosts: frozenset[str]
    scratch: Scratch


def _fact(facts: SiteFacts, name: str, text: str) -> SiteFacts:
    match name:
        case "title":
            return SiteFacts(text, facts.url, facts.language, facts.description)
        case "link" | "wp:base_blog_url":
            return SiteFacts(facts.name, text or facts.url, facts.language, facts.description)
        case "language":
            return SiteFacts(facts.name, facts.url, text, facts.description)
        case "description":
            return SiteFacts(facts.name, facts.url, facts.language, text)
    return facts


def _remember(fields: dict[str, str], node: Node, scratch: Scratch) -> bool:
    """Keep what other items may name; whether the item is WordPress' own."""
    id_ = fields.get("wp:post_id", "")
    if fields.get("wp:post_type") == "attachment" and fields.get("wp:attachment_url"):
        alt = meta_of(node).get("_wp_attachment_image_alt", "")
        scratch.add_attachment(id_, fields["wp:attachment_url"], alt, fields.get("excerpt:encoded", ""))
    if fields.get("wp:post_type") == "wp_block":
        scratch.add_snippet(id_, fields.get("content:encoded", ""))
    return bool(id_)


def _item(node: Node, export: _Export) -> Story | Skipped:
    fields, damage = _mended(node.fields())
    kind = fields.get("wp:post_type", "post")
    source, title = f"{kind} {fields.get('wp:post_id', '')}".strip(), fields.get("title", "")
    why = _unfit(kind, fields) or _too_large(node)
    return Skipped(source, title, why) if why else _story(source, node, fields, export, damage)


def _mended(fields: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    """The fields without the marks of damage, and the codes of the damage that there was."""
    damage = [
        code for code, marks in _DAMAGE.items() if any(mark in text for text in fields.values() for mark in marks)
    ]
    return ({name: text.translate(_UNMARKED) for name, text in fields.items()} if damage else fields), damage


def _too_large(node: Node) -> str:
    if "" in node.large:
        return "it has more than 100,000 parts"
    if node.large:
        limit = f"{LONGEST_TEXT // 1_000_000} million characters"
        return f"its {node.large[0]} has more than {limit}: shorten it there (pictures are often written into texts)"
    return ""


def _unfit(kind: str, fields: dict[str, str]) -> str:
    """Why the item becomes no article; empty if it does."""
    if kind == "attachment":
        return "a file: imported with the articles that show it"
    if kind == "wp_block":
        return "a reusable block: its text stands in the posts that include it"
    if kind in _NO_ARTICLES:
        return _NO_ARTICLES[kind]
    status = fields.get("wp:status", "publish")
    if status not in _PUBLIC:
        return f"its status is {status}: only what was public is imported"
    if fields.get("wp:post_password"):
        return "it has a password: only what was public is imported"
    return ""


def _story(source: str, node: Node, fields: dict[str, str], export: _Export, damage: list[str]) -> Story | Skipped:
    remarks = [(code, "") for code in damage]

    def remark(code: str, what: str) -> None:
        remarks.append((code, what))

    meta, content = meta_of(node), fields.get("content:encoded", "")
    html = body_of(content, export.scratch, remark)
    if html is None:
        return Skipped(source, fields.get("title", ""), "its text is longer than an article can be: divide it")
    kind = fields.get("wp:post_type", "post")
    if kind not in ("post", "page"):
        remark("other-post-type", kind)
    if comments := len(node.named("wp:comment")):
        remark("comments-left-out", str(comments))
    for term in other_terms(node):
        remark("terms-left-out", term)
    link, image = fields.get("link", ""), main_picture(meta, export.scratch)
    if image is None and meta.get("_thumbnail_id", "").strip("-01"):
        remark("main-picture-missing", meta["_thumbnail_id"])
    return Story(
        source=source,
        title=fields.get("title", ""),
        html=html,
        by_lines="<!-- wp:" not in content,
        url=link,
        former=former(link, node),
        slug=unquote(fields.get("wp:post_name", "")),
        published=published(fields),
        modified=modified(fields),
        authors=authors(node, fields, export.people),
        categories=terms(node, "category", _NO_SECTION),
        tags=tuple(term.name for term in terms(node, "post_tag")),
        description=fields.get("excerpt:encoded", "") or search_description(meta),
        image=image,
        hosts=export.hosts,
        page=kind == "page",
        remarks=tuple((code, {"what": what}) for code, what in dict.fromkeys(remarks)),
    )
