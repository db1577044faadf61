"""Batches of Lambda's event source mappings: the typed seam around Powertools' untyped processors."""

from collections.abc import Callable
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    SqsFifoPartialProcessor,
    process_partial_response,
)
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from kabar.ports import Unanswered

_logger = Logger(child=True)

Wait = Callable[[str, int, str | None], None]
"""Hides a message: its receipt handle, how often it was received, what a Retry-After said."""
Retry = Callable[[str, int], None]
"""Has a message come back soon: its receipt handle, how often it was received."""
BatchResponse = dict[str, list[dict[str, str]]]
"""AWS Lambda, "Reporting batch item failures": `{"batchItemFailures": [{"itemIdentifier": ...}]}`."""


def each_message(
    event: dict[str, Any], context: LambdaContext, work: Callable[[str], None], retry: Retry
) -> BatchResponse:
    """Do the work for each message body of a standard queue; those that raise go back to the queue, for soon."""
    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
    return _process(event, context, work, processor, retry)


def each_message_in_order(
    event: dict[str, Any], context: LambdaContext, work: Callable[[str], None], retry: Retry
) -> BatchResponse:
    """As each_message, of a FIFO queue; after one that raises, the rest of its group goes back too."""
    processor = SqsFifoPartialProcessor(skip_group_on_error=True)
    processor.raise_on_entire_batch_failure = False
    return _process(event, context, work, processor, retry)


def each_patiently(
    event: dict[str, Any], context: LambdaContext, work: Callable[[str], None], wait: Wait
) -> BatchResponse:
    """As each_message, but what ends in Unanswered comes back only after a while, a longer one each time."""
    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)

    def patiently(record: SQSRecord) -> None:
        try:
            work(record.body)
        except Unanswered as unanswered:
            wait_for(record.raw_event, unanswered, wait)
            raise

    return _process_records(event, context, patiently, processor)


def wait_for(record: dict[str, Any], unanswered: Unanswered, wait: Wait) -> None:
    """Have a message hidden for as long as patience says."""
    tries = int(record["attributes"]["ApproximateReceiveCount"])
    wait(record["receiptHandle"], tries, unanswered.retry_after)


def retry_soon(records: list[dict[str, Any]], retry: Retry) -> None:
    """Have messages come back soon. What can't be asked for comes when the queue's visibility timeout is over."""
    for record in records:
        try:
            retry(record["receiptHandle"], int(record["attributes"]["ApproximateReceiveCount"]))
        except Exception:
            _logger.warning("comes back later", extra={"message_id": record["messageId"]}, exc_info=True)


def _process(
    event: dict[str, Any], context: LambdaContext, work: Callable[[str], None], processor: BatchProcessor, retry: Retry
) -> BatchResponse:
    response = _process_records(event, context, lambda record: work(record.body), processor)
    failed = {failure["itemIdentifier"] for failure in response["batchItemFailures"]}
    retry_soon([record for record in event["Records"] if record["messageId"] in failed], retry)
    return response


def _process_records(
    event: dict[str, Any], context: LambdaContext, work: Callable[[SQSRecord], None], processor: BatchProcessor
) -> BatchResponse:
    def handle(record: SQSRecord) -> None:
        try:
            work(record)
        except Exception:
            _logger.exception("back to the queue", extra={"message_id": record.message_id})
            raise

    response = process_partial_response(event=event, record_handler=handle, processor=processor, context=context)
    failures = response["batchItemFailures"]
    return {"batchItemFailures": [{"itemIdentifier": str(failure["itemIdentifier"])} for failure in failures]}
