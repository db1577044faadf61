"""The `audit` function: where an audit is to go on; looks, pages and a report out."""

import json
from functools import cache, partial
from typing import Any, Final

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from kabar.batches import BatchResponse, each_message_in_order
from kabar.bootstrap.audit import audit
from kabar.bootstrap.queues import retrying
from kabar.meter import AUDIT_FINDINGS, count, metered

logger = Logger()
service = cache(audit)
retry = retrying("AUDITS_QUEUE_URL")
_LEFT: Final = 90_000
"""Milliseconds of the invocation that are kept for the step under way and for handing on."""


@metered
def handler(event: dict[str, Any], context: LambdaContext) -> BatchResponse:
    """A batch of the audits queue, which is one message group: there is one audit at a time."""
    return each_message_in_order(event, partial(_go_on, context=context), retry)


def _go_on(body: str, context: LambdaContext) -> None:
    message = json.loads(body)
    logger.info("auditing", extra={"audit": message})
    place = (message["audit"], message.get("stage", ""), message.get("after", ""))
    report = service().go_on(*place, lambda: context.get_remaining_time_in_millis() < _LEFT)
    if report.ended:
        count(AUDIT_FINDINGS, sum(report.faults.values()))
    logger.info("audited", extra={"seen": report.seen, "faults": report.faults, "ended": report.ended})
