"""Notices and withdrawals in the words of the reader.

Dewan Pers, Pedoman Pemberitaan Media Siber: items 2 (verification), 4 (corrections and replies), 5 (withdrawals).
"""

from collections.abc import Mapping
from typing import Final

from kabar.domain.article import Article, Card
from kabar.domain.life import Notice, NoticeKind, Reason, Sponsor, Withdrawal
from kabar.domain.links import outside
from kabar.domain.markup import inline
from kabar.domain.publication import Publication
from kabar.render.contexts import Link, NoticeView, Time
from kabar.render.dates import Calendar
from kabar.render.facts import language_among, title
from kabar.render.words import Words

_KINDS: Final = {
    NoticeKind.RALAT: "Erratum",
    NoticeKind.KOREKSI: "Correction",
    NoticeKind.HAK_JAWAB: "Right of reply",
}
_REASONS: Final = {
    Reason.SARA: "Withdrawn because it touches on ethnicity, religion, race or intergroup relations (SARA).",
    Reason.KESUSILAAN: "Withdrawn because it offends against decency.",
    Reason.MASA_DEPAN_ANAK: "Withdrawn to protect the future of a child.",
    Reason.TRAUMA_KORBAN: "Withdrawn out of regard for a victim's traumatic experience.",
    Reason.DEWAN_PERS: "Withdrawn on special grounds laid down by the Press Council (Dewan Pers).",
    Reason.OTHER: "Withdrawn for another reason.",
    Reason.UNSTATED: "Withdrawn. No reason was given.",
    Reason.AGENCY: "Withdrawn because the news agency that it comes from has withdrawn it.",
    Reason.EXPIRED: "Its time on this site is over.",
}
_PROTECTING: Final = frozenset({Reason.MASA_DEPAN_ANAK, Reason.TRAUMA_KORBAN})


def kind_name(kind: NoticeKind, words: Words) -> str:
    """What readers call the kind of a notice."""
    return words.say(_KINDS[kind])


def reason_text(reason: Reason, words: Words) -> str:
    """Why an article was withdrawn, as a sentence."""
    return words.say(_REASONS[reason])


def may_be_named(withdrawal: Withdrawal | None) -> bool:
    """Whether readers may still be told what a withdrawn article was called: not where that may identify a person.

    Nor where it isn't known why it is not public.
    """
    return withdrawal is not None and withdrawal.reason not in _PROTECTING


def notice_views(
    article: Article, related: Mapping[str, Card], calendar: Calendar, words: Words, publication: Publication
) -> tuple[NoticeView, ...]:
    """The article's notices in their order, linked to the replies that are published."""
    return tuple(
        NoticeView(
            anchor=notice_anchor(number),
            kind=kind_name(notice.kind, words),
            text=inline(notice.text),
            time=Time(calendar.stamp(notice.published), calendar.moment(notice.published)),
            reply=reply_link(notice, related, publication, article.language),
        )
        for number, notice in enumerate(article.notices)
    )


def notice_anchor(number: int) -> str:
    """Where the notice of this number (from 0) stands on the article's page."""
    return f"notice-{number + 1}"


def reply_link(
    notice: Notice, cards: Mapping[str, Card], publication: Publication, here: str | None = None
) -> Link | None:
    """The article with the reply, once it is published; `here` is the page's language, if not the publication's."""
    card = cards.get(notice.article or "")
    return card_link(card, publication, here) if card else None


def card_link(card: Card, publication: Publication, here: str | None = None) -> Link:
    """An article by its headline; `here` is the language of the page, if not the publication's."""
    return Link(title(card), card.path, language=language_among(card, publication, here))


def sponsor_link(sponsor: Sponsor) -> Link:
    """Who paid."""
    return Link(sponsor.name, outside(sponsor.url) if sponsor.url else None)
