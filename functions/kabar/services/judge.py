"""What becomes of an upload of an article: reads what the judgement needs, writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from kabar.domain.album import Album
from kabar.domain.article import Article
from kabar.domain.identity import article_key
from kabar.domain.index import Record, State
from kabar.domain.judgement import (
    Facts,
    deleted,
    homeless,
    is_at_home,
    is_deleted,
    paths_for,
    published,
    rejected,
    scheduled,
    warnings_of,
    withdrawn,
)
from kabar.domain.life import Reason, Withdrawal
from kabar.domain.lists import is_promotion
from kabar.domain.problems import Problem, Rejected
from kabar.domain.publication import Publication
from kabar.domain.receipts import Receipt, Standing, Status
from kabar.domain.strict_json import MAX_BYTES, too_large
from kabar.domain.uses import card_of, picture_keys, related_ids
from kabar.ports import Clock, Inbox, Table, Upload
from kabar.services.aliases import aliases_of
from kabar.services.house import house_warnings
from kabar.services.rereading import reread_upload
from kabar.services.uploads import parse_upload

_STATUSES: Mapping[State, Status] = {
    State.PUBLISHED: Status.PUBLISHED,
    State.SCHEDULED: Status.SCHEDULED,
    State.WITHDRAWN: Status.WITHDRAWN,
    State.NONE: Status.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What shall stand, and the answer that says so; `album` is what there was of the article's pictures."""

    record: Record | None
    receipt: Receipt
    album: Album | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """What an article that is valid comes to."""

    record: Record
    warnings: tuple[Problem, ...]
    album: Album | None


@dataclass
class Judge:
    """Judges uploads by the index, the publication and the clock."""

    inbox: Inbox
    table: Table
    clock: Clock

    def verdict(
        self, id_: str, old: Record | None, upload: Upload, publication: Publication | None, edition: str
    ) -> Verdict:
        """What shall stand of the article, given what stood and what is uploaded."""
        old = self._at_its_addresses(old)
        try:
            if upload.size < 0:
                return self._absent(id_, old, upload, publication, edition)
            if upload.body is None:
                raise Rejected(too_large(upload.size))
            if publication is None:
                raise Rejected(Problem("", "no-publication"))
            article = parse_upload(id_, upload.body, publication)
            ruling = self._rule(article, old, str(upload.version), publication, edition)
            receipt = self._receipt(id_, _STATUSES[ruling.record.state], upload, publication, ruling.record)
            if receipt.status is not Status.WITHDRAWN:
                warnings = house_warnings(ruling.warnings, upload.body, article, publication, self.table)
                receipt = replace(receipt, warnings=warnings)
            return Verdict(ruling.record, receipt, ruling.album)
        except Rejected as rejection:
            standing, album = self._standing(old, publication, edition)
            record = rejected(id_, old, standing, upload.version, rejection.problems[0])
            receipt = self._receipt(id_, Status.REJECTED, upload, publication, record)
            return Verdict(record, replace(receipt, errors=rejection.problems), album)

    def _at_its_addresses(self, old: Record | None) -> Record | None:
        """The record; one that was read from a receipt without what another article has got since the index was lost.

        That one was uploaded before, too, but never answered.
        """
        if old is None or old.revision:
            return old
        owners = {path: self.table.address(path) for path in (*old.former, old.path) if path}
        lost = {path for path, address in owners.items() if address and address.owner != old.id}
        former = tuple(path for path in old.former if path not in lost)
        return replace(old, former=former, path=None if old.path in lost else old.path)

    def _standing(
        self, old: Record | None, publication: Publication | None, edition: str
    ) -> tuple[Record | None, Album | None]:
        """What stood before a rejection, judged anew, and what there was of its pictures.

        It goes on living: a picture of it may have come, its time too, and the publication may have changed.
        """
        if old is None or publication is None:
            return old, None
        if old.version is None or is_deleted(old):
            # What was withdrawn stays so, but the page that says it shows the publication.
            known = self._with_card(old, publication)
            return replace(known, state=State.WITHDRAWN if old.path else State.NONE, edition=edition), None
        upload = self.inbox.read(article_key(old.id), MAX_BYTES, old.version)
        if upload.body is None:
            return old, None
        try:
            article = self._reread(old, upload.body, publication)
            ruling = self._rule(article, old, old.version, publication, edition)
        except Rejected:
            lists = tuple(list_ for list_ in old.lists if not is_promotion(list_))
            return replace(self._with_card(old, publication), edition=edition, lists=lists, next_look=None), None
        if ruling.record.state is State.PUBLISHED and not is_at_home(article, publication):
            return homeless(ruling.record, old), None
        return ruling.record, ruling.album

    def _reread(self, old: Record, body: bytes, publication: Publication) -> Article:
        """What stands, as it was accepted; what has yet to be published must suit the publication of that day."""
        if old.state is State.SCHEDULED:
            return parse_upload(old.id, body, publication)
        return reread_upload(old.id, body, publication)

    def _absent(
        self, id_: str, old: Record | None, upload: Upload, publication: Publication | None, edition: str
    ) -> Verdict:
        if old is None:
            receipt = self._receipt(id_, Status.REJECTED, upload, publication, None)
            return Verdict(None, replace(receipt, errors=(Problem("", "deleted-before-read"),)))
        record = deleted(self._with_card(old, publication), upload.version, edition, self.clock.now())
        receipt = self._receipt(id_, Status.WITHDRAWN, upload, publication, record)
        warnings = (Problem("", "withdrawn-without-reason"),) if old.path else ()
        return Verdict(record, replace(receipt, warnings=warnings))

    def _with_card(self, old: Record, publication: Publication | None) -> Record:
        """The record with what was public last says, for one that was read from a receipt."""
        if old.card or not old.path or not old.shown or publication is None:
            return old
        upload = self.inbox.read(article_key(old.id), MAX_BYTES, old.shown)
        if upload.body is None:
            return old
        article = reread_upload(old.id, upload.body, publication)
        withdrawal = old.withdrawal or (_withdrawal(article, self.clock.now()) if old.shown == old.version else None)
        aliases = aliases_of(self.table, article, old.path, old, publication)[0]
        card = card_of(article, old.path, {})
        return replace(old, card=card, notices=article.notices, withdrawal=withdrawal, aliases=aliases)

    def _rule(
        self, article: Article, old: Record | None, version: str, publication: Publication, edition: str
    ) -> Ruling:
        keys, now = picture_keys(article), self.clock.now()
        facts = Facts(publication, edition, self.table.album(keys), now)
        warnings = tuple(warnings_of(article, facts, self._existing(article)))
        withdrawal = _withdrawal(article, now)
        if withdrawal:
            facts = replace(
                facts, aliases=aliases_of(self.table, article, old.path if old else None, old, publication)[0]
            )
            return Ruling(withdrawn(article, old, withdrawal, version, facts), (), None)
        if article.public_from > now:
            known = self._with_card(old, publication) if old else None
            return Ruling(scheduled(article, known, version, facts), warnings, facts.album)
        path = self._free_path(article, old, version, publication)
        aliases, taken = aliases_of(self.table, article, path, old, publication)
        facts = replace(facts, aliases=aliases)
        return Ruling(published(article, old, path, version, facts), warnings + taken, facts.album)

    def _existing(self, article: Article) -> set[str]:
        records = self.table.records(related_ids(article))
        return {id_ for id_, record in records.items() if record.listed}

    def _free_path(self, article: Article, old: Record | None, version: str, publication: Publication) -> str:
        """The address that it gets. What was refused for it once doesn't get it without a new upload.

        For while a lost index is being made again, an address looks free until its owner is there.
        """
        late = old is not None and old.refused == version
        taken: dict[str, str] = {}
        for path in paths_for(article, old, publication):
            owner = self.table.address(path) if not old or path != old.path or not old.revision else None
            if owner.owner == article.id if owner else not late:
                return path
            taken = {"path": path, "owner": owner.owner if owner else "?"}
        raise Rejected(Problem("/slug", "address-taken", taken))

    def _receipt(
        self, id_: str, status: Status, upload: Upload, publication: Publication | None, record: Record | None
    ) -> Receipt:
        base = publication.url if publication else None
        receipt = Receipt(article_key(id_), status, upload.version, id_, base, self.clock.now())
        if record is None:
            return receipt
        moment = record.next_look.astimezone(UTC) if record.next_look and record.state is State.SCHEDULED else None
        withdrawn_at = record.withdrawal.date if record.withdrawal and is_deleted(record) else None
        hidden = record.never_listed and bool(record.path)
        standing = Standing(record.state, record.version, withdrawn_at, record.shown, never_listed=hidden)
        moved = tuple(dict.fromkeys([*record.former, *record.aliases]))
        return replace(receipt, path=record.path, moved_from=moved, standing=standing, publish_at=moment)


def _withdrawal(article: Article, now: datetime) -> Withdrawal | None:
    """That the newsroom has withdrawn it, or that its time is over."""
    if article.withdrawal or not article.expires or article.expires > now:
        return article.withdrawal
    return Withdrawal(article.expires, Reason.EXPIRED)
