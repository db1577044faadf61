"""The site bucket in Amazon S3."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from kabar.domain.pictures import picture_tag
from kabar.domain.problems import Retryable
from kabar.domain.site import SiteObject, etag_of
from kabar.ports import Written

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import HeadObjectOutputTypeDef

_IMMUTABLE: Final = "public, max-age=31536000, immutable"
_DIGEST: Final = "digest"
_PART: Final = 1000


@dataclass
class S3Site:
    """kabar.ports.SiteBucket over one bucket.

    What stands is asked of the bucket itself, not remembered elsewhere: so a crash at any point leaves nothing that a
    later build could believe wrongly.
    """

    client: "S3Client"
    bucket: str

    def differs(self, item: SiteObject) -> bool:
        """Whether an object's bytes or headers differ from what stands.

        The digest is what was written; the ETag tells whether it is still that.
        """
        return not _is(self._standing(item.key), item)

    def put(self, item: SiteObject) -> Written | None:
        """Write an object if it differs from what stands; None if it doesn't."""
        standing = self._standing(item.key)
        if _is(standing, item):
            return None
        self.write(item)
        return Written(standing.get("LastModified") if standing else None)

    def write(self, item: SiteObject) -> None:
        """Write an object, whatever stands."""
        self.client.put_object(
            Bucket=self.bucket,
            Key=item.key,
            Body=item.body,
            ContentType=item.content_type,
            CacheControl=item.cache_control,
            Metadata=_metadata(item) | {_DIGEST: _digest(item)},
        )

    def delete(self, key: str) -> None:
        """Remove an object, if it stands."""
        self.client.delete_object(Bucket=self.bucket, Key=key)

    def keys(self, prefix: str) -> Iterator[str]:
        """The keys under a prefix, in their order."""
        after, more = "", True
        while more:
            answer = self.client.list_objects_v2(Bucket=self.bucket, Prefix=prefix, StartAfter=after)
            for item in answer.get("Contents", ()):
                after = item["Key"]
                yield after
            more = answer["IsTruncated"]

    def names(self, prefix: str) -> dict[str, str]:
        """The keys that begin so, each with its ETag: at most a thousand (Amazon S3, ListObjectsV2)."""
        answer = self.client.list_objects_v2(Bucket=self.bucket, Prefix=prefix)
        return {item["Key"]: item["ETag"] for item in answer.get("Contents", ())}

    def put_picture(self, key: str, body: bytes, content_type: str) -> str:
        """Write a picture under a key, `media/<name>/<file>`, which names its content; its ETag."""
        self.client.put_object(
            Bucket=self.bucket,
            Key=key,
            Body=body,
            ContentType=content_type,
            CacheControl=_IMMUTABLE,
            Metadata={"cache-tag": picture_tag(key.split("/")[1]), _DIGEST: hashlib.sha256(body).hexdigest()},
        )
        return etag_of(body)

    def delete_all(self, keys: Iterable[str]) -> None:
        """Remove objects, as far as they stand, a thousand at a time (Amazon S3, DeleteObjects)."""
        waiting = iter(keys)
        while part := list(islice(waiting, _PART)):
            objects: Any = {"Objects": [{"Key": key} for key in part], "Quiet": True}
            failed = self.client.delete_objects(Bucket=self.bucket, Delete=objects).get("Errors", [])
            if failed:
                raise Retryable(f"{len(failed)} of {len(part)} objects not removed: {failed[0].get('Message')}")

    def _standing(self, key: str) -> "HeadObjectOutputTypeDef | None":
        try:
            return self.client.head_object(Bucket=self.bucket, Key=key)
        except ClientError as error:
            if error.response["Error"]["Code"] in ("404", "NoSuchKey", "NotFound"):
                return None
            raise


def _is(standing: "HeadObjectOutputTypeDef | None", item: SiteObject) -> bool:
    found = (standing["Metadata"].get(_DIGEST, ""), standing["ETag"]) if standing else None
    return found == (_digest(item), item.etag)


def _metadata(item: SiteObject) -> dict[str, str]:
    metadata = {"cache-tag": ",".join(item.tags)} if item.tags else {}
    if item.status is not None:
        metadata["status"] = str(item.status)
    if item.location is not None:
        metadata["location"] = item.location
    return metadata


def _digest(item: SiteObject) -> str:
    headers = repr((item.content_type, item.cache_control, sorted(_metadata(item).items())))
    return hashlib.sha256(headers.encode() + b"\0" + item.body).hexdigest()
