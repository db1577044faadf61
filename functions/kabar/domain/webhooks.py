"""Webhooks: who is told, and how they know that it was Kabar. As standardwebhooks.com has it."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from kabar.domain.announcements import Kind
from kabar.domain.problems import Problem
from kabar.domain.schema import findings

_PREFIX: Final = "whsec_"


class WrongWebhooks(Exception):
    """The parameter isn't a list of webhooks as schemas/webhooks.json has it."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Somebody who wants to be told. `kinds` are those of events that they want."""

    name: str
    url: str
    secret: bytes
    kinds: frozenset[Kind]


def parse_webhooks(text: str) -> dict[str, Webhook]:
    """The webhooks in a parameter, by name. Raises WrongWebhooks, which never shows a secret."""
    try:
        document = json.loads(text)
    except ValueError as error:
        raise WrongWebhooks("not JSON") from error
    problems = findings("webhooks", document)
    if problems:
        raise WrongWebhooks(", ".join(map(_said, problems)))
    found = {each["name"]: _webhook(each) for each in document}
    if len(found) < len(document):
        raise WrongWebhooks("a name is used twice")
    return found


def _said(problem: Problem) -> str:
    return f"{problem.pointer or '/'}: {problem.code}"


def _webhook(document: Mapping[str, Any]) -> Webhook:
    secret = base64.b64decode(document["secret"].removeprefix(_PREFIX))
    kinds = frozenset(map(Kind, document.get("events", Kind)))
    return Webhook(document["name"], document["url"], secret, kinds)


def message(event: Mapping[str, Any]) -> bytes:
    """What a webhook gets of an event of the bus: the same bytes at every try."""
    said = {"type": f"article.{event['detail']['kind']}", "timestamp": event["time"], "data": event["detail"]}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def headers(webhook: Webhook, id_: str, body: bytes, seconds: int) -> dict[str, str]:
    """What proves the message: its id, the time of sending (Unix, in seconds), and a signature of both and the body."""
    signed = b".".join([id_.encode(), str(seconds).encode(), body])
    signature = base64.b64encode(hmac.new(webhook.secret, signed, hashlib.sha256).digest()).decode()
    return {
        "Content-Type": "application/json; charset=utf-8",
        "webhook-id": id_,
        "webhook-timestamp": str(seconds),
        "webhook-signature": f"v1,{signature}",
    }
