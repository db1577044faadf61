"""The verb `export`."""

from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from kabar_cli.exporting.exporting import Export
from kabar_cli.exporting.files import Files
from kabar_cli.options import stack_option
from kabar_cli.target import Target

_SHOWN = 20


@click.command()
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder to fill.")
@stack_option
def export(out: Path, stack: str | None) -> None:
    """Bring everything back: what was uploaded, byte for byte, and each article as ninjs 3.1.

    site.json, articles/, wire/ and media/ are as `kabar publish` takes them; ninjs/ is for other systems. It may be
    broken off and called again: what is there already isn't fetched again.
    """
    try:
        target = Target.of(stack)
        target.s3.head_bucket(Bucket=target.inbox)  # or else nothing is begun
        files = Files(out)
        try:
            work = _followed(Export(target, files))
        finally:
            files.close()
    except OSError as error:
        raise click.ClickException(f"{error.filename or out}: {error.strerror or error}") from error
    for name, count in work.counts.items():
        click.echo(f"{count:>12,}  {name}")
    for problem in work.problems[:_SHOWN]:
        click.secho(problem, fg="yellow")
    if len(work.problems) > _SHOWN:
        click.echo(f"... and {len(work.problems) - _SHOWN} more")
    raise SystemExit(1 if work.problems else 0)


def _followed(work: Export) -> Export:
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.completed} files  {task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=None)
        work.run(lambda key: progress.update(task, advance=1, description=key[-60:]))
    return work
