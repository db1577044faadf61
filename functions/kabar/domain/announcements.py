"""What others are told: that an article was published, updated, corrected, withdrawn or rejected. Pure."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kabar.domain.identity import article_key
from kabar.domain.index import Record, State
from kabar.domain.life import Notice
from kabar.domain.moments import utc_text

_Json = Mapping[str, Any]


class Kind(StrEnum):
    """What happened to an article."""

    PUBLISHED = "published"
    UPDATED = "updated"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Announcement:
    """What happened, and JSON that says all that there is to say of it but the site's own address."""

    kind: Kind
    facts: _Json = field(hash=False)

    @property
    def id(self) -> str:
        """The same for the same announcement, however often it is made: 32 hexadecimal digits, from its content."""
        content = json.dumps([self.kind, self.facts], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()[:32]


def announced(old: Record | None, new: Record | None) -> Announcement | None:
    """What a change of an article's record means to others; None if nothing.

    A change of the publication, of a picture or of another article is no change of the article. Nor is it one that
    the index was lost and is made again. Of what never was listed nothing is told, nor of what happens to an article
    while it is unlisted; that it has become so is an update.
    """
    if new is None or new.never_listed or (old is None and new.recalled):
        return None
    kind = _kind(old, new)
    return Announcement(kind, _facts(old, new, kind)) if kind else None


def rejection(receipt: _Json) -> Announcement:
    """That an upload of an article was refused, by its receipt (schemas/receipt.json)."""
    names = ("key", "versionId", "standing", "errors")
    return Announcement(Kind.REJECTED, {"articleId": receipt["id"]} | {name: receipt[name] for name in names})


def _kind(old: Record | None, new: Record) -> Kind | None:
    public = new.state is State.PUBLISHED
    if old is None or not old.listed:
        if public:
            return Kind.PUBLISHED if new.listed else None
        hidden = old is not None and old.state is State.PUBLISHED
        return Kind.WITHDRAWN if hidden or _reason_given(old, new) else None
    if not public:
        return Kind.WITHDRAWN
    if set(new.notices) - set(old.notices):
        return Kind.CORRECTED
    return Kind.UPDATED if (old.version, old.path) != (new.version, new.path) else None


def _reason_given(old: Record | None, new: Record) -> bool:
    """Whether what is gone already now says why."""
    both = old is not None and old.state is new.state is State.WITHDRAWN and bool(new.path)
    return both and old is not None and old.withdrawal != new.withdrawal


def _facts(old: Record | None, new: Record, kind: Kind) -> _Json:
    known = set(old.notices) if old else set()
    withdrawal = new.withdrawal if kind is Kind.WITHDRAWN else None
    card = (new.card if kind is not Kind.WITHDRAWN else None) or (old.card if old else None) or new.card
    facts: dict[str, Any] = {
        "articleId": new.id,
        "key": article_key(new.id),
        "versionId": new.version,
        "revision": new.revision,
        "path": new.path,
        "movedFrom": list(new.former),
        "headline": card.headline if card else None,
        "section": card.section if card else None,
        "datePublished": utc_text(card.published) if card else None,
        "dateModified": utc_text(card.modified) if card and card.modified else None,
        "language": card.language if card else None,
        "unlisted": True if new.state is State.PUBLISHED and not new.listed else None,
        "notices": [_notice(each) for each in new.notices if each not in known] if kind is Kind.CORRECTED else None,
        "withdrawal": {
            "reason": withdrawal.reason.value,
            "date": utc_text(withdrawal.date),
            "statement": withdrawal.statement,
        }
        if withdrawal
        else None,
    }
    return {name: value for name, value in facts.items() if value not in (None, [])}


def _notice(notice: Notice) -> _Json:
    said = {"type": notice.kind.value, "text": notice.text, "datePublished": utc_text(notice.published)}
    return said | ({"article": notice.article} if notice.article else {})
