"""The verb `audit`."""

import boto3
import click

from kabar_cli.operator.following import Auditing, NotFinishedError, Report
from kabar_cli.operator.queues import progress_bar
from kabar_cli.options import whole_stack_option
from kabar_cli.target import Target, outputs_of

_NAMED = 20


@click.command()
@whole_stack_option
@click.option("--timeout", default=3600.0, show_default=True, help="Seconds to wait for each part of it.")
def audit(stack: str, timeout: float) -> None:
    """Compare inbox, index and site, and repair what disagrees.

    It lists, and reads next to nothing. What it finds is looked at or built again; then it compares once more. The
    exit code is 0 if everything agrees in the end. It runs each night by itself.
    """
    try:
        outputs = outputs_of(stack)
        auditing = Auditing(Target.from_outputs(outputs), outputs, boto3.client("sqs"), timeout)
        with progress_bar() as progress:
            report = auditing.audit(progress)
            if report["faults"]:
                _tell(report)
                auditing.settle(progress)
                report = auditing.audit(progress)
    except NotFinishedError as error:
        raise click.ClickException(str(error)) from error
    _end(report)


def _tell(report: Report) -> None:
    for fault, count in sorted(report["faults"].items()):
        click.echo(f"{count:7} {fault}")
    for finding in report["findings"][:_NAMED]:
        click.echo(f"        {finding['fault']}: {finding['where']}")
    if len(report["findings"]) > _NAMED:
        click.echo(f"        ... the report names more: receipts/audit/{report['id']} in the inbox")


def _end(report: Report) -> None:
    if report["faults"]:
        _tell(report)
        raise click.ClickException(
            "this still disagrees. If nobody published meanwhile: try `kabar redrive`, and audit again"
        )
    seen = ", ".join(f"{count} {what}" for what, count in report["seen"].items())
    click.echo(f"Everything agrees: {seen}.")
