"""From a story of an export to the fields of an article."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from kabar.domain.former import former_path
from kabar.domain.identity import article_path, slug_of, tag_slug
from kabar.domain.markup import plain
from kabar.domain.problems import Problem, Rejected
from kabar.domain.publication import WireDesk
from kabar.domain.text import is_blank, one_line, shorten
from kabar.hypertext.flow import Flow
from kabar.hypertext.inline import plain_of
from kabar.hypertext.pictures import picture
from kabar.hypertext.remarks import Remarks
from kabar.hypertext.tree import Element, parse
from kabar.wire.ninjs import copy_of
from kabar_cli.importing.catalogue import Catalogue
from kabar_cli.importing.media import Keys
from kabar_cli.importing.story import Person, Story, Term

_HEADLINE: Final = 300
_DESCRIPTION: Final = 600
_TAGS: Final = 12
_AUTHORS: Final = 6
_SLUG: Final = 100
_FORMER: Final = 20
"""schemas/article.json."""
_UPLOADS: Final = ("/wp-content/", "/content/images/", "/content/files/", "/content/media/")


@dataclass
class Drafting:
    """Makes articles of stories; `now` stands for dates that are missing."""

    catalogue: Catalogue
    keys: Keys
    now: datetime

    def document(self, story: Story, remarks: Remarks) -> dict[str, Any]:
        """The fields of the article. What can't be kept is remarked on. Raises Rejected for an item of an agency."""
        if story.document is not None:
            return self._copy(story.document, remarks)
        blocks = self.body(story, remarks)
        image = self._image(story, blocks, remarks)
        headline = self._headline(story, blocks, remarks)
        published = self._published(story, remarks)
        slug = self._slug(story, headline, remarks)
        section, tags = self._section(story, remarks)
        document: dict[str, Any] = {
            "headline": headline,
            "alternativeHeadline": shorten(one_line(story.subtitle), _HEADLINE) or None,
            "description": self._description(story, remarks),
            "slug": slug,
            "articleSection": section,
            "author": self._authors(story, remarks),
            "datePublished": _written(published, self.catalogue.zone),
            "dateModified": self._modified(story, published, remarks),
            "keywords": self._tags([*story.tags, *tags], remarks),
            "image": image,
            "inLanguage": _language(story.language),
            "sourceOrganization": {"name": shorten(one_line(story.organization), 200)} if story.organization else None,
            "formerAddresses": self._former(story, published, slug, remarks),
            "articleBody": blocks,
        }
        return {name: value for name, value in document.items() if value not in (None, [], "")}

    def _copy(self, item: dict[str, Any], remarks: Remarks) -> dict[str, Any]:
        """An agency's item. Raises Rejected."""
        section, _, _ = self.catalogue.section(())
        pairs = tuple((word, slug) for word, slug in self.catalogue.mapping.items() if slug)
        for word, slug in pairs:
            self.catalogue.section((Term(word, slug),))
        publication = replace(self.catalogue.publication, wire=WireDesk(section, pairs))
        copy = copy_of(item, publication, self.keys.of)
        if copy.withdrawn:
            raise Rejected(Problem("", "recalled"))
        for problem in copy.remarks:
            remarks.add(problem.code, problem.pointer, **problem.values)
        slug = slug_of(copy.document["headline"], "artikel")
        return {**copy.document, "slug": slug}

    def body(self, story: Story, remarks: Remarks) -> list[dict[str, Any]]:
        """The blocks of the text; of the summary if there is none; empty if there is neither."""
        flow = Flow(self._finder(remarks), _resolver(story, remarks), remarks, story.by_lines)
        blocks = flow.convert(story.nodes) if story.nodes else flow.read(story.html)
        if not blocks and not is_blank(_words(story.description)):
            remarks.add("body-from-description")
            return Flow(self._finder(remarks), _resolver(story, remarks), remarks).read(story.description)
        return blocks

    def _finder(self, remarks: Remarks) -> Any:
        def find(_: Element, url: str) -> str | None:
            key = self.keys.of(url)
            if key is None:
                remarks.add("picture-left-out", url=url[:200])
            return key

        return find

    def _image(self, story: Story, blocks: list[dict[str, Any]], remarks: Remarks) -> dict[str, Any] | None:
        if not story.image or not story.image.url:
            return None
        image = Element("img", {"src": story.image.url, "alt": story.image.alt})
        fields = picture(image, parse(story.image.caption).children, self._finder(remarks), _resolver(story, remarks))
        if fields and len(blocks) > 1 and blocks[0].get("contentUrl") == fields["contentUrl"]:
            remarks.add("main-picture-once")
            fields = blocks.pop(0) | fields
            fields.pop("type")
        return fields

    def _headline(self, story: Story, blocks: list[dict[str, Any]], remarks: Remarks) -> str:
        headline = _words(story.title)
        if is_blank(headline):
            texts = (plain(str(block.get("text", ""))) for block in blocks)
            headline = shorten(next(filter(None, texts), "") or story.slug or story.source, 80)
            remarks.add("headline-made")
        if len(headline) > _HEADLINE:
            remarks.add("text-cut", field="headline", limit=str(_HEADLINE))
        return shorten(headline, _HEADLINE)

    def _description(self, story: Story, remarks: Remarks) -> str:
        description = _words(story.description)
        if is_blank(description):
            return ""
        if len(description) > _DESCRIPTION:
            remarks.add("text-cut", field="description", limit=str(_DESCRIPTION))
        return shorten(description, _DESCRIPTION)

    def _published(self, story: Story, remarks: Remarks) -> datetime:
        found = story.published or story.modified
        if found is None or not _possible(found):
            remarks.add("date-made")
            found = self.now
        return _aware(found, self.catalogue.zone)

    def _modified(self, story: Story, published: datetime, remarks: Remarks) -> str | None:
        if story.modified is None or not _possible(story.modified):
            return None
        modified = _aware(story.modified, self.catalogue.zone)
        if modified < published:
            remarks.add("modified-left-out")
        return _written(modified, self.catalogue.zone) if modified > published else None

    def _slug(self, story: Story, headline: str, remarks: Remarks) -> str:
        slug = slug_of(story.slug or headline, "artikel")[:_SLUG].strip("-")
        if story.slug and slug != story.slug:
            remarks.add("slug-made", value=slug)
        return slug

    def _section(self, story: Story, remarks: Remarks) -> tuple[str, list[str]]:
        terms = story.categories or self.catalogue.mapped(story.tags)
        slug, named, others = self.catalogue.section(terms)
        if not named:
            remarks.add("section-chosen", value=slug)
        if others:
            remarks.add("categories-as-tags", what=", ".join(others)[:200])
        return slug, others

    def _authors(self, story: Story, remarks: Remarks) -> list[str | dict[str, str]]:
        people = [person for person in map(_named, story.authors) if person.name]
        if len(people) > _AUTHORS:
            values = {"field": "Authors", "size": str(len(people)), "limit": str(_AUTHORS)}
            remarks.add("items-left-out", **values)
        authors = [self.catalogue.author(person) for person in people[:_AUTHORS]]
        if not authors:
            authors = [self.catalogue.staff()]
            remarks.add("author-chosen", value=str(authors[0]))
        return [author for index, author in enumerate(authors) if author not in authors[:index]]

    def _tags(self, names: list[str], remarks: Remarks) -> list[str]:
        tags = {tag_slug(name): name for name in map(_words, reversed(names)) if not is_blank(name)}
        ordered = list(reversed(tags.values()))
        if len(ordered) > _TAGS:
            remarks.add("items-left-out", field="Tags", size=str(len(ordered)), limit=str(_TAGS))
        return [name[:300] for name in ordered[:_TAGS]]

    def _former(self, story: Story, published: datetime, slug: str, remarks: Remarks) -> list[str]:
        """The paths that are to redirect, each for one article of the archive only."""
        own, found = article_path(published, self.catalogue.zone, slug), list[str]()
        for url in filter(None, (story.url, *story.former)):
            parts = urlsplit(url)
            path = None if parts.query else former_path(parts.path)
            if path is None and (parts.query or parts.path.strip("/")):
                remarks.add("old-address-left-out", value=url[:200])
            elif path and path != own and path not in found:
                if self.keys.scratch.claim_address(path):
                    found.append(path)
                else:
                    remarks.add("old-address-taken", value=path)
        return found[:_FORMER]


def _named(person: Person) -> Person:
    return Person(_words(person.name), person.id, _words(person.description))


def _words(html: str) -> str:
    """A title or a name as plain text: exports have markup and references in them."""
    return one_line(plain_of(parse(html).children)) if "<" in html or "&" in html else one_line(html)


def _resolver(story: Story, remarks: Remarks) -> Any:
    """Links to the site itself become paths, which redirect; others absolute."""

    def resolve(url: str) -> str:
        try:
            absolute = urljoin(story.url, url.strip())
            parts = urlsplit(absolute)
        except ValueError:
            return ""
        own = (parts.hostname or "").lower() in story.hosts and parts.scheme in ("http", "https")
        if own and not any(folder in parts.path for folder in _UPLOADS) and not _is_file(parts.path):
            return parts._replace(scheme="", netloc="").geturl() or "/"
        if not parts.scheme and not absolute.startswith(("/", "#")):
            remarks.add("relative-address", url=url[:200])
        return absolute

    return resolve


def _is_file(path: str) -> bool:
    return path.lower().endswith((".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".pdf", ".mp4", ".mp3"))


def _aware(moment: datetime, zone: ZoneInfo) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).replace(microsecond=0)


def _possible(moment: datetime) -> bool:
    return 1801 <= moment.year <= 2198  # noqa: PLR2004 - domain/moments.py, a year of room for the zone


def _written(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    offset = local.utcoffset()
    # Before standard time, offsets had seconds, which RFC 3339 doesn't know.
    return (local if offset and not offset.total_seconds() % 60 else moment.astimezone(UTC)).isoformat()


def _language(tag: str) -> str | None:
    parts = tag.replace("_", "-").split("-")
    if not parts[0].isascii() or not parts[0].isalpha() or len(parts[0]) not in (2, 3):
        return None
    rest = [part for part in parts[1:] if part.isascii() and part.isalnum() and 2 <= len(part) <= 8]  # noqa: PLR2004
    return "-".join([parts[0].lower(), *rest])
