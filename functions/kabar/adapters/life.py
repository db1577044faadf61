"""Notices and withdrawals as JSON arrays, the form in which the table keeps them."""

from collections.abc import Sequence

from kabar.domain.life import Notice, NoticeKind, Reason, Withdrawal
from kabar.domain.moments import from_utc_text, utc_text

Fields = Sequence[str | None]


def notice_fields(notice: Notice) -> Fields:
    """A notice's kind, text, moment and the id of the reply."""
    return [notice.kind.value, notice.text, utc_text(notice.published), notice.article]


def load_notice(fields: Fields) -> Notice:
    """The notice that notice_fields wrote."""
    kind, text, published, article = fields
    return Notice(NoticeKind(str(kind)), str(text), from_utc_text(str(published)), article)


def withdrawal_fields(withdrawal: Withdrawal) -> Fields:
    """A withdrawal's moment, reason and statement."""
    return [utc_text(withdrawal.date), withdrawal.reason.value, withdrawal.statement]


def load_withdrawal(fields: Fields) -> Withdrawal:
    """The withdrawal that withdrawal_fields wrote."""
    date, reason, statement = fields
    return Withdrawal(from_utc_text(str(date)), Reason(str(reason)), statement)
