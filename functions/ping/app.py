"""The `ping` function: events of the bus in, pings to search engines and to the hub of the feeds out."""

import json
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from kabar.batches import BatchResponse, given_back, wait_for
from kabar.bootstrap.ping import ping
from kabar.ports import Unanswered

logger = Logger()
services = cache(ping)


def handler(event: dict[str, Any], context: LambdaContext) -> BatchResponse:
    """A batch of the pings queue: told in one, or tried again in one."""
    service, waiting = services()
    try:
        service.ping([json.loads(record["body"]) for record in event["Records"]])
    except Unanswered as unanswered:
        logger.warning("unanswered", extra={"why": str(unanswered)})
        for record in event["Records"]:
            wait_for(record, unanswered, waiting.wait)
        return given_back(event["Records"])
    return given_back([])
