"""From an item of a news agency (IPTC ninjs 1 to 3, Superdesk's dialect) to the fields of an article. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from kabar.domain.identity import slug_of, tag_slug
from kabar.domain.moments import parse_moment
from kabar.domain.problems import Problem, Rejected, pointer
from kabar.domain.publication import Publication
from kabar.domain.text import is_blank, one_line, shorten
from kabar.hypertext.flow import Flow
from kabar.hypertext.inline import plain_of
from kabar.hypertext.remarks import Remarks
from kabar.hypertext.tree import parse
from kabar.wire.folding import Item, folded, named, objects, text, texts
from kabar.wire.pictures import main_picture, shown_key

_TEXTS: Final = ("text", "composite")
_STATUSES: Final = ("usable", "withheld", "canceled")
_HEADLINE: Final = 300
_DESCRIPTION: Final = 600
_TAGS: Final = 12
_NAME: Final = 120
_SOURCE: Final = 200
_PLACE: Final = 80
"""schemas/article.json."""


@dataclass(frozen=True, slots=True)
class Copy:
    """An item as an article's document, with what changed on the way.

    `withdrawn` is the moment of its last version if the agency has recalled it: `pubStatus` canceled or withheld.
    """

    document: dict[str, Any]
    remarks: tuple[Problem, ...]
    withdrawn: str | None


Find = Callable[[str], str | None]
"""From a picture's address to its key; None if it can't be shown."""


def copy_of(source: Any, publication: Publication, find: Find | None = None) -> Copy:
    """The article in an item. Raises Rejected, its places being the item's.

    Without `find`, pictures are shown from the inbox and from the hosts that the publication names.
    """
    if not isinstance(source, dict):
        raise Rejected(Problem("", "wrong-type", {"expected": "object", "found": "array"}))
    item, remarks = folded(source), Remarks()
    find = find or partial(shown_key, publication.picture_hosts)
    _check(item)
    created = _moments(item, publication)
    body = _body(item, find, remarks)
    headline = _headline(item, remarks)
    document = {
        "headline": headline,
        "description": _description(item, remarks),
        "articleSection": _section(item, publication, remarks),
        "author": [_author(item, publication)],
        "datePublished": created[0],
        "dateModified": created[-1] if created[-1] > created[0] else None,
        "embargoedUntil": text(item, "embargoeduntil", "embargoed") or None,
        "dateline": _named_object("place", text(item, "located"), _PLACE),
        "keywords": _tags(item, remarks),
        "image": main_picture(item, find, remarks),
        "inLanguage": _language(text(item, "language")),
        "sourceOrganization": _named_object("name", _provider(item), _SOURCE),
        "articleBody": [block for block in body if not _repeats(block, headline)] or body,
    }
    withdrawn = created[-1] if text(item, "pubstatus") in ("canceled", "withheld") else None
    return Copy(
        {name: value for name, value in document.items() if value not in (None, "", [])}, remarks.all(), withdrawn
    )


def _check(item: Item) -> None:
    kind, status = text(item, "type") or "text", text(item, "pubstatus") or "usable"
    problems = []
    if not text(item, "uri", "guid"):
        problems.append(Problem("/uri", "missing-field", {"field": "uri"}))
    if kind not in _TEXTS:
        problems.append(Problem("/type", "not-allowed", {"value": kind[:80], "allowed": ", ".join(_TEXTS)}))
    if status not in _STATUSES:
        problems.append(Problem("/pubStatus", "not-allowed", {"value": status[:80], "allowed": ", ".join(_STATUSES)}))
    if problems:
        raise Rejected(*problems)


def _moments(item: Item, publication: Publication) -> list[str]:
    """When the item came to be and when it was changed, in their order: its address keeps the first."""
    names = ("firstpublished", "firstcreated", "contentcreated", "versioncreated")
    found = [(name, text(item, name)) for name in names]
    moments = [(moment, said) for _, said in found if said and (moment := parse_moment(said, publication.zone))]
    if not moments:
        wrong = next((said for _, said in found if said), "")
        code, values = (
            ("impossible-date", {"value": wrong[:80]}) if wrong else ("missing-field", {"field": "versionCreated"})
        )
        raise Rejected(Problem("/versionCreated", code, values))
    first = moments[0][0]
    last = max(moment for moment, _ in moments)
    return [first.isoformat(), last.isoformat()] if last > first else [first.isoformat()]


def _headline(item: Item, remarks: Remarks) -> str:
    found = list(texts(item, "headlines", "headline"))
    main = next((value for role, _, value in found if role in ("main", "")), found[0][2] if found else "")
    headline = _plain(main) or one_line(text(item, "title", "name", "slugline"))
    if is_blank(headline):
        raise Rejected(Problem("/headlines", "missing-field", {"field": "headlines"}))
    return _cut(headline, "headlines", _HEADLINE, remarks)


def _description(item: Item, remarks: Remarks) -> str:
    found = [_plain(value) for _, _, value in texts(item, "descriptions", "description")]
    return _cut(next(iter(found), ""), "descriptions", _DESCRIPTION, remarks)


def _cut(said: str, field: str, limit: int, remarks: Remarks) -> str:
    if len(said) > limit:
        remarks.add("text-cut", pointer(field), field=field, limit=str(limit))
    return shorten(said, limit)


def _body(item: Item, find: Find, remarks: Remarks) -> list[dict[str, Any]]:
    """The richest of the bodies as blocks. One in plain text has a paragraph in each line."""
    bodies = [each for each in texts(item, "bodies", "body") if "xml" not in each[1] or "html" in each[1]]
    html = [each[2] for each in bodies if _is_html(*each)]
    plain = [each[2] for each in bodies if not _is_html(*each)]
    remarks.place = "/bodies"
    flow = Flow(lambda _, url: _found(url, find, remarks), _as_it_is, remarks, by_lines=not html)
    blocks = flow.read(max(html, key=len)) if html else flow.read(_escaped(max(plain, key=len, default="")))
    if not blocks and not html and not plain and (summary := _description(item, remarks)):
        remarks.add("body-from-description")
        return [{"type": "paragraph", "text": _escaped(summary)}]
    if not blocks:
        raise Rejected(Problem("/bodies", "missing-field", {"field": "bodies"}))
    return blocks


def _is_html(role: str, kind: str, value: str) -> bool:
    return "html" in kind or "html" in role or (not kind and value.startswith("<"))


def _found(url: str, find: Find, remarks: Remarks) -> str | None:
    key = find(url)
    if key is None:
        remarks.add("picture-outside", url=url[:200])
    return key


def _as_it_is(url: str) -> str:
    return url


def _escaped(plain: str) -> str:
    return plain.replace("&", "&amp;").replace("<", "&lt;")


def _repeats(block: dict[str, Any], headline: str) -> bool:
    return bool(block["type"] == "heading" and block["text"] == headline)


def _section(item: Item, publication: Publication, remarks: Remarks) -> str:
    """What site.json says of its subjects; else the section that one is called like; else the one for wire copy."""
    terms = named(item, "service", "services", "genres", "genre", "subjects", "subject", "keywords")
    mapped = {word.casefold(): slug for word, slug in publication.wire.sections}
    words = [word for pair in terms for word in pair if word]
    chosen = next((mapped[word.casefold()] for word in words if word.casefold() in mapped), None)
    own = {section.name.casefold(): section.slug for section in publication.sections}
    own |= {section.slug: section.slug for section in publication.sections}
    chosen = chosen or next((own[word.casefold()] for word in words if word.casefold() in own), None)
    if chosen is None:
        chosen = publication.wire.section or publication.sections[0].slug
        if publication.wire.section is None:
            remarks.add("section-chosen", "/subjects", value=chosen)
    return chosen


def _author(item: Item, publication: Publication) -> str | dict[str, str]:
    people = [text(each, "name") for each in objects(item, "authors")]
    name = _plain(text(item, "by", "byline")) or ", ".join(filter(None, people)) or _provider(item) or publication.name
    known = {author.name.casefold(): author.id for author in publication.authors}
    return known.get(name.casefold()) or {"name": shorten(name, _NAME)}


def _provider(item: Item) -> str:
    sources = [text(each, "name") for each in objects(item, "infosources")]
    return _plain(text(item, "copyrightholder", "source", "provider") or next(iter(filter(None, sources)), ""))


def _tags(item: Item, remarks: Remarks) -> list[str]:
    names = [one_line(name) for name, _ in named(item, "keywords", "subjects", "subject")]
    tags = {tag_slug(name): name for name in reversed(names) if not is_blank(name)}
    ordered = list(reversed(tags.values()))
    if len(ordered) > _TAGS:
        remarks.add("items-left-out", "/subjects", field="subjects", size=str(len(ordered)), limit=str(_TAGS))
    return [name[:300] for name in ordered[:_TAGS]]


def _language(tag: str) -> str | None:
    first, *rest = tag.replace("_", "-").split("-")
    good = first.isascii() and first.isalpha() and len(first) in (2, 3)
    subtags = [part for part in rest if part.isascii() and part.isalnum() and 2 <= len(part) <= 8]  # noqa: PLR2004
    return "-".join([first.lower(), *subtags]) if good else None


def _named_object(field: str, said: str, limit: int) -> dict[str, str] | None:
    name = shorten(one_line(said), limit)
    return None if is_blank(name) else {field: name}


def _plain(value: str) -> str:
    return plain_of(parse(value).children) if "<" in value or "&" in value else one_line(value)


def file_name(source: Any) -> str:
    """A name for the item's file, from what identifies it."""
    return slug_of(text(folded(source), "uri", "guid") if isinstance(source, dict) else "", "ninjs")
