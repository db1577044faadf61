"""The `build` function: page ids in, objects of the site out."""

import json
from functools import cache, partial
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from kabar.batches import BatchResponse, each_message_in_order
from kabar.bootstrap.build import build
from kabar.domain.pages import parse_page
from kabar.domain.site import Frame

logger = Logger()
service = cache(build)


def handler(event: dict[str, Any], context: LambdaContext) -> BatchResponse:
    """A batch of the pages queue. Before the first site.json there is nothing to build."""
    frame = service().frame()
    return each_message_in_order(event, context, partial(_build, frame=frame))


def _build(body: str, frame: Frame | None) -> None:
    page = parse_page(json.loads(body)["page"])
    logger.info("building", extra={"page": str(page)})
    if frame:
        service().build(page, frame)
