"""Amazon S3 in memory: the operations that Kabar calls, with the same answers and errors."""

import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from botocore.exceptions import ClientError

from simulation.invocation import refusal

INBOX: Final = "inbox"
SITE: Final = "site"
_VERSIONS: Final = 5
"""Of how many keys a listing of versions tells at once."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An object, or (`body` None) a delete marker."""

    version: str
    body: bytes | None
    content_type: str = ""
    cache_control: str = ""
    metadata: tuple[tuple[str, str], ...] = ()

    @property
    def etag(self) -> str:
        """What S3 calls its bytes."""
        return f'"{hashlib.md5(self.body or b"", usedforsecurity=False).hexdigest()}"'

    @property
    def status(self) -> str | None:
        """The HTTP status that the edge makes of it, if not 200."""
        return dict(self.metadata).get("status")


@dataclass
class Buckets:
    """The inbox, which keeps every version, and the site, which keeps the newest."""

    told: Callable[[str, str], None]
    """Called with (event, key) for each change of the inbox."""
    written: Callable[[str, Stored | None, Stored], None]
    """Called with (key, what stood there, what stands now) for each object written to the site."""
    inbox: dict[str, list[Stored]] = field(default_factory=dict)
    site: dict[str, Stored] = field(default_factory=dict)
    _serial: int = 0

    def get_object(self, *, Bucket: str, Key: str, VersionId: str | None = None) -> dict[str, Any]:
        """GetObject."""
        stored = self._find(Bucket, Key, VersionId)
        return {
            "Body": io.BytesIO(stored.body or b""),
            "ContentLength": len(stored.body or b""),
            "VersionId": stored.version,
            "ETag": stored.etag,
        }

    def head_object(self, *, Bucket: str, Key: str) -> dict[str, Any]:
        """HeadObject."""
        try:
            stored = self._find(Bucket, Key, None)
            return {"Metadata": dict(stored.metadata), "ETag": stored.etag}
        except ClientError as error:
            raise refusal("HeadObject", "404") from error

    def put_object(self, *, Bucket: str, Key: str, Body: bytes, **headers: Any) -> dict[str, Any]:
        """PutObject, with If-Match and If-None-Match: *."""
        self._check(Bucket, Key, headers)
        metadata = tuple(sorted(headers.get("Metadata", {}).items()))
        stored = Stored(self._next(), Body, headers.get("ContentType", ""), headers.get("CacheControl", ""), metadata)
        if Bucket == SITE:
            old, self.site[Key] = self.site.get(Key), stored
            self.written(Key, old, stored)
        else:
            self.inbox.setdefault(Key, []).append(stored)
            self.told("Object Created", Key)
        return {"VersionId": stored.version}

    def delete_object(self, *, Bucket: str, Key: str, VersionId: str | None = None) -> dict[str, Any]:
        """DeleteObject; with a version it is gone for good."""
        if Bucket == SITE:
            self.site.pop(Key, None)
            return {}
        if VersionId:
            self.inbox[Key] = [stored for stored in self.inbox[Key] if stored.version != VersionId]
        else:
            self.inbox.setdefault(Key, []).append(Stored(self._next(), None))
        self.told("Object Deleted", Key)
        return {}

    def delete_objects(self, *, Bucket: str, Delete: dict[str, Any]) -> dict[str, Any]:
        """DeleteObjects: each by itself."""
        for each in Delete["Objects"]:
            self.delete_object(Bucket=Bucket, Key=each["Key"])
        return {}

    def list_objects_v2(
        self,
        *,
        Bucket: str,
        Prefix: str = "",
        StartAfter: str = "",
        MaxKeys: int = 1000,
        **_: Any,
    ) -> dict[str, Any]:
        """ListObjectsV2."""
        keys = sorted(key for key in self._keys(Bucket) if key.startswith(Prefix) and key > StartAfter)
        listed = [{"Key": key, "ETag": self._find(Bucket, key, None).etag} for key in keys[:MaxKeys]]
        return {"Contents": listed, "IsTruncated": len(keys) > MaxKeys}

    def list_object_versions(self, *, KeyMarker: str = "", **_: Any) -> dict[str, Any]:
        """ListObjectVersions of the inbox, all of a few keys at once."""
        keys = sorted(key for key, versions in self.inbox.items() if versions and key > KeyMarker)
        entries = [
            (each.body is None, {"Key": key, "VersionId": each.version, "IsLatest": each is self.inbox[key][-1]})
            for key in keys[:_VERSIONS]
            for each in reversed(self.inbox[key])
        ]
        answer: dict[str, Any] = {"IsTruncated": len(keys) > _VERSIONS, "Versions": [], "DeleteMarkers": []}
        for is_marker, entry in entries:
            answer["DeleteMarkers" if is_marker else "Versions"].append(entry)
        if answer["IsTruncated"]:
            answer["NextKeyMarker"] = keys[_VERSIONS - 1]
        return answer

    def newest(self, key: str) -> Stored | None:
        """What stands under a key of the inbox: the newest version, a delete marker's too."""
        versions = self.inbox.get(key)
        return versions[-1] if versions else None

    def version(self, key: str, version: str) -> Stored | None:
        """One version of a key of the inbox."""
        return next((stored for stored in self.inbox.get(key, ()) if stored.version == version), None)

    def _keys(self, bucket: str) -> Iterator[str]:
        if bucket == SITE:
            yield from self.site
        else:
            yield from (key for key, versions in self.inbox.items() if versions and versions[-1].body is not None)

    def _find(self, bucket: str, key: str, version: str | None) -> Stored:
        if bucket == SITE:
            stored = self.site.get(key)
        else:
            stored = self.version(key, version) if version else self.newest(key)
        if stored is None:
            raise refusal("GetObject", "NoSuchVersion" if version else "NoSuchKey")
        if stored.body is None:
            headers = {"HTTPHeaders": {"x-amz-version-id": stored.version}}
            raise refusal("GetObject", "MethodNotAllowed" if version else "NoSuchKey", ResponseMetadata=headers)
        return stored

    def _check(self, bucket: str, key: str, headers: dict[str, Any]) -> None:
        standing = self.site.get(key) if bucket == SITE else self.newest(key)
        etag = standing.etag if standing and standing.body is not None else None
        if "IfMatch" in headers and etag is None:
            raise refusal("PutObject", "NoSuchKey")
        if headers.get("IfMatch", etag) != etag or ("IfNoneMatch" in headers and etag is not None):
            raise refusal("PutObject", "PreconditionFailed")

    def _next(self) -> str:
        self._serial += 1
        return f"v{self._serial}"
