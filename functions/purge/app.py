"""The `purge` function: cache tags in, one invalidation out."""

import json
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from kabar.batches import BatchResponse, given_back, retry_soon
from kabar.bootstrap.purge import purge
from kabar.bootstrap.queues import retrying
from kabar.meter import PURGE_LAG, metered, seconds_since, sent_at

logger = Logger()
service = cache(purge)
retry = retrying("PURGES_QUEUE_URL")


@metered
def handler(event: dict[str, Any], context: LambdaContext) -> BatchResponse:
    """A batch of the purges queue: done whole or, if CloudFront refuses, tried whole again."""
    try:
        _purge(event["Records"])
    except Exception:
        retry_soon(event["Records"], retry)
        raise
    seconds_since(PURGE_LAG, sent_at(event["Records"]))
    return given_back([])


def _purge(records: list[dict[str, Any]]) -> None:
    tags = {tag for record in records for tag in json.loads(record["body"])["tags"]}
    logger.info("purging", extra={"tags": sorted(tags)})
    service().purge(tags, [record["messageId"] for record in records])
