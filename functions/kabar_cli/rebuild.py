"""The verb `rebuild`."""

import json
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import boto3
import click
from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from kabar.domain.identity import ARTICLES, MEDIA, RECEIPTS, SITE_KEY
from kabar_cli.target import Target, outputs_of

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_QUEUES = ("ArrivalsQueue", "PicturesQueue", "PagesQueue")
_QUIET = 4  # looks in a row at empty queues: longer than a change takes from one into the next
_PAUSE = 0.5


@click.command()
@click.option("--stack", envvar="KABAR_STACK", required=True, help="The deployed stack (or KABAR_STACK).")
@click.option("--timeout", default=3600.0, show_default=True, help="Seconds to wait for the end.")
def rebuild(stack: str, timeout: float) -> None:
    """Make the index and every page again from the inbox.

    For a lost table, a lost site bucket, or new templates after a deployment. Pages that come out the same aren't
    written, so it may be done at any time.
    """
    try:
        outputs = outputs_of(stack)
        target = Target.from_outputs(outputs)
        sqs: SQSClient = boto3.client("sqs")
        with _progress() as progress:
            _publication(target)
            pictures = _looks(target, MEDIA)
            _send(sqs, outputs["PicturesQueue"], progress.track(pictures, description="Pictures"))
            articles = sorted({*_looks(target, ARTICLES), *_answered(target)})
            _send(sqs, outputs["ArrivalsQueue"], progress.track(articles, description="Articles"))
            done = _drain(sqs, [outputs[name] for name in _QUEUES], timeout, progress)
    except (LookupError, BotoCoreError, ClientError) as error:
        raise click.ClickException(str(error)) from error
    if not done:
        raise click.ClickException("it isn't finished yet: it goes on by itself, or see the dead-letter queues")
    click.echo(f"Rebuilt from {len(articles)} articles and {len(pictures)} pictures.")


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True))


def _publication(target: Target) -> None:
    """A new version of site.json is a new edition: every page is built anew."""
    try:
        body = target.s3.get_object(Bucket=target.inbox, Key=SITE_KEY)["Body"].read()
    except target.s3.exceptions.NoSuchKey:
        raise LookupError("there is no site.json in the inbox: nothing to build from") from None
    target.s3.put_object(Bucket=target.inbox, Key=SITE_KEY, Body=body)


def _looks(target: Target, prefix: str) -> list[str]:
    pages = target.s3.get_paginator("list_objects_v2").paginate(Bucket=target.inbox, Prefix=prefix)
    return [item["Key"] for page in pages for item in page.get("Contents", ())]


def _answered(target: Target) -> Iterator[str]:
    """What has a receipt: also what was deleted since, whose address must go on saying so."""
    return (key.removeprefix(RECEIPTS) for key in _looks(target, RECEIPTS + ARTICLES))


def _send(sqs: "SQSClient", queue: str, keys: Iterable[str]) -> None:
    waiting = iter(keys)
    while batch := list(islice(waiting, 10)):
        entries: Any = [{"Id": str(index), "MessageBody": json.dumps({"key": key})} for index, key in enumerate(batch)]
        if sqs.send_message_batch(QueueUrl=queue, Entries=entries).get("Failed"):
            raise LookupError("the queue didn't take every message: start again, nothing is lost by that")


def _drain(sqs: "SQSClient", queues: list[str], timeout: float, progress: Progress) -> bool:
    """Whether the queues came to rest in time; shows how much waits."""
    deadline, quiet, most = time.monotonic() + timeout, 0, 0
    task = progress.add_task("Pages", total=None)
    while quiet < _QUIET and time.monotonic() < deadline:
        left = sum(_waiting(sqs, queue) for queue in queues)
        most = max(most, left)
        progress.update(task, total=most, completed=most - left)
        quiet = 0 if left else quiet + 1
        time.sleep(_PAUSE)
    return quiet == _QUIET


def _waiting(sqs: "SQSClient", queue: str) -> int:
    answer = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
    return sum(int(value) for name, value in answer.items() if name.startswith("ApproximateNumber"))
