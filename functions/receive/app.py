"""The `receive` function: inbox keys in, index and receipts out."""

from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from kabar.arrival import Look, Sweep, read_arrival
from kabar.batches import BatchResponse, each_message
from kabar.bootstrap.receive import receive

logger = Logger()
service = cache(receive)


def handler(event: dict[str, Any], context: LambdaContext) -> BatchResponse:
    """A batch of the arrivals queue."""
    return each_message(event, context, _look)


def _look(body: str) -> None:
    arrival = read_arrival(body)
    logger.info("looking", extra={"arrival": str(arrival)})
    if isinstance(arrival, Look):
        service().look_at(arrival.key)
    elif isinstance(arrival, Sweep):
        service().sweep(arrival.prefix, arrival.after)
    else:
        service().follow.go_on(arrival.takeover)
