"""A story as text for people, and as JSON for programs."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from kabar.domain.index import Record, State
from kabar_cli.status.story import Story

_LINE = 12


def as_text(story: Story, now: datetime) -> Iterator[str]:
    """Lines, in parts: what stands, versions, answers, pages, what is to come, what was given up."""
    yield from _head(story)
    yield from _versions(story, now)
    yield from _receipts(story)
    if story.pages:
        yield "\nPages"
        for page in story.pages:
            age = f"{_ago(now - page.at)}, {page.size} bytes, {page.etag[:12]}" if page.at else "not there"
            yield f"  {page.path}  {page.status + '  ' if page.status != '200' else ''}{age}"
    if story.given_up:
        yield "\nGiven up (`kabar redrive` tries again)"
        yield from (f"  {line}" for line in story.given_up)
    yield from ("", *story.notes) if story.notes else ()


def as_object(story: Story) -> dict[str, Any]:
    """The same for programs; moments are RFC 3339, UTC."""
    record = story.record
    return {
        "key": story.key,
        "state": str(record.state) if record else None,
        "path": record.path if record else None,
        "movedFrom": list(record.former) if record else [],
        "lists": list(record.lists) if record else [],
        "refersTo": list(record.refs) if record else [],
        "referredToBy": story.referrers,
        "versions": [
            {"versionId": each.id, "at": _moment(each.at), "size": each.size, "newest": each.newest}
            for each in story.versions
        ],
        "receipts": story.receipts,
        "pages": [
            {"path": each.path, "at": _moment(each.at), "etag": each.etag, "status": each.status, "size": each.size}
            for each in story.pages
        ],
        "nextLook": _moment(record.next_look) if record else None,
        "alarm": story.alarm,
        "givenUp": story.given_up,
    }


def _head(story: Story) -> Iterator[str]:
    record, receipt = story.record, story.receipts[0] if story.receipts else {}
    state = str(record.state) if record else receipt.get("status", "not looked at yet")
    yield f"{story.key}: {state}"
    facts = {
        "headline": record.card.headline if record and record.card else "",
        "address": receipt.get("url") or (record.path if record else "") or "",
        "moved from": ", ".join(record.former) if record else "",
        "lists": _lists(record) if record else "",
        "refers to": ", ".join(record.refs) if record else "",
        "shown by": ", ".join(story.referrers),
        "next look": _moment(record.next_look) or "" if record else "",
        "alarm": story.alarm or "",
        "withdrawn": _withdrawn(story),
    }
    yield from (f"  {name.ljust(_LINE)}{value}" for name, value in facts.items() if value)


def _lists(record: Record) -> str:
    alone = record.state is State.PUBLISHED and not record.lists
    return "none: it is unlisted" if alone else ", ".join(record.lists)


def _withdrawn(story: Story) -> str:
    withdrawal = story.record.withdrawal if story.record else None
    return f"{_moment(withdrawal.date)} ({withdrawal.reason}) {withdrawal.statement or ''}" if withdrawal else ""


def _versions(story: Story, now: datetime) -> Iterator[str]:
    standing = story.record.version if story.record else None
    yield "\nVersions" if story.versions else "\nNo version in the inbox"
    for each in story.versions:
        what = "deleted" if each.size is None else f"{each.size} bytes"
        marks = ["newest"] * each.newest + ["stands"] * (each.id == standing)
        yield f"  {_moment(each.at)}  {_ago(now - each.at)}  {what}  {each.id}  {', '.join(marks)}".rstrip()


def _receipts(story: Story) -> Iterator[str]:
    yield "\nAnswers" if story.receipts else "\nNo answer yet"
    for receipt in story.receipts:
        when = f" for {receipt['publishAt']}" if receipt.get("publishAt") else ""
        yield f"  {receipt['at']}  {receipt['status']}{when}  to {receipt['versionId']}"
        for kind in ("errors", "warnings"):
            for problem in receipt[kind]:
                yield f"    {kind[:-1]}: {problem['pointer']} {problem['message']} [{problem['code']}]"


def _moment(moment: datetime | None) -> str | None:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if moment else None


def _ago(age: timedelta) -> str:
    seconds = max(0, int(age.total_seconds()))
    for size, name in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            number = seconds // size
            return f"{number} {name}{'s' * (number > 1)} ago"
    return f"{seconds} second{'s' * (seconds != 1)} ago"
