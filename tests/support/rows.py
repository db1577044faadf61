"""Rows of the index: one good one of each kind, and strategies for all that there may be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from kabar.domain.article import Byline, Card, StoredPicture, Tag
from kabar.domain.index import (
    Address,
    Claim,
    CropWish,
    DayMark,
    Holder,
    ListEntry,
    Media,
    MonthMark,
    NewsMark,
    Record,
    Reference,
    Rendition,
    Row,
    Site,
    State,
)
from kabar.domain.picture_facts import PictureFacts

NOON = datetime(2024, 12, 2, 5, tzinfo=UTC)
PICTURE = StoredPicture("media/a.jpg", "0f34" * 8, 1280, 720, "#4a6b58", "data:,", "Antara")


def card(id_: str = "a", published: datetime = NOON, **fields: Any) -> Card:
    """What lists show of an article."""
    return Card(
        id=id_,
        path=f"/2024/12/02/{id_}/",
        headline=f"Berita {id_}",
        description="Ringkasan.",
        section="daerah",
        authors=(Byline("rn"),),
        published=published,
        modified=None,
        tags=(Tag("sungai", "Sungai"),),
        **fields,
    )


def record(id_: str = "a", revision: int = 1, **fields: Any) -> Record:
    """A published article's record."""
    standing: dict[str, Any] = {
        "version": "v1", "path": f"/2024/12/02/{id_}/", "card": card(id_), "day": "2024-12-02", "lists": ("home",),
    }  # fmt: skip
    return Record(id_, revision, State.PUBLISHED, "v1", "edition", **(standing | fields))


def entry(id_: str, minutes: int = 0, list_: str = "home", **fields: Any) -> ListEntry:
    """An article's place in a list, so many minutes after noon."""
    return ListEntry(list_, replace(card(id_), published=NOON + timedelta(minutes=minutes), **fields), "2024-12-02")


FACTS = PictureFacts("0f34" * 16, 1280, 720, "#4a6b58", "data:,", credit="Antara")
"""Of the picture."""


_text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
_maybe = st.none() | _text
_texts = st.lists(_text, max_size=4).map(tuple)
_moments = st.datetimes(datetime(1800, 1, 1), datetime(2199, 12, 31), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)
_day = st.dates().map(str)
_revision = st.integers(1, 10**9)
_pictures = st.builds(
    StoredPicture, _text, _text, st.integers(1, 9999), st.integers(1, 9999), _text, _text, _maybe, _maybe,
    st.booleans(), st.booleans(),
)  # fmt: skip
cards = st.builds(
    Card,
    id=_text,
    path=_text,
    headline=_text,
    description=st.text(max_size=5),
    section=_text,
    authors=st.lists(st.builds(Byline, _maybe, _maybe, _maybe), max_size=3).map(tuple),
    published=_moments,
    modified=st.none() | _moments,
    tags=st.lists(st.builds(Tag, _text, _text), max_size=3).map(tuple),
    language=_maybe,
    picture=st.none() | _pictures,
    picture_alt=_maybe,
    picture_credit=_maybe,
    picture_focal_point=st.none() | st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
_facts = st.builds(
    PictureFacts, _text, st.integers(1, 9999), st.integers(1, 9999), _text, _text, _maybe, _maybe, st.booleans(),
    st.booleans(),
)  # fmt: skip
_use = st.from_regex(r"[0-9]{1,3}-[0-9]{1,3}", fullmatch=True)
KINDS: dict[type[Any], st.SearchStrategy[Row]] = {
    Record: st.builds(
        Record, _text, _revision, st.sampled_from(State), _maybe, _text, _maybe, _maybe, _texts, st.none() | cards,
        st.none() | _day, _texts, _texts, st.text(max_size=4), st.none() | _moments,
    ),
    ListEntry: st.builds(ListEntry, _text, cards, _day),
    Address: st.builds(Address, _text, _text, st.sampled_from(Claim)),
    Reference: st.builds(Reference, _text, _text),
    Media: st.builds(
        Media, _text, _revision, _maybe, st.none() | _facts, _maybe, st.none() | _facts, st.integers(0, 255),
        _texts,
    ),
    Holder: st.builds(Holder, _text, _text),
    Rendition: st.builds(Rendition, _text, _revision, _text, _texts, st.none() | _moments),
    CropWish: st.builds(CropWish, _text, _use, _text),
    Site: st.builds(
        Site, _revision, _maybe, _maybe, _texts, _texts, _texts, _texts, st.lists(_pictures, max_size=3).map(tuple)
    ),
    DayMark: st.builds(DayMark, st.just("") | _text, _day),
    MonthMark: st.builds(MonthMark, _day.map(lambda day: day[:7]), _moments, st.integers(1, 9)),
    NewsMark: st.builds(NewsMark, st.integers(1, 9)),
}  # fmt: skip
