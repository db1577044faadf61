"""Look at one article."""

from dataclasses import dataclass, replace
from datetime import UTC
from typing import Final

from kabar.domain.article import Article
from kabar.domain.identity import article_key
from kabar.domain.index import Record, State
from kabar.domain.judgement import (
    Facts,
    fingerprint,
    paths_for,
    picture_keys,
    published,
    rejected,
    related_ids,
    scheduled,
    warnings_of,
    withdrawn,
)
from kabar.domain.parsing import parse_article
from kabar.domain.problems import Problem, Rejected, Retryable
from kabar.domain.publication import Publication
from kabar.domain.receipts import Receipt, Status
from kabar.domain.rows import commit_of
from kabar.domain.strict_json import MAX_BYTES, too_large
from kabar.ports import Clock, Conflict, Inbox, Scheduler, Table, Upload
from kabar.services.answers import Answers
from kabar.services.publications import Publications

_ATTEMPTS: Final = 6


@dataclass(frozen=True, slots=True)
class Verdict:
    """What shall stand, and the answer that says so. `pictures` are the keys that the article uses."""

    record: Record | None
    receipt: Receipt
    pictures: tuple[str, ...] = ()


@dataclass
class ReceiveArticle:
    """Brings the index into line with `articles/<id>.json`.

    It reads the index first and the bucket second, and writes only onto the revision that it read: so whatever it
    writes is at least as new as what it writes over, whichever messages are late, doubled or lost.
    """

    inbox: Inbox
    table: Table
    scheduler: Scheduler
    clock: Clock
    answers: Answers
    publications: Publications

    def look_at(self, id_: str) -> None:
        """Index and answer what stands under the article's key now. Raises Retryable after too many conflicts."""
        for _ in range(_ATTEMPTS):
            old = self.table.record(id_)
            site = self.table.site()
            publication = self.publications.of(site)
            upload = self.inbox.read(article_key(id_), MAX_BYTES)
            verdict = self._judge(id_, old, upload, publication, site.edition if site else "")
            if self._settle(old, verdict, publication):
                return
        raise Retryable(f"{id_} changes faster than it can be read")

    def _settle(self, old: Record | None, verdict: Verdict, publication: Publication | None) -> bool:
        """Commit, answer, and whether the world still is as it was judged: if not, it must be looked at again.

        The answer is given after the commit, so another function may have answered a newer upload in between; and a
        picture may have arrived just before the reference to it did.
        """
        new = verdict.record
        if new is not None and (old is None or replace(new, revision=old.revision) != old):
            try:
                self.table.commit(commit_of(old, new))
            except Conflict:
                return False
        else:
            new = old
        if new is not None and new.publish_at:
            self.scheduler.look_at(article_key(new.id), new.publish_at)
        self.answers.give(verdict.receipt, publication.language if publication else None)
        return self._is_still(new, verdict)

    def _is_still(self, new: Record | None, verdict: Verdict) -> bool:
        standing = self.table.record(verdict.receipt.id)
        if (standing and standing.revision) != (new and new.revision):
            return False
        if new is not None and new.publish_at and new.publish_at <= self.clock.now():
            return False
        if not verdict.pictures or new is None:
            return True
        stored = self.table.pictures(verdict.pictures)
        return fingerprint([stored[key] for key in verdict.pictures if key in stored]) == new.pictures

    def _judge(
        self, id_: str, old: Record | None, upload: Upload, publication: Publication | None, edition: str
    ) -> Verdict:
        try:
            if upload.size < 0:
                return self._absent(id_, old, upload, publication, edition)
            if upload.body is None:
                raise Rejected(too_large(upload.size))
            if publication is None:
                raise Rejected(Problem("", "no-publication"))
            article = parse_article(id_, upload.body, publication)
            return self._accept(article, old, str(upload.version), publication, edition)
        except Rejected as rejection:
            standing, pictures = self._standing(old, publication, edition)
            shown = standing if standing and standing.state is State.PUBLISHED else None
            receipt = self._receipt(id_, Status.REJECTED, upload, shown, publication)
            record = rejected(id_, old, standing, upload.version)
            return Verdict(record, replace(receipt, errors=rejection.problems), pictures)

    def _standing(
        self, old: Record | None, publication: Publication | None, edition: str
    ) -> tuple[Record | None, tuple[str, ...]]:
        """What stood before a rejection, judged anew, and its pictures.

        It goes on living: a picture of it may have come, its time too, and the publication may have changed.
        """
        if old is None or old.version is None or publication is None:
            return old, ()
        upload = self.inbox.read(article_key(old.id), MAX_BYTES, old.version)
        if upload.body is None:
            return old, ()
        try:
            verdict = self._accept(
                parse_article(old.id, upload.body, publication), old, old.version, publication, edition
            )
        except Rejected:
            return replace(old, edition=edition), ()
        return verdict.record, verdict.pictures

    def _absent(
        self, id_: str, old: Record | None, upload: Upload, publication: Publication | None, edition: str
    ) -> Verdict:
        if old is None:
            receipt = self._receipt(id_, Status.REJECTED, upload, None, publication)
            return Verdict(None, replace(receipt, errors=(Problem("", "deleted-before-read"),)))
        receipt = self._receipt(id_, Status.WITHDRAWN, upload, old, publication)
        warnings = (Problem("", "withdrawn-without-reason"),) if old.path else ()
        return Verdict(withdrawn(old, upload.version, edition), replace(receipt, warnings=warnings))

    def _accept(
        self, article: Article, old: Record | None, version: str, publication: Publication, edition: str
    ) -> Verdict:
        keys = picture_keys(article)
        facts = Facts(publication, edition, self.table.pictures(keys))
        receipt = self._receipt(article.id, Status.SCHEDULED, Upload(version), old, publication)
        warnings = tuple(warnings_of(article, facts, self._existing(article)))
        if article.published > self.clock.now():
            record = scheduled(article, old, version, facts)
            moment = article.published.astimezone(UTC)
            return Verdict(record, replace(receipt, url=None, warnings=warnings, publish_at=moment), keys)
        path = self._free_path(article, old, publication)
        record = published(article, old, path, version, facts)
        url = publication.url + path
        return Verdict(record, replace(receipt, status=Status.PUBLISHED, url=url, warnings=warnings), keys)

    def _existing(self, article: Article) -> set[str]:
        records = self.table.records(related_ids(article))
        return {id_ for id_, record in records.items() if record.state is State.PUBLISHED}

    def _free_path(self, article: Article, old: Record | None, publication: Publication) -> str:
        taken: dict[str, str] = {}
        for path in paths_for(article, old, publication):
            owner = self.table.address(path) if not old or path != old.path else None
            if owner is None or owner.owner == article.id:
                return path
            taken = {"path": path, "owner": owner.owner}
        raise Rejected(Problem("/slug", "address-taken", taken))

    def _receipt(
        self, id_: str, status: Status, upload: Upload, old: Record | None, publication: Publication | None
    ) -> Receipt:
        url = publication.url + old.path if publication and old and old.path else None
        return Receipt(article_key(id_), status, upload.version, id_, url, self.clock.now())
