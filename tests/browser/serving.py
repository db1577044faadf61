"""The site of the sample publication over HTTP, with the headers, statuses and compression of the distribution."""

import hashlib
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from browser import lightroom
from kabar.domain.site import SiteObject
from kabar_cli.edge.config import EdgeConfig
from kabar_cli.edge.server import EdgeServer
from support.odd import odd
from support.sample import Sample, sample

TEMPLATE = Path(__file__).parents[2] / "template.yaml"


class MemoryBucket:
    """As much of S3's client as the edge asks for, over objects in memory."""

    def __init__(self, objects: Mapping[str, SiteObject]) -> None:
        """Serve these objects, by key."""
        self._objects = objects

    def get_object(self, Bucket: str, Key: str) -> dict[str, Any]:  # noqa: ARG002, N803 - S3's names
        """As S3 answers; without the right to list, it says 403 of what isn't there."""
        item = self._objects.get(Key)
        if item is None:
            answer = {"Error": {"Code": "AccessDenied"}, "ResponseMetadata": {"HTTPStatusCode": 403}}
            raise ClientError(answer, "GetObject")  # type: ignore[arg-type]
        return {"Body": io.BytesIO(item.body), "ResponseMetadata": {"HTTPHeaders": dict(_headers(item))}}


def real() -> Sample:
    """The sample publication with pictures that can be looked at."""
    return sample(lightroom)


def rare() -> Sample:
    """The publication of all that is rare, with pictures that can be looked at."""
    return odd(lightroom)


@contextmanager
def served(objects: Mapping[str, SiteObject] | None = None) -> Iterator[str]:
    """The address of the site, as long as it is served."""
    bucket = MemoryBucket(real().world.site.objects if objects is None else objects)
    server = EdgeServer(EdgeConfig.from_template(TEMPLATE), bucket, "site", 0)  # type: ignore[arg-type]
    server.start()
    try:
        yield server.url
    finally:
        server.stop()


def _headers(item: SiteObject) -> Iterator[tuple[str, str]]:
    yield "content-type", item.content_type
    yield "etag", f'"{hashlib.md5(item.body, usedforsecurity=False).hexdigest()}"'
    if item.cache_control:
        yield "cache-control", item.cache_control
    if item.status is not None:
        yield "x-amz-meta-status", str(item.status)
    if item.location is not None:
        yield "x-amz-meta-location", item.location
