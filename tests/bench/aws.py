"""The bench's cloud as boto3 finds it over HTTP: what a function asks in a process of its own, and its answers."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import format_datetime
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

from botocore.exceptions import ClientError

from bench.archive import NOW
from bench.cloud import Cloud

Answer = tuple[int, dict[str, str], bytes]
_SERVICES: Final = {"DynamoDB_20120810": "dynamodb", "AmazonSQS": "sqs"}
_META: Final = "x-amz-meta-"
_XML: Final = {"Content-Type": "application/xml"}
_STATUS: Final = {"404": 404, "NoSuchKey": 404, "NoSuchVersion": 404, "PreconditionFailed": 412}
_INVALIDATION: Final = (
    b"<Invalidation><Id>I</Id><Status>Completed</Status><CreateTime>2024-12-16T04:00:00Z</CreateTime>"
    b"<InvalidationBatch><Paths><Quantity>0</Quantity></Paths><CallerReference>r</CallerReference></InvalidationBatch>"
    b"</Invalidation>"
)
_OTHERS: Final[Mapping[str, dict[str, Any]]] = {
    "AWSEvents.PutEvents": {"FailedEntryCount": 0, "Entries": [{"EventId": "1"}]},
    "AmazonSSM.GetParameter": {"Parameter": {"Name": "/w", "Type": "SecureString", "Value": "[]", "Version": 1}},
    "AmazonSQS.ChangeMessageVisibility": {},
}


@dataclass
class Aws:
    """Answers requests of boto3's clients."""

    cloud: Cloud

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Status, headers and body for a request of a path with its query."""
        if operation := headers.get("X-Amz-Target"):
            return self._json(operation, json.loads(body or b"{}"))
        if "/invalidation" in target:
            return 201, _XML, _INVALIDATION
        if target.startswith("/schedules"):
            return self._refusable(dict, "scheduler")
        try:
            return self._s3(method, target, headers, body)
        except ClientError as error:
            code = error.response["Error"]["Code"]
            return _STATUS.get(code, 400), _XML, f"<Error><Code>{code}</Code></Error>".encode()

    def _json(self, operation: str, asked: dict[str, Any]) -> Answer:
        if operation in _OTHERS:
            return _json(200, _OTHERS[operation])
        service, _, name = operation.partition(".")
        known = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
        return self._refusable(lambda: self.cloud.call(_SERVICES[service], known, asked), name)

    def _refusable(self, call: Callable[[], Any], name: str) -> Answer:
        try:
            return _json(200, call())
        except ClientError as error:
            return _json(400, {"__type": error.response["Error"]["Code"], "message": name, **error.response})

    def _s3(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Answer:
        parts, buckets = urlsplit(target), self.cloud.buckets
        bucket, _, key = unquote(parts.path).removeprefix("/").partition("/")
        version = parse_qs(parts.query).get("versionId", [None])[0]
        named = {"Bucket": bucket, "Key": key}
        match method:
            case "GET" if not key:
                return 200, _XML, b"<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>"
            case "GET":
                found = buckets.get_object(**named, VersionId=version)
                return 200, _standing(found), found["Body"].read()
            case "HEAD":
                found = buckets.head_object(**named)
                return 200, _standing(found) | {_META + name: value for name, value in found["Metadata"].items()}, b""
            case "PUT":
                put = buckets.put_object(**named, Body=body, **_conditions(headers))
                return 200, {"x-amz-version-id": put["VersionId"], "ETag": '"e"'}, b""
            case _:
                buckets.delete_object(**named)
                return 204, {}, b""


def _standing(found: Mapping[str, Any]) -> dict[str, str]:
    headers = {"ETag": found["ETag"], "Last-Modified": format_datetime(NOW, usegmt=True)}
    return headers | ({"x-amz-version-id": found["VersionId"]} if "VersionId" in found else {})


def _conditions(headers: Mapping[str, str]) -> dict[str, Any]:
    metadata = {
        name.lower().removeprefix(_META): value for name, value in headers.items() if name.lower().startswith(_META)
    }
    asked = {"IfMatch": headers.get("If-Match"), "IfNoneMatch": headers.get("If-None-Match")}
    told = {"ContentType": headers.get("Content-Type", ""), "CacheControl": headers.get("Cache-Control", "")}
    return {name: value for name, value in asked.items() if value} | told | {"Metadata": metadata}


def _json(status: int, body: Any) -> Answer:
    return status, {"Content-Type": "application/x-amz-json-1.0"}, json.dumps(body, default=str).encode()
