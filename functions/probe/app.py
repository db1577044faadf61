"""The `probe` function: publishes a hidden article and measures it to the edge."""

from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from kabar.batches import BatchResponse, each_message_in_order
from kabar.bootstrap.probe import probe
from kabar.bootstrap.queues import retrying
from kabar.meter import PROBE_FAILURES, PROBE_SECONDS, count, metered, seconds

logger = Logger()
service = cache(probe)
retry = retrying("PROBES_QUEUE_URL")


@metered
def handler(event: dict[str, Any], context: LambdaContext) -> BatchResponse:
    """A message of the probes queue, whatever it says: it is only asked for by it."""
    return each_message_in_order(event, _probe, retry)


def _probe(_: str) -> None:
    probed = service().probe()
    count(PROBE_FAILURES, 1 if probed.failure else 0)
    if probed.failure:
        logger.warning("not seen", extra={"why": probed.failure})
    elif probed.seconds is None:
        logger.info("no publication yet")
    else:
        seconds(PROBE_SECONDS, probed.seconds)
        logger.info("seen", extra={"seconds": probed.seconds})
