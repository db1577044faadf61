"""What the functions are wired of: clients, and the adapters over them."""

import os
import random
import time
from collections.abc import Mapping
from functools import cache
from typing import Any

import boto3
from botocore.config import Config

from kabar.adapters.backoff import Backoff
from kabar.adapters.inbox import S3Inbox
from kabar.adapters.item_rows import ItemRows
from kabar.adapters.manifest import DynamoManifest
from kabar.adapters.queues import SqsAgain, SqsAnnouncements, SqsArrivals
from kabar.adapters.site_bucket import S3Site
from kabar.adapters.table import DynamoTable
from kabar.services.waiting import Waiting

_RETRIES = Config(retries={"mode": "standard", "total_max_attempts": 5}, connect_timeout=2, read_timeout=10)


class Misconfigured(Exception):
    """The environment lacks a variable that template.yaml should have set."""


def setting(environment: Mapping[str, str], name: str) -> str:
    """A variable of the environment. Raises Misconfigured."""
    try:
        return environment[name]
    except KeyError:
        raise Misconfigured(f"environment variable {name} is not set") from None


@cache
def client(service: str) -> Any:
    """A client of an AWS service, made once, with bounded retries and time."""
    return boto3.client(service, config=_RETRIES)  # type: ignore[call-overload]


def _backoff() -> Backoff:
    return Backoff(time.sleep, random.random)


def inbox(environment: Mapping[str, str]) -> S3Inbox:
    """The inbox bucket."""
    return S3Inbox(client("s3"), setting(environment, "INBOX_BUCKET"))


def site_bucket(environment: Mapping[str, str]) -> S3Site:
    """The site bucket."""
    return S3Site(client("s3"), setting(environment, "SITE_BUCKET"))


def table(environment: Mapping[str, str]) -> DynamoTable:
    """The index."""
    return DynamoTable(ItemRows(client("dynamodb"), setting(environment, "TABLE_NAME"), _backoff()))


def manifest(environment: Mapping[str, str]) -> DynamoManifest:
    """What was put into the site bucket."""
    return DynamoManifest(client("dynamodb"), setting(environment, "MANIFEST_NAME"), _backoff())


def announcements(environment: Mapping[str, str]) -> SqsAnnouncements:
    """The queue of what others are to be told."""
    return SqsAnnouncements(client("sqs"), setting(environment, "ANNOUNCEMENTS_QUEUE_URL"))


def arrivals(environment: Mapping[str, str]) -> SqsArrivals:
    """The queue of things to look at."""
    return SqsArrivals(client("sqs"), setting(environment, "ARRIVALS_QUEUE_URL"))


def waiting(name: str, environment: Mapping[str, str] = os.environ) -> Waiting:
    """What has messages of a queue come back later; its address stands in that variable."""
    return Waiting(SqsAgain(client("sqs"), setting(environment, name)), random.random)
