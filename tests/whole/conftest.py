"""The whole of Kabar on this machine: the local cloud, the stack that SAM deploys into it, and the site."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPErrorProcessor, Request, build_opener

import boto3
import pytest

import kabar_cli.sample
from support.https import listening

SAMPLE = Path(kabar_cli.sample.__file__).parent
UP_WITHIN = 300
AT_REST_WITHIN = 600
LOOK_EVERY = 0.4
QUIET = 8
"""Looks in a row that see nothing happen: longer than a busy machine takes from the table to the pages queue."""
ANSWERED_WITHIN = 60
ENDED_WITHIN = 120


class _AsItComes(HTTPErrorProcessor):
    def http_response(self, request, response):  # noqa: ARG002 - urllib calls it so
        return response


@dataclass
class Whole:
    """A running installation, as an editor with an S3 client and a reader with a browser have it."""

    site: str
    inbox: str
    site_bucket: str
    session: boto3.Session
    endpoint: str

    def __post_init__(self):
        self.s3, self._sqs = self.client("s3"), self.client("sqs")

    def client(self, service: str) -> Any:
        """A client of boto3."""
        return self.session.client(service, endpoint_url=self.endpoint)

    def upload(self, key: str, body: bytes | dict[str, Any]) -> dict[str, Any]:
        """What `aws s3 cp` does, and the receipt that answers it."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        version = self.s3.put_object(Bucket=self.inbox, Key=key, Body=content)["VersionId"]
        return self.receipt(key, version)

    def receipt(self, key: str, version: str) -> dict[str, Any]:
        deadline = time.monotonic() + ANSWERED_WITHIN
        while time.monotonic() < deadline:
            if (answer := self.current_receipt(key))["versionId"] == version:
                return answer
            time.sleep(0.1)
        raise AssertionError(f"no receipt for {key}, version {version}")

    def current_receipt(self, key: str) -> dict[str, Any]:
        """What was answered last."""
        place = f"receipts/{key}" if key.endswith(".json") else f"receipts/{key}.json"
        try:
            return json.loads(self.s3.get_object(Bucket=self.inbox, Key=place)["Body"].read())
        except self.s3.exceptions.NoSuchKey:
            return {"versionId": None}

    def rest(self) -> dict[str, str]:
        """Wait until nothing waits anywhere; the site bucket then, each key with its ETag."""
        deadline = time.monotonic() + AT_REST_WITHIN
        before, quiet = None, 0
        while time.monotonic() < deadline:
            listed = self._listed()
            quiet = quiet + 1 if listed == before and not self._waiting() else 0
            if quiet == QUIET:
                return {key: etag for key, (etag, _) in listed.items()}
            before = listed
            time.sleep(LOOK_EVERY)
        raise AssertionError("the queues don't drain")

    def get(self, path: str, **headers: str):
        """A reader's request: status, headers, body; nothing is followed."""
        opener = build_opener(_AsItComes)
        try:
            with opener.open(Request(self.site + path, headers=headers)) as answer:  # noqa: S310 - our own
                return answer.status, answer.headers, answer.read().decode()
        except HTTPError as error:
            return error.code, error.headers, error.read().decode()

    def kabar(self, *words: str) -> subprocess.CompletedProcess[str]:
        """The command, as in the terminal of somebody who pasted what `kabar local` prints."""
        keys = self.session.get_credentials()
        environment = _environment() | {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_DEFAULT_REGION": self.session.region_name,
            "AWS_ACCESS_KEY_ID": keys.access_key,
            "AWS_SECRET_ACCESS_KEY": keys.secret_key,
            "KABAR_INBOX": self.inbox,
            "KABAR_STACK": "kabar",
        }
        command = [str(Path(sys.executable).parent / "kabar"), *words]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=800, check=False)  # noqa: S603

    def eventually(self, look: Callable[[], Any], within: float = ANSWERED_WITHIN) -> Any:
        """What is seen at last; nothing if it doesn't come within so many seconds."""
        deadline = time.monotonic() + within
        while not (seen := look()) and time.monotonic() < deadline:
            time.sleep(0.1)
        return seen

    def empty_tables(self) -> None:
        """Delete every row of the index and of the manifest."""
        dynamodb = self.client("dynamodb")
        for table in dynamodb.list_tables()["TableNames"]:
            for page in dynamodb.get_paginator("scan").paginate(TableName=table, ProjectionExpression="pk, sk"):
                for key in page["Items"]:
                    dynamodb.delete_item(TableName=table, Key=key)

    def queue(self, name: str) -> tuple[str, str]:
        """A queue of the test's own: its address and its ARN."""
        url = self._sqs.create_queue(QueueName=name)["QueueUrl"]
        answer = self._sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
        return url, answer["Attributes"]["QueueArn"]

    def take(self, queue: str, count: int) -> list[str]:
        """So many messages of a queue, which is deleted then."""
        deadline, bodies = time.monotonic() + ANSWERED_WITHIN, []
        while len(bodies) < count and time.monotonic() < deadline:
            for message in self._sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=1).get("Messages", ()):
                bodies.append(message["Body"])
                self._sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
        self._sqs.delete_queue(QueueUrl=queue)
        return bodies

    def _listed(self):
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=self.site_bucket)
        return {
            item["Key"]: (item["ETag"], item["LastModified"]) for page in pages for item in page.get("Contents", ())
        }

    def _waiting(self) -> int:
        queues = self._sqs.list_queues()["QueueUrls"]
        answers = (self._sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"]) for url in queues)
        counts = (answer["Attributes"].items() for answer in answers)
        return sum(int(value) for items in counts for name, value in items if name.startswith("ApproximateNumber"))


@pytest.fixture(scope="session")
def listener(tmp_path_factory):
    """Somebody on this machine who is told: at /in by a webhook, at /hub as the hub of the feeds."""
    with listening(tmp_path_factory.mktemp("listener")) as found:
        yield found


@pytest.fixture(scope="session")
def publication(listener):
    """The sample's site.json, whose feeds have a hub."""
    return json.loads((SAMPLE / "site.json").read_bytes()) | {
        "webSub": {"hub": f"https://localhost:{listener.port}/hub"}
    }


@pytest.fixture(scope="session")
def whole(tmp_path_factory, listener):
    """`kabar local --empty`, started once and stopped with SIGTERM."""
    folder = tmp_path_factory.mktemp("whole")
    ready, log, webhooks = folder / "ready.json", folder / "log", folder / "webhooks.json"
    webhooks.write_text(
        json.dumps([{"name": "uji", "url": f"https://localhost:{listener.port}/in", "secret": listener.secret}])
    )
    command = [Path(sys.executable).parent / "kabar", "local", "--empty", "--port", "0", "--ready-file", ready]
    command += ["--webhooks", webhooks, "--probe-minutes", "60"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env=_environment())  # noqa: S603 - our own
    try:
        yield _running(process, ready, log)
    finally:
        process.send_signal(signal.SIGTERM)
        _ended(process, log)


def _ended(process, log):
    """A busy machine takes its time to stop; what doesn't stop at all is a fault, and must not outlive the tests."""
    try:
        process.wait(ENDED_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        raise AssertionError(f"kabar local doesn't stop: {log.read_text()}") from None


def _environment():
    return {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}


def _running(process, ready, log):
    deadline = time.monotonic() + UP_WITHIN
    while not ready.exists():
        assert process.poll() is None, f"kabar local ended: {log.read_text()}"
        assert time.monotonic() < deadline, f"kabar local isn't up: {log.read_text()}"
        time.sleep(0.1)
    up = json.loads(ready.read_text())
    session = boto3.Session(up["accessKeyId"], up["secretAccessKey"], region_name=up["region"])
    return Whole(up["site"], up["inbox"], up["siteBucket"], session, up["endpoint"])
