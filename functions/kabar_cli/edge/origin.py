"""The origin: the site bucket, asked as CloudFront asks S3."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

from botocore.exceptions import BotoCoreError, ClientError, ConnectTimeoutError, ReadTimeoutError
from werkzeug.datastructures import Headers

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_REFUSALS = range(400, 500)
_OF_ONE_HOP = {"connection", "content-length", "date", "keep-alive", "transfer-encoding", "x-amzn-requestid"}
_KEPT = ("x-amz-meta-", "x-amz-server-side-encryption", "x-amz-version-id")
"""Of S3's own headers, those that reach the viewer-response function; others answer what only an SDK asks."""


@dataclass(frozen=True)
class Answer:
    """The origin's answer; of an error only the status counts."""

    status: int
    body: bytes = b""
    headers: Headers = field(default_factory=Headers)

    @property
    def failed(self) -> bool:
        """Whether it is an error."""
        return self.status >= HTTPStatus.BAD_REQUEST


def key_of(uri: str) -> str | None:
    """The S3 key of a path. S3 reads `+` as a space, like a form. None where no object can be.

    Dot segments are refused: HTTP libraries resolve them, which would lead out of the bucket.
    """
    try:
        key = unquote_plus(uri, errors="strict").removeprefix("/")
    except UnicodeDecodeError:
        return None
    return None if not key or {".", ".."} & set(key.replace("\\", "/").split("/")) else key


class Origin:
    """One bucket."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        """Asks `bucket` through `client`, which any thread may use."""
        self._client = client
        self._bucket = bucket

    def fetch(self, uri: str) -> Answer:
        """The object at the path `uri` (percent-encoded). An origin that fails answers 502, one that is late 504."""
        key = key_of(uri)
        if key is None:
            return Answer(404)
        try:
            return self._get(key)
        except ClientError as error:
            return Answer(_status(error))
        except (ConnectTimeoutError, ReadTimeoutError):
            return Answer(504)
        except (BotoCoreError, OSError):
            return Answer(502)

    def _get(self, key: str) -> Answer:
        found = self._client.get_object(Bucket=self._bucket, Key=key)
        headers = found["ResponseMetadata"]["HTTPHeaders"]
        return Answer(200, found["Body"].read(), Headers(_kept(headers)))


def _kept(headers: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in headers.items():
        lower = name.lower()
        if lower not in _OF_ONE_HOP and (not lower.startswith("x-amz-") or lower.startswith(_KEPT)):
            yield name.title(), value


def _status(error: ClientError) -> int:
    status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 502))
    return status if status in _REFUSALS else 502
