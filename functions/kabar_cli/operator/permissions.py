"""IAM policies of those who upload, and of those who only follow what becomes of it."""

import re
from collections.abc import Iterable
from typing import Any, Final

from kabar.domain.identity import ARTICLES, MEDIA, RECEIPTS, SITE_KEY, WIRE

_FOLDER: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*")
"""As folders of the inbox's keys are (kabar.domain.identity). So no wildcard or variable of IAM's gets through."""
_BUCKET: Final = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
"""Amazon S3, "General purpose bucket naming rules"."""

Policy = dict[str, Any]


def editor(bucket: str, *, publication: bool = False) -> Policy:
    """All articles and pictures; with `publication` also site.json, on which every page depends."""
    return _uploading(bucket, [f"{ARTICLES}*", f"{MEDIA}*"], whole=publication)


def section_editor(bucket: str, sections: Iterable[str]) -> Policy:
    """Articles and pictures in the folders of these sections. The slash ends the name: `a` isn't `ab`."""
    return _uploading(bucket, [f"{top}{_folder(each)}/*" for each in sections for top in (ARTICLES, MEDIA)])


def wire(bucket: str, agencies: Iterable[str]) -> Policy:
    """Wire copy and its pictures, in the folders of these agencies; of any agency, if none is named."""
    folders = [f"{_folder(each)}/" for each in agencies] or [""]
    return _uploading(bucket, [f"{top}{each}*" for each in folders for top in (WIRE, f"{MEDIA}{WIRE}")])


def reader(bucket: str) -> Policy:
    """The answers to all uploads, and nothing of what was uploaded."""
    return _policy(_reading(bucket, [f"{RECEIPTS}*"]), _listing(bucket, [f"{RECEIPTS}*"]))


def _uploading(bucket: str, keys: list[str], *, whole: bool = False) -> Policy:
    answers = [f"{RECEIPTS}{key}" for key in keys]
    written = [*keys, SITE_KEY] if whole else keys
    upload = {
        "Sid": "Upload",
        "Effect": "Allow",
        "Action": ["s3:PutObject", "s3:AbortMultipartUpload"],
        "Resource": _objects(bucket, written),
    }
    withdraw = {"Sid": "Withdraw", "Effect": "Allow", "Action": "s3:DeleteObject", "Resource": _objects(bucket, keys)}
    seen = [*keys, *answers, SITE_KEY, f"{RECEIPTS}{SITE_KEY}"]
    return _policy(upload, withdraw, _reading(bucket, seen), _listing(bucket, [*keys, *answers]))


def _reading(bucket: str, keys: list[str]) -> Policy:
    actions = ["s3:GetObject", "s3:GetObjectVersion"]
    return {"Sid": "Read", "Effect": "Allow", "Action": actions, "Resource": _objects(bucket, keys)}


def _listing(bucket: str, keys: list[str]) -> Policy:
    return {
        "Sid": "List",
        "Effect": "Allow",
        "Action": ["s3:ListBucket", "s3:ListBucketVersions"],
        "Resource": _arn(bucket),
        "Condition": {"StringLike": {"s3:prefix": keys}},
    }


def _policy(*statements: Policy) -> Policy:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def _objects(bucket: str, keys: list[str]) -> list[str]:
    return [f"{_arn(bucket)}/{key}" for key in keys]


def _arn(bucket: str) -> str:
    if not _BUCKET.fullmatch(bucket):
        raise LookupError(f"\"{bucket}\" can't be a bucket's name.")
    return f"arn:aws:s3:::{bucket}"


def _folder(name: str) -> str:
    if not _FOLDER.fullmatch(name):
        raise LookupError(f'"{name}" can\'t be a folder of the inbox: letters, digits, hyphens, as in "daerah".')
    return name
