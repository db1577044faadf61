"""The `receive` function: inbox keys in, index and receipts out."""

from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from kabar.arrival import Look, Sweep, read_arrival
from kabar.batches import BatchResponse, each_message
from kabar.bootstrap.queues import retrying
from kabar.bootstrap.receive import receive
from kabar.domain.receipts import Receipt, Status
from kabar.meter import ACCEPTED, REJECTED, count, metered

logger = Logger()
service = cache(receive)
retry = retrying("ARRIVALS_QUEUE_URL")


@metered
def handler(event: dict[str, Any], context: LambdaContext) -> BatchResponse:
    """A batch of the arrivals queue."""
    return each_message(event, _look, retry)


def _look(body: str) -> None:
    arrival = read_arrival(body)
    logger.info("looking", extra={"arrival": str(arrival)})
    if isinstance(arrival, Look):
        if answer := service().look_at(arrival.key):
            _answered(answer)
    elif isinstance(arrival, Sweep):
        service().sweep(arrival.prefix, arrival.after)
    else:
        service().follow.go_on(arrival.takeover)


def _answered(answer: Receipt) -> None:
    """The version is what upload, index and page writes have in common in the logs of the functions."""
    count(REJECTED if answer.status is Status.REJECTED else ACCEPTED)
    codes = [problem.code for problem in answer.errors]
    logger.info(
        "answered", extra={"key": answer.key, "version": answer.version, "status": answer.status, "codes": codes}
    )
