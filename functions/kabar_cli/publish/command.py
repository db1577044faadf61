"""The verb `publish`."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from kabar_cli.publish.publishing import Answer, publish_paths
from kabar_cli.sources.collecting import NothingToPublishError, collect
from kabar_cli.target import Target


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--stack", help="The deployed stack to publish to. Without it the environment tells (KABAR_INBOX).")
@click.option("--timeout", default=120.0, show_default=True, help="Seconds to wait for a receipt before giving up.")
def publish(paths: tuple[Path, ...], stack: str | None, timeout: float) -> None:
    """Upload articles and pictures, and say what became of each.

    PATHS are files, or folders that hold site.json, articles/ and media/. The exit code is 0 if everything was
    accepted, 1 otherwise.
    """
    try:
        target = Target.from_stack(stack) if stack else Target.from_environment()
        total = len(collect(list(paths)))
        answers = _follow(target, list(paths), timeout, total)
    except (LookupError, NothingToPublishError, BotoCoreError, ClientError) as error:
        raise click.ClickException(str(error)) from error
    for answer in answers:
        _print(answer, target.site)
    refused = sum(not answer.accepted for answer in answers)
    click.echo(f"{len(answers) - refused} accepted, {refused} not")
    raise SystemExit(1 if refused else 0)


def _follow(target: Target, paths: list[Path], timeout: float, total: int) -> list[Answer]:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Publishing", total=total)
        return publish_paths(target, paths, timeout=timeout, report=lambda _: progress.advance(task))


def _print(answer: Answer, site: str) -> None:
    receipt = answer.receipt
    if receipt is None:
        click.secho(f"no answer  {answer.item.key}", fg="yellow")
        click.echo("    Nothing was lost: look for its receipt later, or publish it again.")
        return
    colour = "red" if receipt["status"] == "rejected" else "green"
    click.echo(
        f"{click.style(receipt['status'].ljust(10), fg=colour)} {answer.item.key}  {_address(receipt, site)}".rstrip()
    )
    for problem in receipt["errors"] + receipt["warnings"]:
        click.echo(f"    {_place(problem)}{problem['message']} {problem.get('fix', '')}".rstrip())


def _address(receipt: dict[str, Any], site: str) -> str:
    """The upload's address, at the site that this target serves if that isn't the publication's own."""
    parts = urlsplit(receipt["url"] or "")
    return f"{site}{parts.path}" if site and parts.path else parts.geturl()


def _place(problem: dict[str, Any]) -> str:
    return f"{problem['pointer']}: " if problem["pointer"] else ""
