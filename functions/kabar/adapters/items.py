"""Rows of the index as DynamoDB items, and back: for the table and for its stream."""

import json
from typing import Any

from kabar.adapters.cards import dump_card, load_card, load_picture, picture_fields
from kabar.adapters.item_values import Item, text, texts
from kabar.adapters.life import load_notice, load_withdrawal, notice_fields, withdrawal_fields
from kabar.adapters.media import load_media, media_fields
from kabar.domain.index import (
    Address,
    Claim,
    CropWish,
    DayMark,
    Holder,
    LedgerEntry,
    ListEntry,
    Media,
    MonthMark,
    NewsMark,
    Record,
    Reference,
    Relation,
    Rendition,
    Row,
    Site,
    State,
    YearMark,
)
from kabar.domain.life import RelationKind
from kabar.domain.moments import from_utc_text, utc_text
from kabar.domain.rows import key_of


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


def _site_fields(row: Site) -> dict[str, str | int | tuple[str, ...] | None]:
    return {
        "revision": row.revision, "answered": row.answered, "version": row.version, "sections": row.sections,
        "authors": row.authors, "pages": row.pages, "refs": row.refs, "indexNow": row.index_now,
        "pictures": tuple(json.dumps(picture_fields(each), ensure_ascii=False) for each in row.pictures),
    }  # fmt: skip


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
                "crops": tuple(" ".join(crop) for crop in row.crops) or None,
                "recalled": "yes" if row.recalled else None,
                "neverListed": "yes" if row.never_listed else None,
            }  # fmt: skip
        case ListEntry():
            return {"card": dump_card(row.card), "day": row.day}
        case Address():
            return {"owner": row.owner, "claim": row.claim.value}
        case Media() | Rendition():
            return media_fields(row)
        case Site():
            return _site_fields(row)
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
        case Reference() | DayMark() | Relation() | YearMark() | Holder() | CropWish():
            return {}


def from_item(item: Item) -> Row | None:
    """The row of an item; None for an item of a kind that this version doesn't know."""
    kind, _, name = item["pk"]["S"].partition("#")
    if kind == "LIST":  # Nearly all that is read.
        return ListEntry(name, load_card(item["card"]["S"]), item["day"]["S"])
    sort = item["sk"]["S"]
    match kind:
        case "ARTICLE":
            return _record(name, item)
        case "URL":
            return Address(name, item["owner"]["S"], Claim(item["claim"]["S"]))
        case "REF":
            return Reference(name, sort)
        case "MEDIA" | "RENDITION" | "HOLDS" | "CROP":
            return load_media(kind, name, sort, item)
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
    notice, withdrawal = text(item, "notice"), text(item, "withdrawal")
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
    card, next_look = text(item, "card"), text(item, "nextLook")
    notices, withdrawal = text(item, "notices"), text(item, "withdrawal")
    return Record(
        id=id_,
        revision=int(item["revision"]["N"]),
        state=State(item["state"]["S"]),
        answered=text(item, "answered"),
        edition=item["edition"]["S"],
        version=text(item, "version"),
        path=text(item, "path"),
        former=texts(item, "former"),
        card=load_card(card) if card else None,
        day=text(item, "day"),
        lists=texts(item, "lists"),
        refs=texts(item, "refs"),
        pictures=text(item, "pictures") or "",
        next_look=from_utc_text(next_look) if next_look else None,
        notices=tuple(map(load_notice, json.loads(notices))) if notices else (),
        withdrawal=load_withdrawal(json.loads(withdrawal)) if withdrawal else None,
        follow_up_to=text(item, "followUpTo"),
        embargoed="embargoed" in item,
        recalled="recalled" in item,
        never_listed="neverListed" in item,
        shown=text(item, "shown"),
        aliases=texts(item, "aliases"),
        crops=tuple((use, key) for use, _, key in (crop.partition(" ") for crop in texts(item, "crops"))),
        refused=text(item, "refused"),
    )


def _site(item: Item) -> Site:
    return Site(
        revision=int(item["revision"]["N"]),
        answered=text(item, "answered"),
        version=text(item, "version"),
        sections=texts(item, "sections"),
        authors=texts(item, "authors"),
        pages=texts(item, "pages"),
        refs=texts(item, "refs"),
        index_now=text(item, "indexNow"),
        pictures=tuple(load_picture(json.loads(each)) for each in texts(item, "pictures")),
    )


def _number(item: Item, name: str, absent: int) -> int:
    return int(item[name]["N"]) if name in item else absent
