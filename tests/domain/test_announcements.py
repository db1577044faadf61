from dataclasses import replace
from datetime import timedelta

import pytest

from kabar.domain.announcements import Announcement, Kind, announced
from kabar.domain.index import State
from kabar.domain.life import Notice, NoticeKind, Reason, Withdrawal
from support.rows import NOON, record

_LIVE = record("a")
_NOTICE = Notice(NoticeKind.KOREKSI, "Bukan 210.", NOON)
_NEXT = {"revision": 2, "version": "v2"}
_GONE = replace(_LIVE, state=State.WITHDRAWN, lists=(), withdrawal=Withdrawal(NOON, Reason.UNSTATED), revision=2)


def _kind(old, new):
    announcement = announced(old, new)
    return announcement and announcement.kind


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (None, _LIVE, Kind.PUBLISHED),
        (replace(_LIVE, state=State.SCHEDULED), replace(_LIVE, revision=2), Kind.PUBLISHED),
        (_GONE, replace(_LIVE, revision=3), Kind.PUBLISHED),
        (_LIVE, replace(_LIVE, **_NEXT), Kind.UPDATED),
        (_LIVE, replace(_LIVE, revision=2, path="/lain/"), Kind.UPDATED),
        (_LIVE, replace(_LIVE, **_NEXT, notices=(_NOTICE,)), Kind.CORRECTED),
        (replace(_LIVE, notices=(_NOTICE,)), replace(_LIVE, **_NEXT), Kind.UPDATED),
        (_LIVE, _GONE, Kind.WITHDRAWN),
        (_LIVE, replace(_LIVE, **_NEXT, state=State.SCHEDULED), Kind.WITHDRAWN),
        (_GONE, replace(_GONE, revision=3, withdrawal=Withdrawal(NOON, Reason.SARA, "Keliru")), Kind.WITHDRAWN),
    ],
)
def test_what_readers_see_happen_is_announced(old, new, kind):
    assert _kind(old, new) == kind


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (None, replace(_LIVE, state=State.SCHEDULED)),
        (None, replace(_LIVE, state=State.NONE, path=None)),
        (_LIVE, replace(_LIVE, revision=2, edition="e2")),
        (_LIVE, replace(_LIVE, revision=2, pictures="0f", card=replace(_LIVE.card, picture_alt="x"))),
        (_LIVE, replace(_LIVE, revision=2, answered="v2")),
        (_GONE, replace(_GONE, revision=3, edition="e2")),
        (None, replace(_LIVE, recalled=True)),
        (replace(_LIVE, recalled=True), replace(_LIVE, revision=2)),
        (_LIVE, None),
    ],
)
def test_what_is_nobody_s_news_is_not(old, new):
    assert announced(old, new) is None


def test_a_correction_tells_what_is_new_alone():
    later = Notice(NoticeKind.HAK_JAWAB, "Kami keberatan.", NOON + timedelta(days=1), "b")
    announcement = announced(replace(_LIVE, notices=(_NOTICE,)), replace(_LIVE, notices=(_NOTICE, later), revision=2))
    assert announcement.facts["notices"] == [
        {"type": "hak-jawab", "text": "Kami keberatan.", "datePublished": "2024-12-03T05:00:00Z", "article": "b"}
    ]


def test_a_withdrawal_says_why_and_an_article_put_off_shows_nothing_of_what_it_will_say():
    assert announced(_LIVE, _GONE).facts["withdrawal"] == {
        "reason": "unstated", "date": "2024-12-02T05:00:00Z", "statement": None,
    }  # fmt: skip
    later = replace(_LIVE, **_NEXT, state=State.SCHEDULED, card=replace(_LIVE.card, headline="Rahasia"))
    assert announced(_LIVE, later).facts["headline"] == _LIVE.card.headline
    assert "withdrawal" not in announced(_LIVE, later).facts


def test_the_id_is_the_content_s():
    one, same = announced(None, _LIVE), announced(None, replace(_LIVE))
    others = [announced(None, replace(_LIVE, version="v2")), announced(_LIVE, replace(_LIVE, **_NEXT)),
              Announcement(Kind.UPDATED, one.facts)]  # fmt: skip
    assert one.id == same.id
    assert len({one.id, *(each.id for each in others)}) == 4
