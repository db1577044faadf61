"""Look at site.json."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from kabar.domain.article import StoredPicture
from kabar.domain.identity import SITE_KEY
from kabar.domain.index import Site, State
from kabar.domain.lists import author_list, section_list
from kabar.domain.problems import Problem, Rejected, Retryable
from kabar.domain.publication import Publication
from kabar.domain.receipts import Receipt, Standing, Status
from kabar.domain.rows import commit_of
from kabar.domain.site_parsing import parse_publication
from kabar.domain.site_reading import picture_keys
from kabar.domain.strict_json import MAX_BYTES, too_large
from kabar.domain.takeover import FIRST_WAIT, Takeover
from kabar.ports import Arrivals, Clock, Conflict, Inbox, Table, Upload
from kabar.services.answers import Answers
from kabar.services.mending import mended
from kabar.services.publications import Publications

_ATTEMPTS: Final = 6


@dataclass
class ReceiveSite:
    """Brings the index into line with `site.json`."""

    inbox: Inbox
    table: Table
    arrivals: Arrivals
    clock: Clock
    answers: Answers
    publications: Publications

    def look(self) -> None:
        """Index and answer what stands there now. Raises Retryable after too many conflicts."""
        for _ in range(_ATTEMPTS):
            before = self.answers.before(SITE_KEY)
            old = self.table.site() or self._stood(before)
            upload = self.inbox.read(SITE_KEY, MAX_BYTES)
            new, receipt, language = self._judge(old, upload)
            try:
                if self._settle(old, new, before, receipt, language):
                    return
            except Conflict:
                continue
        raise Retryable(f"{SITE_KEY} changes faster than it can be read")

    def _settle(self, old: Site | None, new: Site, before: Upload, receipt: Receipt, language: str | None) -> bool:
        """Commit, answer, and whether the world still is as it was judged (see ReceiveArticle). Raises Conflict."""
        if old is None or not old.revision or replace(new, revision=old.revision) != old:
            self.table.commit(commit_of(old if old and old.revision else None, new))
        else:
            new = old
        if self.answers.give(receipt, language, before) and new.version == receipt.version:
            self.arrivals.follow(Takeover(new.edition), FIRST_WAIT)
        standing = self.table.site()
        if standing is None or standing.revision != new.revision or self._pictures(new.refs) != new.pictures:
            return False
        return mended(self.table, new)

    def _judge(self, old: Site | None, upload: Upload) -> tuple[Site, Receipt, str | None]:
        standing = self.publications.of(old)
        revision = old.revision + 1 if old else 1
        receipt = Receipt(SITE_KEY, Status.PUBLISHED, upload.version, "site", None, self.clock.now())
        stands = Standing(State.PUBLISHED, upload.version)
        try:
            publication = self._parse(upload)
            self._check(publication, old)
            new = _site(publication, revision, upload.version)
            new = replace(new, pictures=self._pictures(new.refs))
            return new, replace(receipt, base=publication.url, path="/", standing=stands), publication.language
        except Rejected as rejection:
            site = replace(old or Site(revision, None), revision=revision, answered=upload.version)
            site = replace(site, pictures=self._pictures(site.refs))
            stands = Standing(State.PUBLISHED if site.version else State.NONE, site.version)
            answer = replace(receipt, status=Status.REJECTED, errors=rejection.problems, standing=stands)
            if standing is None:
                return site, answer, None
            return site, replace(answer, base=standing.url, path="/"), standing.language

    def _stood(self, before: Upload) -> Site | None:
        """What stands by the last receipt, for an index that was lost; its revision is 0.

        Nothing, if the bucket hasn't got that version: the receipt was copied here from another bucket, or forged.
        """
        version = self.answers.standing(before)
        if not version or self.inbox.read(SITE_KEY, MAX_BYTES, version).body is None:
            return None
        publication = self.publications.of(Site(0, None, version))
        return _site(publication, 0, version) if publication else None

    def _parse(self, upload: Upload) -> Publication:
        if upload.size < 0:
            raise Rejected(Problem("", "site-deleted"))
        if upload.body is None:
            raise Rejected(too_large(upload.size))
        return parse_publication(upload.body)

    def _check(self, publication: Publication, old: Site | None) -> None:
        problems = tuple(self._in_use(publication, old)) if old else ()
        if problems:
            raise Rejected(*problems)

    def _in_use(self, publication: Publication, old: Site) -> Iterator[Problem]:
        """What articles still stand in can't be taken away: they would belong nowhere."""
        for slug in old.sections:
            if not publication.section(slug) and self.table.newest(section_list(slug), 1):
                yield Problem("/sections", "section-in-use", {"value": slug})
        for id_ in old.authors:
            if not publication.author(id_) and self.table.newest(author_list(id_), 1):
                yield Problem("/authors", "author-in-use", {"value": id_})

    def _pictures(self, keys: tuple[str, ...]) -> tuple[StoredPicture, ...]:
        stored = self.table.pictures(keys)
        return tuple(replace(stored[key], placeholder="") for key in keys if key in stored)


def _site(publication: Publication, revision: int, version: str | None) -> Site:
    return Site(
        revision=revision,
        answered=version,
        version=version,
        sections=tuple(section.slug for section in publication.sections),
        authors=tuple(author.id for author in publication.authors),
        pages=tuple(page.slug for page in publication.pages),
        refs=picture_keys(publication),
        index_now=publication.index_now,
    )
