"""The verb `redrive`."""

from collections.abc import Mapping

import boto3
import click

from kabar_cli.operator.letters import Redrive
from kabar_cli.operator.queues import dead_letters, progress_bar, waiting
from kabar_cli.operator.stream import Stream
from kabar_cli.options import whole_stack_option
from kabar_cli.target import outputs_of


@click.command()
@whole_stack_option
@click.option("--dry-run", is_flag=True, help="Only say how many messages lie where.")
def redrive(stack: str, *, dry_run: bool) -> None:
    """Have tried again what failed too often.

    Moves the messages of every queue of dead letters back to where they came from. A message only says where to look,
    so one that is moved twice does no harm, and this may be interrupted and repeated. The exit code is 1 if a message
    can't be moved: it stays where it is.
    """
    outputs, sqs = outputs_of(stack), boto3.client("sqs")
    letters = {name: waiting(sqs, url) for name, url in dead_letters(outputs).items()}
    if dry_run or not any(letters.values()):
        _tell(letters, "waiting")
        return
    work = Redrive(sqs, outputs, Stream(boto3.client("dynamodbstreams"), outputs))
    moved: dict[str, int] = {}
    with progress_bar() as progress:
        for name, count in letters.items():
            task = progress.add_task(name, total=count)
            for done in work.move(name, count):
                progress.update(task, completed=done)
                moved[name] = done
    _tell({name: moved.get(name, 0) for name in letters}, "moved")
    for name, reason in work.left:
        click.echo(f"left in {name}: {reason}", err=True)
    raise SystemExit(1 if work.left else 0)


def _tell(counts: Mapping[str, int], what: str) -> None:
    for name, count in sorted(counts.items()):
        click.echo(f"{count:7} {what}  {name}")
