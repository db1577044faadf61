"""The envelopes in which AWS hands events to the functions, made from the examples in events/."""

import hashlib
import itertools
import json
from functools import cache
from pathlib import Path
from typing import Any

EVENTS = Path(__file__).resolve().parents[2] / "events"
_serial = itertools.count(1)


@cache
def _text(name: str) -> str:
    return (EVENTS / f"{name}.json").read_text()


def event(name: str) -> dict[str, Any]:
    """An example of events/, fresh each time."""
    document: dict[str, Any] = json.loads(_text(name))
    return document


def batch(*records: dict[str, Any]) -> dict[str, Any]:
    """An invocation with these records."""
    return {"Records": list(records)}


def message(body: object, example: str = "receive-look", **attributes: str) -> dict[str, Any]:
    """A record of Amazon SQS with this body (a text as it is, else as JSON), otherwise like that of the example."""
    text = body if isinstance(body, str) else json.dumps(body)
    record: dict[str, Any] = event(example)["Records"][0]
    return record | {
        "messageId": f"00000000-0000-4000-8000-{next(_serial):012d}",
        "body": text,
        "md5OfBody": hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(),
        "attributes": record["attributes"] | attributes,
    }


def uploaded(key: str, example: str = "receive-object-created") -> dict[str, Any]:
    """The message that tells of one key: the example's, about another key."""
    told = json.loads(event(example)["Records"][0]["body"])
    told["detail"]["object"]["key"] = key
    return message(told, example)


def page(text: str, group: str | None = None) -> dict[str, Any]:
    """The message that asks for a page."""
    return message({"page": text}, "build-pages", MessageGroupId=group or text)


def received(record: dict[str, Any], url: str) -> dict[str, Any]:
    """A message that botocore has received, as Lambda hands it to a function."""
    return {
        "messageId": record["MessageId"],
        "receiptHandle": record["ReceiptHandle"],
        "body": record["Body"],
        "attributes": record["Attributes"],
        "messageAttributes": {},
        "md5OfBody": record["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:ap-southeast-3:123456789012:{url.rpartition('/')[2]}",
        "awsRegion": "ap-southeast-3",
    }


def failed(response: dict[str, Any]) -> list[str]:
    """The ids of the messages that a function gave back."""
    return [item["itemIdentifier"] for item in response["batchItemFailures"]]
