"""Each port twice: in memory, as other tests have it, and the real adapter on moto. Both must pass the same cases."""

from collections.abc import Iterator

import pytest

from kabar.adapters.backoff import Backoff
from kabar.adapters.inbox import S3Inbox
from kabar.adapters.item_rows import ItemRows
from kabar.adapters.manifest import DynamoManifest
from kabar.adapters.site_bucket import S3Site
from kabar.adapters.table import DynamoTable
from support import aws
from support.memory_buckets import MemoryInbox, MemoryManifest, MemorySite
from support.memory_index import MemoryTable

BOTH = ["memory", "aws"]


class UploadingInbox(S3Inbox):
    """The real inbox, with the editor's side of it."""

    def put(self, key: str, body: bytes) -> str:
        """Upload; the new version's id."""
        return str(self.client.put_object(Bucket=self.bucket, Key=key, Body=body)["VersionId"])

    def delete(self, key: str) -> str:
        """Leave a delete marker; its id."""
        return str(self.client.delete_object(Bucket=self.bucket, Key=key)["VersionId"])


@pytest.fixture
def _amazon(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty AWS."""
    with aws.moto_aws(monkeypatch):
        yield


@pytest.fixture
def s3_inbox(_amazon: None) -> UploadingInbox:
    """The real inbox."""
    aws.create_bucket(aws.INBOX, versioned=True)
    return UploadingInbox(aws.client("s3"), aws.INBOX)


@pytest.fixture
def s3_site(_amazon: None) -> S3Site:
    """The real site bucket."""
    aws.create_bucket(aws.SITE)
    return S3Site(aws.client("s3"), aws.SITE)


@pytest.fixture
def dynamo_table(_amazon: None) -> DynamoTable:
    """The real index."""
    aws.create_table()
    return DynamoTable(ItemRows(aws.client("dynamodb"), aws.TABLE, Backoff(lambda _: None, lambda: 0.0)))


@pytest.fixture
def dynamo_manifest(_amazon: None) -> DynamoManifest:
    """The real manifest."""
    aws.create_table(aws.MANIFEST, stream=False)
    return DynamoManifest(aws.client("dynamodb"), aws.MANIFEST, Backoff(lambda _: None, lambda: 0.0))


@pytest.fixture(params=BOTH)
def inbox(request: pytest.FixtureRequest) -> MemoryInbox | UploadingInbox:
    """Either inbox."""
    return MemoryInbox() if request.param == "memory" else request.getfixturevalue("s3_inbox")


@pytest.fixture(params=BOTH)
def site(request: pytest.FixtureRequest) -> MemorySite | S3Site:
    """Either site bucket."""
    return MemorySite() if request.param == "memory" else request.getfixturevalue("s3_site")


@pytest.fixture(params=BOTH)
def table(request: pytest.FixtureRequest) -> MemoryTable | DynamoTable:
    """Either index."""
    return MemoryTable() if request.param == "memory" else request.getfixturevalue("dynamo_table")


@pytest.fixture(params=BOTH)
def manifest(request: pytest.FixtureRequest) -> MemoryManifest | DynamoManifest:
    """Either manifest."""
    return MemoryManifest() if request.param == "memory" else request.getfixturevalue("dynamo_manifest")
