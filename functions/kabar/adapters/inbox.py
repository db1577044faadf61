"""The inbox bucket in Amazon S3."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from kabar.ports import Conflict, Upload

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_ABSENT: Final = {"NoSuchKey", "NoSuchVersion", "404", "MethodNotAllowed"}
"""Amazon S3, GetObject, "Errors"; MethodNotAllowed answers a version id that is a delete marker's."""
_NO_VERSION: Final = {"InvalidArgument"}
"""Amazon S3, "Error responses": what GetObject says of a VersionId that has not the form of one."""
_CHANGED: Final = {"PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey", "412", "409"}
"""Amazon S3, "How to prevent object overwrites with conditional writes": what a condition that fails is answered."""
_JSON: Final = "application/json; charset=utf-8"


@dataclass
class S3Inbox:
    """kabar.ports.Inbox, and Desk, over one versioned bucket."""

    client: "S3Client"
    bucket: str

    def read(self, key: str, limit: int, version: str | None = None) -> Upload:
        """The newest version, or the one asked for, of a key; its body only up to `limit` bytes."""
        which: Any = {"VersionId": version} if version else {}
        try:
            answer = self.client.get_object(Bucket=self.bucket, Key=key, **which)
        except ClientError as error:
            if error.response["Error"]["Code"] not in (_ABSENT | _NO_VERSION if version else _ABSENT):
                raise
            headers = error.response["ResponseMetadata"].get("HTTPHeaders", {})
            return Upload(headers.get("x-amz-version-id"))
        size = answer["ContentLength"]
        with answer["Body"] as stream:
            body = stream.read() if size <= limit else None
        return Upload(answer.get("VersionId"), size, body, answer["ETag"], answer.get("LastModified"))

    def keys(self, prefix: str, after: str, limit: int) -> list[str]:
        """At most `limit` (up to 1,000) keys under a prefix that sort after `after`, in their order."""
        answer = self.client.list_objects_v2(Bucket=self.bucket, Prefix=prefix, StartAfter=after, MaxKeys=limit)
        return [item["Key"] for item in answer.get("Contents", ())]

    def put(self, key: str, body: bytes) -> str:
        """Put a JSON document; the S3 version that it becomes."""
        put = self.client.put_object(Bucket=self.bucket, Key=key, Body=body, ContentType=_JSON)
        return put["VersionId"]

    def write(self, key: str, body: bytes, over: Upload) -> None:
        """Put a JSON document (a receipt) over what was read under a key. Raises Conflict if that changed since."""
        only: Any = {"IfMatch": over.etag} if over.etag else {"IfNoneMatch": "*"}
        try:
            self.client.put_object(Bucket=self.bucket, Key=key, Body=body, ContentType=_JSON, **only)
        except ClientError as error:
            if error.response["Error"]["Code"] not in _CHANGED:
                raise
            raise Conflict(key) from error
