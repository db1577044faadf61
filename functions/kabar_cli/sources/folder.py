"""A publication's folder on this machine: site.json, and beside it articles and pictures."""

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from kabar.domain.identity import MEDIA, SITE_KEY, article_id, tag_slug
from kabar.domain.problems import Rejected
from kabar.domain.publication import Publication
from kabar.domain.site_parsing import parse_publication
from kabar.domain.strict_json import MAX_BYTES
from kabar.domain.text import one_line
from kabar_cli.sources.collecting import Item, survey
from kabar_cli.sources.reading import Desk, Source, read_source


@dataclass
class Folder:
    """What there is besides the file that is looked at. Without a site.json, nothing is known."""

    root: Path | None
    section: str | None = None
    author: str | None = None
    _read: dict[str, Source] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def publication(self) -> Publication | None:
        """The publication; None if there is no site.json, or a bad one."""
        if self.root is None:
            return None
        path = self.root / SITE_KEY
        try:
            return parse_publication(path.read_bytes()) if path.stat().st_size <= MAX_BYTES else None
        except (OSError, Rejected):
            return None

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every article and picture of the folder by its key."""
        return {item.key: item for item in survey([self.root]).items} if self.root else {}

    @cached_property
    def articles(self) -> frozenset[str]:
        """The ids of its articles."""
        return frozenset(filter(None, map(article_id, self.items)))

    @cached_property
    def pictures(self) -> frozenset[str]:
        """The keys of its pictures."""
        return frozenset(key for key in self.items if key.startswith(MEDIA))

    def read(self, item: Item) -> Source:
        """The file, read once."""
        if item.key not in self._read or self._read[item.key].path != item.path:
            desk = Desk(self.publication, self.root, self.section, self.author)
            self._read[item.key] = read_source(item.path, item.key, desk)
        return self._read[item.key]

    def spellings(self, item: Item) -> dict[str, str]:
        """How the latest article before this one spells each of its tags, by the tag's slug."""
        spelled: dict[str, str] = {}
        for moment, slug, _ in self._uses(item):
            earlier = [use for use in self._tags[slug] if use[0] < moment and use[1] != item.key]
            spelled |= {slug: max(earlier)[2]} if earlier else {}
        return spelled

    @cached_property
    def _tags(self) -> dict[str, list[tuple[str, str, str]]]:
        """Moment, key and spelling of each use of a tag, by the tag's slug."""
        tags: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for item in self.items.values():
            if item.is_article:
                for moment, slug, name in self._uses(item):
                    tags[slug].append((moment, item.key, name))
        return tags

    def _uses(self, item: Item) -> Iterator[tuple[str, str, str]]:
        """Moment, slug and spelling of each of the article's tags."""
        document: Any = self.read(item).document
        keywords = document.get("keywords") if isinstance(document, dict) else None
        moment = document.get("datePublished") if isinstance(document, dict) else None
        if isinstance(keywords, list) and isinstance(moment, str):
            for name in (one_line(keyword) for keyword in keywords if isinstance(keyword, str)):
                yield moment, tag_slug(name), name


def root_of(path: Path) -> Path | None:
    """The nearest folder, from the path upwards, that has a site.json."""
    start = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() follows links, and fails on a circle of them
    return next((each for each in (start, *start.parents) if (each / SITE_KEY).is_file()), None)
