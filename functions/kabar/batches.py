"""Batches of Lambda's event source mappings, message by message: those that fail are given back, alone."""

from collections.abc import Callable, Iterable
from typing import Any

from aws_lambda_powertools import Logger

from kabar.ports import Unanswered

_logger = Logger(child=True)

_Json = dict[str, Any]
Wait = Callable[[str, int, str | None], None]
"""Hides a message: its receipt handle, how often it was received, what a Retry-After said."""
Retry = Callable[[str, int], None]
"""Has a message come back soon: its receipt handle, how often it was received."""
BatchResponse = dict[str, list[dict[str, str]]]
"""AWS Lambda, "Reporting batch item failures": `{"batchItemFailures": [{"itemIdentifier": ...}]}`."""


def each_message(event: _Json, work: Callable[[str], None], retry: Retry) -> BatchResponse:
    """Do the work for each message body of a standard queue; those that raise go back to the queue, for soon."""
    failed = [record for record in event["Records"] if not _done(record, lambda record: work(record["body"]))]
    retry_soon(failed, retry)
    return given_back(failed)


def each_message_in_order(event: _Json, work: Callable[[str], None], retry: Retry) -> BatchResponse:
    """As each_message, of a FIFO queue; after one that raises, the rest of its group goes back too."""
    failed: list[_Json] = []
    groups: set[str | None] = set()
    for record in event["Records"]:
        group = record["attributes"].get("MessageGroupId")
        if group in groups or not _done(record, lambda record: work(record["body"])):
            groups.add(group)
            failed.append(record)
    retry_soon(failed, retry)
    return given_back(failed)


def each_patiently(event: _Json, work: Callable[[str], None], wait: Wait) -> BatchResponse:
    """As each_message, but what ends in Unanswered comes back only after a while, a longer one each time."""

    def patiently(record: _Json) -> None:
        try:
            work(record["body"])
        except Unanswered as unanswered:
            wait_for(record, unanswered, wait)
            raise

    return given_back(record for record in event["Records"] if not _done(record, patiently))


def given_back(records: Iterable[_Json]) -> BatchResponse:
    """The answer that has these messages come back."""
    return {"batchItemFailures": [{"itemIdentifier": record["messageId"]} for record in records]}


def wait_for(record: _Json, unanswered: Unanswered, wait: Wait) -> None:
    """Have a message hidden for as long as patience says."""
    tries = int(record["attributes"]["ApproximateReceiveCount"])
    wait(record["receiptHandle"], tries, unanswered.retry_after)


def retry_soon(records: list[_Json], retry: Retry) -> None:
    """Have messages come back soon. What can't be asked for comes when the queue's visibility timeout is over."""
    for record in records:
        try:
            retry(record["receiptHandle"], int(record["attributes"]["ApproximateReceiveCount"]))
        except Exception:
            _logger.warning("comes back later", extra={"message_id": record["messageId"]}, exc_info=True)


def _done(record: _Json, work: Callable[[_Json], None]) -> bool:
    """Do the work for a message; False if it raised, which the log tells."""
    try:
        work(record)
    except Exception:
        _logger.exception("back to the queue", extra={"message_id": record["messageId"]})
        return False
    return True
