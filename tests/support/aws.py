"""AWS as moto plays it: invented credentials, no way out to the network, Kabar's resources as in template.yaml."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import boto3
import pytest
from moto import mock_aws

REGION = "ap-southeast-3"
ACCOUNT = "123456789012"
INBOX, SITE, TABLE, MANIFEST = "kabar-inbox", "kabar-site", "kabar-table", "kabar-manifest"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/kabar-schedules"
_ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_SESSION_TOKEN": "testing",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true",
    # moto doesn't know the addresses with an account in them that botocore prefers.
    "AWS_ACCOUNT_ID_ENDPOINT_MODE": "disabled",
}


@contextmanager
def moto_aws(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty AWS. Whatever would leave this machine fails."""
    patch.delenv("AWS_PROFILE", raising=False)
    for name, value in _ENVIRONMENT.items():
        patch.setenv(name, value)

    def refuse(*_: object) -> None:
        raise AssertionError("a test tried to reach the network")

    patch.setattr(socket.socket, "connect", refuse)
    patch.setattr(socket, "getaddrinfo", refuse)
    with mock_aws():
        yield


@cache
def client(service: str) -> Any:
    """A client of one service, the same for all tests: moto answers it whenever it is on."""
    return boto3.client(service, region_name=REGION)


def create_bucket(name: str, *, versioned: bool = False) -> None:
    """A bucket."""
    s3 = client("s3")
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    if versioned:
        s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})


def create_table(name: str = TABLE, *, stream: bool = True) -> None:
    """The index, or another table of its form."""
    told = {"StreamViewType": "NEW_AND_OLD_IMAGES"} if stream else {}
    client("dynamodb").create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk")],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        StreamSpecification={"StreamEnabled": stream, **told},
    )


def create_queue(name: str, **attributes: str) -> str:
    """A queue; its URL. A name that ends in .fifo makes it one."""
    fifo = {"FifoQueue": "true", "DeduplicationScope": "messageGroup", "FifoThroughputLimit": "perMessageGroupId"}
    kind = fifo if name.endswith(".fifo") else {}
    return str(client("sqs").create_queue(QueueName=name, Attributes=kind | attributes)["QueueUrl"])


def queue_arn(url: str) -> str:
    """A queue's ARN."""
    answer = client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    return str(answer["Attributes"]["QueueArn"])


def create_schedule_group(name: str) -> None:
    """A group of schedules."""
    client("scheduler").create_schedule_group(Name=name)


def drain(url: str) -> list[dict[str, Any]]:
    """All messages that can be received, each as botocore has it, taken from the queue."""
    sqs, taken = client("sqs"), []
    while messages := sqs.receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, AttributeNames=["All"], WaitTimeSeconds=0
    ).get("Messages", []):
        for message in messages:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        taken += messages
    return taken


@contextmanager
def recorded(of: Any, service: str) -> Iterator[list[tuple[str, dict[str, Any]]]]:
    """The calls of a client: each operation's name and parameters."""
    calls: list[tuple[str, dict[str, Any]]] = []

    def note(params: dict[str, Any], model: Any, **_: object) -> None:
        calls.append((model.name, dict(params)))

    of.meta.events.register(f"provide-client-params.{service}", note)
    try:
        yield calls
    finally:
        of.meta.events.unregister(f"provide-client-params.{service}", note)
