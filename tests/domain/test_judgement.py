import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kabar.domain.album import Album
from kabar.domain.article import StoredPicture
from kabar.domain.identity import short_hash
from kabar.domain.index import State
from kabar.domain.judgement import Facts, deleted, fingerprint, paths_for, published, rejected, scheduled, warnings_of
from kabar.domain.life import Reason, Withdrawal
from kabar.domain.parsing import parse_article
from kabar.domain.problems import Problem
from kabar.domain.uses import card_of
from support.documents import PATH, PUBLICATION, article, image, related
from support.rows import FACTS

_FACTS = Facts(PUBLICATION, "v1:", Album((), {}, {}), datetime(2025, 1, 1, tzinfo=UTC))


def _album(*keys):
    return Album(keys, dict.fromkeys(keys, FACTS), {key: _STORED[key] for key in keys})


_STORED = {key: StoredPicture(key, key[6], 32, 18) for key in ("media/a.jpg", "media/b.jpg")}


NOW = datetime(2025, 1, 1, tzinfo=UTC)


def _article(**fields):
    return parse_article("a", json.dumps(article(**fields)).encode(), PUBLICATION)


def _published(record=None, path=PATH, facts=_FACTS, **fields):
    return published(_article(**fields), record, path, "v1", facts)


def test_the_first_address_is_made_of_the_headline_and_the_second_choice_of_the_id_too():
    assert paths_for(_article(), None, PUBLICATION) == (PATH, f"{PATH[:-1]}-{short_hash('a')}/")


def test_an_address_stays_though_the_headline_changes():
    assert paths_for(_article(headline="Lain"), _published(), PUBLICATION)[0] == PATH


def test_an_address_follows_a_corrected_date():
    path = paths_for(_article(datePublished="2024-12-03T10:15"), _published(), PUBLICATION)[0]
    assert path == "/2024/12/03/air-sungai-naik/"


def test_a_slug_that_was_asked_for_has_no_second_choice():
    assert paths_for(_article(slug="banjir"), _published(), PUBLICATION) == ("/2024/12/02/banjir/",)


def test_a_published_record_says_everything_that_lists_need():
    record = _published(facts=replace(_FACTS, album=_album(*_STORED)), keywords=["Air"],
                        articleBody=[image("media/a.jpg"), related("b")])  # fmt: skip
    assert (record.revision, record.state, record.version, record.answered) == (1, State.PUBLISHED, "v1", "v1")
    assert record.lists == ("home", "section/daerah", "tag/air", "author/rn")
    assert (record.day, record.path, record.former) == ("2024-12-02", PATH, ())
    assert record.refs == ("media/a.jpg", "articles/b.json")
    assert record.pictures == fingerprint([_STORED["media/a.jpg"]])


def test_moving_remembers_every_former_address_but_the_new_one():
    moved = _published(_published(_published(), "/b/"), "/c/")
    assert moved.former == (PATH, "/b/")
    back = _published(moved, PATH)
    assert (back.path, back.former, back.revision) == (PATH, ("/b/", "/c/"), 4)


def test_a_scheduled_record_lists_nothing_and_tells_when_in_utc():
    record = scheduled(_article(datePublished="2025-06-01T08:00"), None, "v1", _FACTS)
    assert (record.state, record.path, record.card, record.lists) == (State.SCHEDULED, None, None, ())
    assert record.next_look == datetime(2025, 6, 1, 1, tzinfo=UTC)
    assert record.next_look.tzinfo is UTC


def test_a_published_article_put_off_keeps_its_address_and_what_was_public():
    record = scheduled(_article(datePublished="2025-06-01T08:00"), _published(), "v2", _FACTS)
    assert (record.path, record.card, record.revision) == (PATH, _published().card, 2)


def test_a_withdrawn_record_keeps_address_and_headline_and_no_list():
    record = deleted(_published(), "v2", "v9:", NOW)
    assert (record.state, record.path, record.lists, record.refs) == (State.WITHDRAWN, PATH, (), ())
    assert (record.version, record.answered, record.edition) == ("v1", "v2", "v9:")
    assert record.withdrawal == Withdrawal(NOW, Reason.UNSTATED)
    assert record.card is not None


def test_deleting_what_was_withdrawn_before_keeps_the_reason():
    stated = Withdrawal(NOW, Reason.MASA_DEPAN_ANAK, "Demi anak.")
    assert deleted(replace(_published(), withdrawal=stated), "v2", "", NOW).withdrawal == stated


def test_what_never_was_public_leaves_no_trace_when_it_is_deleted():
    record = deleted(scheduled(_article(datePublished="2025-06-01T08:00"), None, "v1", _FACTS), "v2", "", NOW)
    assert (record.state, record.next_look) == (State.NONE, None)


def test_a_rejection_leaves_what_stood():
    old = _published()
    assert rejected("a", old, old, "v2", Problem("", "too-large")) == replace(old, revision=2, answered="v2")


def test_the_first_upload_rejected_leaves_a_record_of_nothing():
    record = rejected("a", None, None, "v1", Problem("", "too-large"))
    assert (record.revision, record.state, record.answered, record.version) == (1, State.NONE, "v1", None)


@pytest.mark.parametrize("there", [(), ("media/a.jpg",), ("media/a.jpg", "media/b.jpg")])
def test_what_is_missing_is_warned_of_and_nothing_else(there):
    body = [image("media/a.jpg"), image("media/b.jpg"), related("b"), related("c")]
    facts = replace(_FACTS, album=_album(*there))
    warned = [(each.code, *each.values.values()) for each in warnings_of(_article(articleBody=body), facts, {"c"})]
    missing = [("picture-missing", key) for key in _STORED if key not in there]
    assert warned == [*missing, ("related-missing", "b")]


def test_a_card_shows_the_first_picture_that_has_arrived():
    main = {"contentUrl": "media/a.jpg", "alt": "Utama", "creditText": "Rina"}
    read = _article(image=main, articleBody=[image("media/b.jpg")])
    second = card_of(read, PATH, {"media/b.jpg": _STORED["media/b.jpg"]})
    first = card_of(read, PATH, _STORED)
    assert (second.picture, second.picture_alt) == (_STORED["media/b.jpg"], "Gambar")
    assert (first.picture, first.picture_alt, first.picture_credit) == (_STORED["media/a.jpg"], "Utama", "Rina")
    assert card_of(read, PATH, {}).picture is None


def test_fingerprints_differ_whenever_the_pictures_do():
    one, two = _STORED.values()
    prints = {fingerprint(pictures) for pictures in ([], [one], [two], [one, two], [two, one], [replace(one, width=1)])}
    assert len(prints) == 6
