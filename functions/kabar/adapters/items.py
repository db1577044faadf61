"""Rows of the index as DynamoDB items, and back: for the table and for its stream."""

import json
from collections.abc import Mapping
from typing import Any

from kabar.adapters.cards import dump_card, load_card, load_picture, picture_fields
from kabar.adapters.life import load_notice, load_withdrawal, notice_fields, withdrawal_fields
from kabar.domain.index import (
    Address,
    Claim,
    DayMark,
    LedgerEntry,
    ListEntry,
    Media,
    MonthMark,
    NewsMark,
    Record,
    Reference,
    Relation,
    Row,
    Site,
    State,
    YearMark,
)
from kabar.domain.life import RelationKind
from kabar.domain.moments import from_utc_text, utc_text
from kabar.domain.rows import key_of

Item = Mapping[str, Mapping[str, Any]]
"""An item as the low-level API has it: `{"pk": {"S": "..."}, ...}`."""


def to_item(row: Row) -> dict[str, dict[str, Any]]:
    """The item of a row, keys included."""
    pk, sk = key_of(row)
    fields = {"pk": pk, "sk": sk} | _fields(row)
    return {name: _value(value) for name, value in fields.items() if value is not None}


def key_item(row: Row) -> dict[str, dict[str, Any]]:
    """The key of a row's item."""
    pk, sk = key_of(row)
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def _value(value: str | int | tuple[str, ...]) -> dict[str, Any]:
    match value:
        case str():
            return {"S": value}
        case int():
            return {"N": str(value)}
        case _:
            return {"L": [{"S": text} for text in value]}


def _fields(row: Row) -> dict[str, str | int | tuple[str, ...] | None]:
    match row:
        case Record():
            return {
                "revision": row.revision, "state": row.state.value, "answered": row.answered, "edition": row.edition,
                "version": row.version, "path": row.path, "former": row.former or None, "day": row.day,
                "card": dump_card(row.card) if row.card else None, "lists": row.lists or None,
                "refs": row.refs or None, "pictures": row.pictures or None,
                "nextLook": utc_text(row.next_look) if row.next_look else None,
                "notices": json.dumps([notice_fields(notice) for notice in row.notices]) if row.notices else None,
                "withdrawal": json.dumps(withdrawal_fields(row.withdrawal)) if row.withdrawal else None,
                "followUpTo": row.follow_up_to,
                "embargoed": "yes" if row.embargoed else None, "shown": row.shown,
                "aliases": row.aliases or None, "refused": row.refused,
            }  # fmt: skip
        case ListEntry():
            return {"card": dump_card(row.card), "day": row.day}
        case Address():
            return {"owner": row.owner, "claim": row.claim.value}
        case Media():
            picture = json.dumps(picture_fields(row.picture)) if row.picture else None
            return {"revision": row.revision, "version": row.version, "picture": picture}
        case Site():
            return {
                "revision": row.revision, "answered": row.answered, "version": row.version, "sections": row.sections,
                "authors": row.authors, "pages": row.pages, "refs": row.refs, "pictures": row.pictures or None,
            }  # fmt: skip
        case MonthMark():
            return {"modified": utc_text(row.modified), "parts": row.parts if row.parts > 1 else None}
        case NewsMark():
            return {"parts": row.parts}
        case LedgerEntry():
            said = {
                "notice": json.dumps(notice_fields(row.notice)) if row.notice else None,
                "withdrawal": json.dumps(withdrawal_fields(row.withdrawal)) if row.withdrawal else None,
            }
            return {"headline": row.headline, "path": row.path, **said}
        case Reference() | DayMark() | Relation() | YearMark():
            return {}


def from_item(item: Item) -> Row | None:
    """The row of an item; None for an item of a kind that this version doesn't know."""
    kind, _, name = item["pk"]["S"].partition("#")
    sort = item["sk"]["S"]
    match kind:
        case "ARTICLE":
            return _record(name, item)
        case "LIST":
            return ListEntry(name, load_card(item["card"]["S"]), item["day"]["S"])
        case "URL":
            return Address(name, item["owner"]["S"], Claim(item["claim"]["S"]))
        case "REF":
            return Reference(name, sort)
        case "MEDIA":
            picture = _text(item, "picture")
            stored = load_picture(json.loads(picture)) if picture else None
            return Media(name, int(item["revision"]["N"]), _text(item, "version"), stored)
        case "SITE":
            return _site(item)
        case "DAYS":
            return DayMark(name, sort)
        case "MONTHS":
            return MonthMark(sort, from_utc_text(item["modified"]["S"]), _number(item, "parts", 1))
        case _:
            return _life(kind, name, sort, item)


def _life(kind: str, name: str, sort: str, item: Item) -> Row | None:
    match kind:
        case "BACK":
            relation, _, by = sort.partition("#")
            return Relation(name, RelationKind(relation), by)
        case "LEDGER":
            return _entry(sort, item)
        case "YEARS":
            return YearMark(sort)
        case "NEWS":
            return NewsMark(int(item["parts"]["N"]))
        case _:
            return None


def _entry(sort: str, item: Item) -> LedgerEntry:
    date, article, number = sort.split("#")
    notice, withdrawal = _text(item, "notice"), _text(item, "withdrawal")
    return LedgerEntry(
        date=from_utc_text(date),
        article=article,
        number=int(number),
        headline=item["headline"]["S"],
        path=item["path"]["S"],
        notice=load_notice(json.loads(notice)) if notice else None,
        withdrawal=load_withdrawal(json.loads(withdrawal)) if withdrawal else None,
    )


def _record(id_: str, item: Item) -> Record:
    card, next_look = _text(item, "card"), _text(item, "nextLook")
    notices, withdrawal = _text(item, "notices"), _text(item, "withdrawal")
    return Record(
        id=id_,
        revision=int(item["revision"]["N"]),
        state=State(item["state"]["S"]),
        answered=_text(item, "answered"),
        edition=item["edition"]["S"],
        version=_text(item, "version"),
        path=_text(item, "path"),
        former=_texts(item, "former"),
        card=load_card(card) if card else None,
        day=_text(item, "day"),
        lists=_texts(item, "lists"),
        refs=_texts(item, "refs"),
        pictures=_text(item, "pictures") or "",
        next_look=from_utc_text(next_look) if next_look else None,
        notices=tuple(map(load_notice, json.loads(notices))) if notices else (),
        withdrawal=load_withdrawal(json.loads(withdrawal)) if withdrawal else None,
        follow_up_to=_text(item, "followUpTo"),
        embargoed="embargoed" in item,
        shown=_text(item, "shown"),
        aliases=_texts(item, "aliases"),
        refused=_text(item, "refused"),
    )


def _site(item: Item) -> Site:
    return Site(
        revision=int(item["revision"]["N"]),
        answered=_text(item, "answered"),
        version=_text(item, "version"),
        sections=_texts(item, "sections"),
        authors=_texts(item, "authors"),
        pages=_texts(item, "pages"),
        refs=_texts(item, "refs"),
        pictures=_text(item, "pictures") or "",
    )


def _text(item: Item, name: str) -> str | None:
    return item[name]["S"] if name in item else None


def _number(item: Item, name: str, absent: int) -> int:
    return int(item[name]["N"]) if name in item else absent


def _texts(item: Item, name: str) -> tuple[str, ...]:
    return tuple(value["S"] for value in item[name]["L"]) if name in item else ()
