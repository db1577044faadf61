"""Responses of the local edge, and the steps that shape one before the viewer-response function sees it."""

from http import HTTPStatus
from typing import TYPE_CHECKING

from werkzeug.datastructures import Headers
from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.http import parse_range_header
from werkzeug.wrappers import Request, Response

from kabar_cli.edge.compression import coding, compress, compressible
from kabar_cli.edge.origin import Answer

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

MISS = "Miss from cloudfront"
GENERATED = "FunctionGeneratedResponse from cloudfront"
ERROR = "Error from cloudfront"
FUNCTION_ERROR = "FunctionExecutionError from cloudfront"


class EdgeResponse(Response):
    """A response whose Location goes out as the function wrote it; werkzeug would normalise its encoding."""

    default_mimetype = None

    def get_wsgi_headers(self, environ: "WSGIEnvironment") -> Headers:
        """The headers to send."""
        location = self.headers.pop("Location", None)
        headers = super().get_wsgi_headers(environ)
        if location is not None:
            headers["Location"] = self.headers["Location"] = location
        return headers

    def sign(self, cache: str) -> "EdgeResponse":
        """Adds what CloudFront says of itself. No Age: that stands on cached answers only."""
        self.headers["X-Cache"] = cache
        self.headers["Via"] = "1.1 local.cloudfront.net (CloudFront)"
        self.headers["X-Amz-Cf-Pop"] = "LOCAL"
        return self


def plain(status: int) -> EdgeResponse:
    """A page that says the status and no more."""
    title = f"{status} {HTTPStatus(status).phrase}"
    body = f'<!DOCTYPE html>\n<html lang="en"><title>{title}</title><h1>{title}</h1></html>\n'
    return EdgeResponse(body, status, content_type="text/html; charset=utf-8")


def whole(request: Request, answer: Answer, status: int, *, compressing: bool) -> EdgeResponse:
    """The origin's object, compressed if the distribution compresses, the object may be and the viewer can read it."""
    headers, body = answer.headers.copy(), answer.body
    if compressing and compressible(headers, len(body)):
        headers.add("Vary", "Accept-Encoding")
        name = coding(request.accept_encodings)
        if name and "Range" not in request.headers and request.environ.get("SERVER_PROTOCOL") != "HTTP/1.0":
            body = compress(body, headers, name)
    return EdgeResponse(body, status, headers)


def conditional(request: Request, response: EdgeResponse) -> EdgeResponse:
    """`response`, or its 206, 304, 412 or 416 if the request's conditions or range ask for that."""
    environ = dict(request.environ)
    ranges = parse_range_header(environ.get("HTTP_RANGE"))
    if ranges is None or ranges.units != "bytes" or len(ranges.ranges) != 1:
        environ.pop("HTTP_RANGE", None)  # a range that can't be read, or several: the whole is a right answer
    size = response.calculate_content_length()
    try:
        response.make_conditional(environ, accept_ranges=True, complete_length=size)
    except RequestedRangeNotSatisfiable:
        refusal = plain(416)
        refusal.headers["Content-Range"] = f"bytes */{size}"
        return refusal
    return response
