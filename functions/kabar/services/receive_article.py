"""Look at one article."""

from dataclasses import dataclass, replace
from typing import Final

from kabar.domain.identity import article_key
from kabar.domain.index import Record, Site
from kabar.domain.problems import Retryable
from kabar.domain.publication import Publication
from kabar.domain.rows import commit_of, key_of, rows_of
from kabar.domain.strict_json import MAX_BYTES
from kabar.ports import Clock, Conflict, Inbox, Scheduler, Table, Upload
from kabar.services.answers import Answers
from kabar.services.judge import Judge, Verdict
from kabar.services.mending import Standing, head_of, mended, rows_standing
from kabar.services.publications import Publications

_ATTEMPTS: Final = 6
_SITE: Final = Site(0, None)


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
    judge: Judge

    def look_at(self, id_: str) -> None:
        """Index and answer what stands under the article's key now. Raises Retryable after too many conflicts."""
        for _ in range(_ATTEMPTS):
            before = self.answers.before(article_key(id_))
            stood = rows_standing(self.table, [head_of(id_), _SITE])
            old = _record(stood, id_) or self.answers.decided(id_, before)
            site = _site(stood)
            publication = self.publications.of(site)
            upload = self.inbox.read(article_key(id_), MAX_BYTES)
            verdict = self.judge.verdict(id_, old, upload, publication, site.edition if site else "")
            try:
                if self._settle(old, verdict, before, publication, site):
                    return
            except Conflict:
                continue
        raise Retryable(f"{id_} changes faster than it can be read")

    def _settle(
        self,
        old: Record | None,
        verdict: Verdict,
        before: Upload,
        publication: Publication | None,
        site: Site | None,
    ) -> bool:
        """Commit, answer, and whether the world still is as it was judged: if not, it must be looked at again.

        Another function may have set its own alarm before, or found its answer given already; the article's time may
        have come; a picture may have arrived just before the reference to it did. Raises Conflict if another function
        has written or answered since.
        """
        new = verdict.record
        if new is not None and old is not None and not old.revision:
            new = replace(new, recalled=True)
        if new is not None and (old is None or replace(new, revision=old.revision) != old):
            self.table.commit(commit_of(old if old and old.revision else None, new))
        else:
            new = old
        if new is not None and new.next_look:
            self.scheduler.look_at(article_key(new.id), new.next_look)
        self.answers.give(verdict.receipt, publication.language if publication else None, before)
        return self._is_still(new, verdict, site)

    def _is_still(self, new: Record | None, verdict: Verdict, site: Site | None) -> bool:
        id_ = str(verdict.receipt.id)
        stands = rows_standing(self.table, [head_of(id_), _SITE, *rows_of(new)])
        standing = _record(stands, id_)
        if (standing.revision if standing else 0) != (new.revision if new else 0) or _site(stands) != site:
            return False
        if new is None:
            return True
        if (new.next_look and new.next_look <= self.clock.now()) or not mended(self.table, new, stands):
            return False
        return verdict.album is None or self.table.album(verdict.album.asked) == verdict.album


def _record(stands: Standing, id_: str) -> Record | None:
    row = stands.get(key_of(head_of(id_)))
    return row if isinstance(row, Record) else None


def _site(stands: Standing) -> Site | None:
    row = stands.get(key_of(_SITE))
    return row if isinstance(row, Site) else None
