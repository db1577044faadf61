"""An import: stories in, a publication's folder out, whole or not at all."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from kabar.domain.identity import MAX_ARTICLE_ID, slug_of
from kabar.domain.parsing import parse_article
from kabar.domain.problems import Rejected
from kabar.hypertext.remarks import Remarks
from kabar_cli.importing.catalogue import Catalogue, plain_json
from kabar_cli.importing.drafting import Drafting
from kabar_cli.importing.media import Bytes, MissingPicture, from_data
from kabar_cli.importing.report import Report, said
from kabar_cli.importing.scratch import Scratch
from kabar_cli.importing.story import Found, Person, SiteFacts, Skipped, Story
from kabar_cli.threads import Workers

_AT_ONCE: Final = 8
_MOST_BLOCKS: Final = 1000
_MOST_PAGE_BLOCKS: Final = 300
_PAGE_SLUG: Final = 60
Progress = Callable[[int], None]
"""Called with the number of items so far."""


@dataclass
class Import:
    """Takes what a reader finds, writes articles, and reports on each item."""

    folder: Path
    catalogue: Catalogue
    drafting: Drafting
    report: Report
    scratch: Scratch
    facts: SiteFacts

    def take(self, found: Iterable[Found], progress: Progress) -> None:
        """Import everything that is found, in its order."""
        for number, item in enumerate(found, 1):
            match item:
                case SiteFacts():
                    self.facts = _merged(self.facts, item)
                case Skipped(source, title, why):
                    self.report.skipped(source, title, why)
                case Person():
                    self._author(item)
                case Story(page=True):
                    self._page(item)
                case Story():
                    self._article(item)
            progress(number)

    def finish(self, read: Bytes | None) -> None:
        """Fetch the pictures, if `read` can; write site.json and the end of the report."""
        media = self.scratch.media()
        missing = self._fetch(media, read) if read else chain.from_iterable(map(self._unasked, media))
        self.report.pictures(self.scratch.media_count(), missing)
        if not self.catalogue.fixed:
            (self.folder / "site.json").write_bytes(plain_json(self.catalogue.site(self.facts)))
        self.report.finish()

    def _unasked(self, pair: tuple[str, str]) -> Iterator[tuple[str, str, str]]:
        """A picture where none are asked for: those that stand in the texts themselves are written all the same."""
        if pair[0].startswith("data:"):
            yield from self._fetch([pair], from_data)
        else:
            yield *pair, "its file was not asked for: see --media and --fetch-media"

    def _fetch(self, media: Iterable[tuple[str, str]], read: Bytes) -> Iterator[tuple[str, str, str]]:
        """Write each picture; yields those that can't be had, and why."""

        def fetch(pair: tuple[str, str]) -> tuple[str, str, str] | None:
            url, key = pair
            try:
                body = from_data(url) if url.startswith("data:") else read(url)
            except MissingPicture as error:
                return url[:300], key, str(error)
            self._write(key, body)
            return None

        waiting = iter(media)
        with Workers(_AT_ONCE) as pool:
            while batch := list(islice(waiting, _AT_ONCE * 4)):
                yield from filter(None, pool.map(fetch, batch))

    def _article(self, story: Story) -> None:
        remarks = _remarks(story)
        try:
            document = self.drafting.document(story, remarks)
            why = _unfit(document)
            body = plain_json(document)
            if not why:
                parse_article("x", body, self.catalogue.publication)
        except Rejected as rejection:
            document, body = {}, b""
            told = (f"{problem.pointer}: {said(problem)}".removeprefix(": ") for problem in rejection.problems[:3])
            why = "; ".join(told)
        if why:
            self.report.skipped(story.source, story.title, why)
            return
        key = f"articles/{self._id(document)}.json"
        self._write(key, body)
        self.report.imported(story.source, document["headline"], key, story.url, remarks.all())

    def _author(self, person: Person) -> None:
        if isinstance(self.catalogue.author(person), str) and not self.catalogue.fixed:
            self.report.imported("author", person.name, "site.json", "", ())
        else:
            self.report.skipped("author", person.name, "add the author to site.json by hand")

    def _page(self, story: Story) -> None:
        """A page outside the news, which stands in site.json."""
        remarks = _remarks(story)
        body = self.drafting.body(story, remarks)[: _MOST_PAGE_BLOCKS + 1]
        slug = slug_of(story.slug or story.title, "halaman")[:_PAGE_SLUG].strip("-")
        page = {"slug": slug, "headline": story.title[:300] or slug, "articleBody": body}
        path = urlsplit(story.url).path.strip("/")
        if path and path != slug:
            remarks.add("page-moved", value=f"/{slug}/", url=story.url[:200])
        why = "it has no text" if not body else "it is too long" if len(body) > _MOST_PAGE_BLOCKS else ""
        why = why or self.catalogue.add_page(page)
        if why:
            self.report.skipped(story.source, story.title, why)
        else:
            self.report.imported(story.source, story.title, "site.json", story.url, remarks.all())

    def _id(self, document: dict[str, Any]) -> str:
        base = f"{document['datePublished'][:7].replace('-', '/')}/{document['slug']}"[: MAX_ARTICLE_ID - 10].rstrip(
            "-"
        )
        choices = (base if number == 1 else f"{base}-{number}" for number in range(1, 1_000_000))
        return next(choice for choice in choices if self.scratch.claim_id(choice))

    def _write(self, key: str, body: bytes) -> None:
        path = self.folder / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)


def _remarks(story: Story) -> Remarks:
    remarks = Remarks()
    for code, values in story.remarks:
        remarks.add(code, **values)
    return remarks


def _unfit(document: dict[str, Any]) -> str:
    blocks = document.get("articleBody")
    if not blocks:
        return "it has no text"
    return f"its text has more than {_MOST_BLOCKS} blocks: divide it" if len(blocks) > _MOST_BLOCKS else ""


def _merged(old: SiteFacts, new: SiteFacts) -> SiteFacts:
    """What was given by hand stays."""
    return replace(
        new,
        name=old.name or new.name,
        url=old.url or new.url,
        language=old.language or new.language,
        description=old.description or new.description,
    )
