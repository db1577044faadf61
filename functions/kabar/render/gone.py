"""The page of an address whose article is no longer public."""

from kabar.domain.life import Reason
from kabar.domain.site import Frame, GonePage
from kabar.render.contexts import Head, Time
from kabar.render.facts import title
from kabar.render.life import may_be_named, reason_text
from kabar.render.life_contexts import GoneContext
from kabar.render.shell import direction, home_feeds, shell
from kabar.render.teasers import calendar_of
from kabar.render.words import Words


def gone_context(frame: Frame, page: GonePage) -> GoneContext:
    """What was withdrawn, when and why, as far as it is known and may be said."""
    publication, card, withdrawal = frame.publication, page.card, page.withdrawal
    words, calendar = Words(publication.language), calendar_of(publication)
    named = card if may_be_named(withdrawal) else None
    return GoneContext(
        shell=shell(frame),
        head=_head(frame, words, page),
        words=words,
        headline=title(named) if named else None,
        language=named.language if named and named.language != publication.language else None,
        published=calendar.day(calendar.local_day(card.published)) if card else None,
        withdrawn=Time(calendar.stamp(withdrawal.date), calendar.moment(withdrawal.date)) if withdrawal else None,
        withdrawn_by_newsroom=_by_newsroom(page),
        reason=reason_text(withdrawal.reason, words) if withdrawal else None,
        statement=withdrawal.statement if withdrawal else None,
    )


def _by_newsroom(page: GonePage) -> bool:
    return page.withdrawal is not None and page.withdrawal.reason is not Reason.EXPIRED


def _head(frame: Frame, words: Words, page: GonePage) -> Head:
    language = frame.publication.language
    said = words.say("Article withdrawn") if _by_newsroom(page) else words.say("Article no longer available")
    return Head(said, None, language, direction(language), feeds=home_feeds(frame.publication))
