"""What happens to an article after its publication: notices, withdrawal, relations to later articles."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class NoticeKind(StrEnum):
    """Dewan Pers, Pedoman Pemberitaan Media Siber, item 4: erratum, correction, right of reply."""

    RALAT = "ralat"
    KOREKSI = "koreksi"
    HAK_JAWAB = "hak-jawab"


@dataclass(frozen=True, slots=True)
class Notice:
    """A dated note at an article. The text has inline markup; `article` is the id of the reply, if it is one."""

    kind: NoticeKind
    text: str
    published: datetime
    article: str | None = None


class Reason(StrEnum):
    """Why an article was withdrawn: what item 5 of the guidelines names, or one of the last four."""

    SARA = "sara"
    KESUSILAAN = "kesusilaan"
    MASA_DEPAN_ANAK = "masa-depan-anak"
    TRAUMA_KORBAN = "trauma-korban"
    DEWAN_PERS = "dewan-pers"
    OTHER = "other"
    UNSTATED = "unstated"
    EXPIRED = "expired"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """When and why an article was taken down, and what readers are told (plain text)."""

    date: datetime
    reason: Reason
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Sponsor:
    """Who paid for an advertorial."""

    name: str
    url: str | None = None


class RelationKind(StrEnum):
    """How a later article concerns an earlier one."""

    REPLY_TO = "reply-to"
    """The target carries the reply to the article that names it."""
    FOLLOW_UP = "follow-up"
    """The article that names the target follows it up."""
