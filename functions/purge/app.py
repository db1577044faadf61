"""The `purge` function: cache tags in, one invalidation out."""

import json
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from kabar.batches import BatchResponse
from kabar.bootstrap.purge import purge
from kabar.meter import PURGE_LAG, metered, seconds_since, sent_at

logger = Logger()
service = cache(purge)


@metered
def handler(event: dict[str, Any], context: LambdaContext) -> BatchResponse:
    """A batch of the purges queue: done whole or, if CloudFront refuses, tried whole again."""
    tags = {tag for record in event["Records"] for tag in json.loads(record["body"])["tags"]}
    ids = [record["messageId"] for record in event["Records"]]
    logger.info("purging", extra={"tags": sorted(tags)})
    service().purge(tags, ids)
    seconds_since(PURGE_LAG, sent_at(event["Records"]))
    return {"batchItemFailures": []}
