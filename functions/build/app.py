"""The `build` function: page ids in, objects of the site out."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache, partial
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from kabar.batches import BatchResponse, each_message_in_order
from kabar.bootstrap.build import build
from kabar.bootstrap.queues import retrying
from kabar.domain.pages import Page, parse_page
from kabar.domain.site import Frame
from kabar.meter import PAGES_BUILT, PAGES_UNCHANGED, UPLOAD_TO_PAGE, count, metered, seconds_since
from kabar.services.build import Build
from kabar.services.outcome import Outcome

logger = Logger()
service = cache(build)
retry = retrying("PAGES_QUEUE_URL")


@metered
def handler(event: dict[str, Any], context: LambdaContext) -> BatchResponse:
    """A batch of the pages queue. Before the first site.json there is nothing to build."""
    pages, written = tuple(_pages(event)), Counter[str]()
    logger.info("building", extra={"pages": [*map(str, pages)]})
    work, frame, end = _work(pages)
    build_ = partial(_build, work=work, frame=frame, written=written)
    response = each_message_in_order(event, build_, retry)
    end()
    logger.info("wrote", extra={"objects": written})
    return response


def _work(pages: Iterable[Page]) -> tuple[Build, Frame | None, Callable[[], None]]:
    """The work on the pages together; one by one if that can't be: a page that can't be asked for hinders no other."""
    try:
        return service().together(pages)
    except Exception:
        logger.exception("one by one")
        return service(), service().frame(), lambda: None


def _pages(event: dict[str, Any]) -> Iterator[Page]:
    """Those of the messages that name one; the others fail by themselves."""
    for record in event["Records"]:
        with suppress(ValueError, KeyError, TypeError, AttributeError):
            yield _page(record["body"])


def _page(body: str) -> Page:
    return parse_page(json.loads(body)["page"])


def _build(body: str, work: Build, frame: Frame | None, written: Counter[str]) -> None:
    page = _page(body)
    # Whoever asked for it again in the same batch had done so before anything that it is built of was read.
    if frame and str(page) not in written:
        outcome = work.build(page, frame)
        written[str(page)] += outcome.written
        _measure(page, outcome)


def _measure(page: Page, outcome: Outcome) -> None:
    count(PAGES_BUILT if outcome.written else PAGES_UNCHANGED)
    if outcome.since:
        seconds_since(UPLOAD_TO_PAGE, outcome.since)
    if outcome.version:
        # What upload, index and page have in common in the logs of the functions.
        logger.info("built", extra={"page": str(page), "written": outcome.written, "version": outcome.version})
