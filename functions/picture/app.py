"""The `picture` function: uploaded pictures in, what is known of them out; wishes in, pictures of the site out."""

import json
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from kabar.arrival import Look, read_arrival
from kabar.batches import BatchResponse, each_message, each_message_in_order
from kabar.bootstrap.picture import picture
from kabar.bootstrap.queues import retrying
from kabar.domain.pages import CARD, PICTURE, parse_page
from kabar.domain.problems import Retryable

logger = Logger()
service = cache(picture)
retry_picture, retry_rendition = retrying("PICTURES_QUEUE_URL"), retrying("RENDITIONS_QUEUE_URL")


def handler(event: dict[str, Any], context: LambdaContext) -> BatchResponse:
    """A batch of the pictures queue, or of the renditions queue, which is a FIFO queue."""
    if event["Records"][0]["eventSourceARN"].endswith(".fifo"):
        return each_message_in_order(event, _render, retry_rendition)
    return each_message(event, _look, retry_picture)


def _look(body: str) -> None:
    arrival = read_arrival(body)
    logger.info("looking", extra={"arrival": str(arrival)})
    if isinstance(arrival, Look):
        service().arrival.look_at(arrival.key)


def _render(body: str) -> None:
    page = parse_page(json.loads(body)["page"])
    logger.info("rendering", extra={"page": str(page)})
    makers = {PICTURE: service().rendering.look_at, CARD: service().cards.look_at}
    if page.kind not in makers:
        raise Retryable(f"no such kind of page: {page}")
    makers[page.kind](page.name)
