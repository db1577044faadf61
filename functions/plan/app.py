"""The `plan` function: changes of the index in, page ids out."""

from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from kabar.adapters.stream import changes_in, versions_in
from kabar.bootstrap.plan import plan

logger = Logger()
service = cache(plan)


def handler(event: dict[str, Any], context: LambdaContext) -> None:
    """A batch of the table's stream. It succeeds or fails whole: Lambda then halves it until the culprit is alone."""
    changes = changes_in(event)
    logger.info("planning", extra={"changes": len(changes), "versions": versions_in(changes)})
    service().spread(changes)
