"""The verb `rebuild`."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import boto3
import click

from kabar.domain.identity import ARTICLES, MEDIA, RECEIPTS, SITE_KEY, WIRE
from kabar_cli.operator.following import Auditing, NotFinishedError
from kabar_cli.operator.queues import dead_letters, drained, flow_queues, progress_bar, waiting
from kabar_cli.options import whole_stack_option
from kabar_cli.publish.publishing import await_receipt
from kabar_cli.target import Target, outputs_of

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from rich.progress import Progress

_ROUNDS = 4
"""How often what an audit still finds is repaired before somebody has to see why."""


@click.command()
@whole_stack_option
@click.option("--timeout", default=3600.0, show_default=True, help="Seconds to wait for each part of it.")
def rebuild(stack: str, timeout: float) -> None:
    """Make the index and every page again from the inbox.

    For a lost table, a lost site bucket, or new templates after a deployment. Pages that come out the same aren't
    written, so it may be done at any time, and again after it was interrupted. It ends with an audit.
    """
    try:
        outputs = outputs_of(stack)
        target, sqs = Target.from_outputs(outputs), boto3.client("sqs")
        with progress_bar() as progress:
            articles, pictures = _ask(target, outputs, sqs, progress, timeout)
            if not drained(sqs, flow_queues(outputs), timeout, progress, "Pages"):
                raise NotFinishedError("it isn't finished yet: it goes on by itself, or see the dead-letter queues")
            _confirm(Auditing(target, outputs, sqs, timeout), progress)
        dead = sum(waiting(sqs, url) for url in dead_letters(outputs).values())
    except NotFinishedError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Rebuilt from {articles} articles and {pictures} pictures; inbox, index and site agree.")
    if dead:
        click.echo(f"{dead} messages lie among the dead letters: `kabar redrive` has them tried again.", err=True)


def _ask(
    target: Target, outputs: dict[str, str], sqs: "SQSClient", progress: "Progress", timeout: float
) -> tuple[int, int]:
    """The publication first, which all others are judged by; then looks at everything that was ever uploaded."""
    task = progress.add_task("Publication", total=1)
    _publication(target, timeout)
    progress.advance(task)
    pictures = sorted({*_keys(target, MEDIA), *_answered(target, MEDIA)})
    _send(sqs, outputs["PicturesQueue"], progress.track(pictures, description="Pictures"))
    uploads = (key for prefix in (ARTICLES, WIRE) for key in (*_keys(target, prefix), *_answered(target, prefix)))
    articles = sorted(set(uploads))
    _send(sqs, outputs["ArrivalsQueue"], progress.track(articles, description="Articles"))
    return len(articles), len(pictures)


def _publication(target: Target, timeout: float) -> None:
    """A new version of site.json is a new edition: every page is built anew."""
    try:
        body = target.s3.get_object(Bucket=target.inbox, Key=SITE_KEY)["Body"].read()
    except target.s3.exceptions.NoSuchKey:
        raise LookupError("there is no site.json in the inbox: nothing to build from") from None
    version = target.s3.put_object(Bucket=target.inbox, Key=SITE_KEY, Body=body)["VersionId"]
    receipt = await_receipt(target, SITE_KEY, version, timeout)
    if receipt is None:
        raise NotFinishedError("no answer to site.json: is the stack all there? Look at the logs of `receive`")
    if receipt["status"] == "rejected":
        problems = "; ".join(problem["message"] for problem in receipt["errors"])
        raise LookupError(f"site.json isn't accepted, mend and upload it first: {problems}")


def _keys(target: Target, prefix: str) -> Iterator[str]:
    pages = target.s3.get_paginator("list_objects_v2").paginate(Bucket=target.inbox, Prefix=prefix)
    return (item["Key"] for page in pages for item in page.get("Contents", ()))


def _answered(target: Target, prefix: str) -> Iterator[str]:
    """What has a receipt: also what was deleted since, whose address must go on saying so."""
    for key in _keys(target, RECEIPTS + prefix):
        named = key.removeprefix(RECEIPTS)
        yield named.removesuffix(".json") if prefix == MEDIA else named


def _send(sqs: "SQSClient", queue: str, keys: Iterable[str]) -> None:
    left = iter(keys)
    while batch := list(islice(left, 10)):
        entries: Any = [{"Id": str(index), "MessageBody": json.dumps({"key": key})} for index, key in enumerate(batch)]
        if sqs.send_message_batch(QueueUrl=queue, Entries=entries).get("Failed"):
            raise LookupError("the queue didn't take every message: start again, nothing is lost by that")


def _confirm(auditing: Auditing, progress: "Progress") -> None:
    """Audit until nothing disagrees any more. Raises NotFinishedError."""
    report = auditing.audit(progress)
    for _ in range(_ROUNDS):
        if not report["faults"]:
            return
        auditing.settle(progress)
        report = auditing.audit(progress)
    faults = ", ".join(f"{count} {fault}" for fault, count in sorted(report["faults"].items()))
    raise NotFinishedError(f"inbox, index and site still disagree ({faults}): `kabar audit` names what")
