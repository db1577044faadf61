"""The verb `local`."""

from pathlib import Path
from typing import TextIO

import click

from kabar.domain.webhooks import WrongWebhooks, parse_webhooks
from kabar_cli.local.paths import missing
from kabar_cli.local.process import ToolError


@click.command()
@click.option("--port", default=8080, show_default=True, help="The site's port. 0 takes a free one.")
@click.option("--ready-file", type=click.Path(path_type=Path), help="Written, as JSON, when all is up.")
@click.option("--sample/--empty", default=True, help="Whether to publish the sample publication.")
@click.option(
    "--webhooks",
    type=click.File(encoding="utf-8"),
    help="Who is told: a list as in docs/events.md, at http://localhost.",
)
@click.option(
    "--probe-minutes",
    type=click.Choice([0, 5, 15, 30, 60]),
    default=0,
    show_default=True,
    help="How often a hidden article is published and looked for. 0 never does.",
)
def local(port: int, ready_file: Path | None, webhooks: TextIO | None, probe_minutes: int, *, sample: bool) -> None:
    """Run Kabar on this machine until Ctrl-C: a local cloud, the stack in it, and the site."""
    from kabar_cli.local.run import serve  # noqa: PLC0415 - a usage error needs no boto3

    if absent := missing():
        raise click.ClickException(f"{absent[0]} isn't there: run `make setup` in a checkout of Kabar")
    try:
        told = _checked(webhooks) if webhooks else ""
        serve(port, ready_file, sample=sample, webhooks=told, probe_minutes=probe_minutes)
    except ToolError as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        click.echo("Stopped.")


def _checked(file: TextIO) -> str:
    """The list of webhooks. Raises ClickException unless it is one."""
    try:
        text = file.read()
        parse_webhooks(text)
    except (WrongWebhooks, UnicodeDecodeError) as error:
        raise click.ClickException(f"{file.name} is no list of webhooks: {error}") from error
    return text
