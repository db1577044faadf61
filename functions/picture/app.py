"""The `picture` function: uploaded pictures in, pictures of the site out."""

from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from kabar.arrival import Look, read_arrival
from kabar.batches import BatchResponse, each_message
from kabar.bootstrap.picture import picture

logger = Logger()
service = cache(picture)


def handler(event: dict[str, Any], context: LambdaContext) -> BatchResponse:
    """A batch of the pictures queue."""
    return each_message(event, context, _look)


def _look(body: str) -> None:
    arrival = read_arrival(body)
    logger.info("looking", extra={"arrival": str(arrival)})
    if isinstance(arrival, Look):
        service().look_at(arrival.key)
