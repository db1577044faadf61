"""The `announce` function: what happened to articles in, events on the bus out."""

from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from kabar.adapters.queues import read_announcement
from kabar.batches import BatchResponse, each_message
from kabar.bootstrap.announce import announce
from kabar.bootstrap.queues import retrying

logger = Logger()
service = cache(announce)
retry = retrying("ANNOUNCEMENTS_QUEUE_URL")


def handler(event: dict[str, Any], context: LambdaContext) -> BatchResponse:
    """A batch of the announcements queue."""
    return each_message(event, _announce, retry)


def _announce(body: str) -> None:
    announcement = read_announcement(body)
    logger.info("announcing", extra={"kind": announcement.kind, "announcement": announcement.id})
    service().announce(announcement)
