"""The `webhook` function: events of the bus in, signed requests to whoever wants them out."""

from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from kabar.batches import BatchResponse, each_patiently
from kabar.bootstrap.webhook import webhook

logger = Logger()
services = cache(webhook)


def handler(event: dict[str, Any], context: LambdaContext) -> BatchResponse:
    """A message of the webhooks queue."""
    service, waiting = services()
    return each_patiently(event, service.tell, waiting.wait)
