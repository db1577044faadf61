"""Look at one inbox key, and make the index say what is there now."""

from dataclasses import dataclass
from typing import Final

from kabar.domain.identity import ARTICLES, RECEIPTS, SITE_KEY, article_id, key_fault
from kabar.domain.problems import Retryable
from kabar.domain.receipts import Receipt, Status
from kabar.ports import Arrivals, Clock, Conflict, Inbox, Table
from kabar.services.answers import Answers
from kabar.services.follow import Follow
from kabar.services.publications import Publications
from kabar.services.receive_article import ReceiveArticle
from kabar.services.receive_site import ReceiveSite

_SWEEP: Final = 1000
_ATTEMPTS: Final = 6


@dataclass
class Receive:
    """The `receive` function's work. A message tells it where to look, never what is there."""

    inbox: Inbox
    table: Table
    arrivals: Arrivals
    clock: Clock
    answers: Answers
    publications: Publications
    article: ReceiveArticle
    site: ReceiveSite
    follow: Follow

    def look_at(self, key: str) -> Receipt | None:
        """Bring the index into line with what stands under the key, and answer; a new answer. Raises Retryable."""
        self.answers.given = None
        self._look_at(key)
        return self.answers.given

    def _look_at(self, key: str) -> None:
        if key.startswith(RECEIPTS) or (key.endswith("/") and self.inbox.read(key, 0).size <= 0):
            # An answer of Kabar's own, or an empty object by which the S3 console shows a folder.
            return
        id_ = article_id(key)
        if id_ is not None:
            self.article.look_at(id_)
        elif key == SITE_KEY:
            self.site.look()
        else:
            self._refuse(key)

    def sweep(self, prefix: str, after: str) -> None:
        """Have all keys under a prefix looked at, a thousand at a time; for a receipt, what it answers.

        Receipts name also what was deleted since.
        """
        keys = self.inbox.keys(prefix, after, _SWEEP)
        self.arrivals.look_at(key.removeprefix(RECEIPTS) for key in keys)
        if len(keys) == _SWEEP:
            self.arrivals.sweep(prefix, keys[-1])

    def _refuse(self, key: str) -> None:
        publication = self.publications.of(self.table.site())
        problem = key_fault(key)
        id_ = key.removeprefix(ARTICLES).removesuffix(".json")
        for _ in range(_ATTEMPTS):
            before = self.answers.before(key)
            version = self.inbox.read(key, 0).version
            if version is None:
                # Nothing was ever put there: a sweep of the receipts takes an answer's name for an upload's.
                return
            receipt = Receipt(key, Status.REJECTED, version, id_, None, self.clock.now(), (problem,))
            try:
                self.answers.give(receipt, publication.language if publication else None, before)
            except Conflict:
                continue
            # Somebody may have found his answer to a newer version given already, and left it as it was.
            if self.inbox.read(key, 0).version == version:
                return
        raise Retryable(f"{key} changes faster than it can be read")
