"""The local edge as a WSGI application: viewer request, origin, policy, viewer response."""

import logging
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING

from werkzeug.wrappers import Request

from kabar_cli.edge.config import EdgeConfig
from kabar_cli.edge.event import Event, answer_of, request_event, response_event, target_of, uri_of
from kabar_cli.edge.functions import EdgeFunction, FunctionError
from kabar_cli.edge.origin import Origin
from kabar_cli.edge.response import (
    ERROR,
    FUNCTION_ERROR,
    GENERATED,
    MISS,
    EdgeResponse,
    conditional,
    plain,
    whole,
)

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment
    from mypy_boto3_s3 import S3Client

logger = logging.getLogger(__name__)


class EdgeApp:
    """Answers as the distribution of `config` would before the bucket `bucket`, with an empty cache each time."""

    def __init__(self, config: EdgeConfig, s3_client: "S3Client", bucket: str) -> None:
        """Raises FunctionError if a function of `config` can't be loaded."""
        self._config = config
        self._origin = Origin(s3_client, bucket)
        self._viewer_request = _load(config.viewer_request)
        self._viewer_response = _load(config.viewer_response)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """The WSGI entry point. Never raises."""
        request = Request(environ)
        return self._answer(request)(environ, start_response)

    def close(self) -> None:
        """Frees the functions' engines."""
        for function in (self._viewer_request, self._viewer_response):
            if function:
                function.close()

    def _answer(self, request: Request) -> EdgeResponse:
        try:
            return self._serve(request)
        except FunctionError:
            logger.exception("an edge function failed on %s", request.path)
            return self._plain(503, FUNCTION_ERROR)
        except Exception:
            logger.exception("the local edge failed on %s", request.path)
            return self._plain(500, ERROR)

    def _serve(self, request: Request) -> EdgeResponse:
        if request.method not in {"GET", "HEAD"}:
            refusal = self._plain(405, ERROR)
            refusal.headers["Allow"] = "GET, HEAD"
            return refusal
        target = target_of(request)
        event = request_event(request, target)
        asked = self._viewer_request(event, target.query) if self._viewer_request else event["request"]
        if "statusCode" in asked:
            status, headers = answer_of(asked)
            return self._finish(EdgeResponse(status=status, headers=headers), GENERATED)
        return self._deliver(request, event, uri_of(asked), target.query)

    def _deliver(self, request: Request, event: Event, uri: str, query: str | None) -> EdgeResponse:
        answer = self._origin.fetch(uri)
        if answer.failed:
            return self._error(request, answer.status)
        response = conditional(request, whole(request, answer, 200, compressing=self._config.compress))
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            return self._finish(response, ERROR)
        self._config.policy.apply(response.headers)
        if self._viewer_response:
            seen = response_event(event, response.status_code, response.headers)
            response.status_code, response.headers = answer_of(self._viewer_response(seen, query))
        return response.sign(MISS)

    def _error(self, request: Request, status: int) -> EdgeResponse:
        """The site's own page for `status`; CloudFront runs no viewer-response function on it."""
        page = self._config.error_pages.get(status)
        if page is None:
            return self._plain(status, ERROR)
        answer = self._origin.fetch(page.path)
        if answer.failed:
            return self._plain(answer.status, ERROR)
        return self._finish(whole(request, answer, page.status, compressing=self._config.compress), ERROR)

    def _plain(self, status: int, cache: str) -> EdgeResponse:
        return self._finish(plain(status), cache)

    def _finish(self, response: EdgeResponse, cache: str) -> EdgeResponse:
        self._config.policy.apply(response.headers)
        return response.sign(cache)


def _load(source: str) -> EdgeFunction | None:
    return EdgeFunction(source) if source else None
