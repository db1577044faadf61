"""Buckets and tables, and the adapters over them."""

import random
import time
from collections.abc import Mapping

from kabar.adapters.backoff import Backoff
from kabar.adapters.glance import DynamoGlance
from kabar.adapters.inbox import S3Inbox
from kabar.adapters.item_rows import ItemRows
from kabar.adapters.manifest import DynamoManifest
from kabar.adapters.site_bucket import S3Site
from kabar.adapters.table import DynamoTable
from kabar.bootstrap.common import client, setting


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


def glance(environment: Mapping[str, str]) -> DynamoGlance:
    """Both of the tables at once."""
    return DynamoGlance(table(environment).rows, manifest(environment))
