"""Receipts as JSON, in the publication's language."""

import json
from typing import Any

from kabar.domain.moments import utc_text
from kabar.domain.problems import Problem
from kabar.domain.receipts import Receipt, Standing
from kabar.domain.takeover import Takeover
from kabar.render.problems import reason_and_cure
from kabar.render.words import Words


def receipt_json(receipt: Receipt, language: str) -> bytes:
    """The document of schemas/receipt.json."""
    words = Words(language)
    document: dict[str, Any] = {
        "status": receipt.status.value,
        "key": receipt.key,
        "versionId": receipt.version,
        "id": receipt.id,
        "url": receipt.url,
        "movedFrom": list(receipt.moved_from),
        "standing": _standing(receipt.standing) if receipt.standing else None,
        "errors": [_problem(problem, words) for problem in receipt.errors],
        "warnings": [_problem(problem, words) for problem in receipt.warnings],
        "at": utc_text(receipt.at),
    }
    if receipt.publish_at:
        document["publishAt"] = utc_text(receipt.publish_at)
    return json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"


def with_progress(document: dict[str, Any], takeover: Takeover, ended: str | None) -> bytes:
    """The receipt of site.json with how far its articles are; `ended` is a moment of UTC, None before the end."""
    rebuild = {
        # Some came and some went after they were counted.
        "articles": max(0 if ended else takeover.articles, takeover.done + takeover.behind),
        "done": takeover.done,
        "behind": takeover.behind,
        "left": list(takeover.left),
        "began": takeover.began,
        "ended": ended,
    }
    return json.dumps(document | {"rebuild": rebuild}, ensure_ascii=False, indent=2).encode() + b"\n"


def _standing(standing: Standing) -> dict[str, str | bool | None]:
    document: dict[str, str | bool | None] = {"state": standing.state.value, "versionId": standing.version}
    if standing.withdrawn_at:
        document["withdrawnAt"] = utc_text(standing.withdrawn_at)
    if standing.shown and standing.shown != standing.version:
        document["shownVersionId"] = standing.shown
    if standing.never_listed:
        document["neverListed"] = True
    return document


def _problem(problem: Problem, words: Words) -> dict[str, str]:
    message, fix = reason_and_cure(problem, words)
    return {"pointer": problem.pointer, "message": message, "code": problem.code, "fix": fix}
