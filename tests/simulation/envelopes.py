"""What AWS hands to the functions."""

import json
from typing import Any

from simulation.queues import Message


def notice(event: str, key: str, version: str | None) -> str:
    """The body of a message in which EventBridge tells what S3 told it."""
    detail = {"version": "0", "bucket": {"name": "inbox"}, "object": {"key": key, "version-id": version}}
    return json.dumps({"version": "0", "source": "aws.s3", "detail-type": event, "detail": detail})


def batch(messages: list[Message], queue: str) -> dict[str, Any]:
    """The event of a queue's batch."""
    return {"Records": [_record(message, queue) for message in messages]}


def _record(message: Message, queue: str) -> dict[str, Any]:
    attributes = {"ApproximateReceiveCount": str(message.receives), "SentTimestamp": str(int(message.sent * 1000))}
    if message.group:
        attributes["MessageGroupId"] = message.group
        queue += ".fifo"
    return {
        "messageId": message.id,
        "receiptHandle": message.id,
        "body": message.body,
        "attributes": attributes,
        "messageAttributes": {},
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:ap-southeast-3:123456789012:{queue}",
        "awsRegion": "ap-southeast-3",
    }
