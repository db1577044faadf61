"""Options that several verbs share."""

from collections.abc import Callable
from typing import Any

import click

_Command = Callable[..., Any]


def stack_option(command: _Command) -> _Command:
    """`--stack`: which installation."""
    return click.option(
        "--stack", help="The deployed stack. Without it the environment tells: KABAR_INBOX, or else KABAR_STACK."
    )(command)


def whole_stack_option(command: _Command) -> _Command:
    """`--stack` for verbs that need to know all of an installation, and not its inbox alone."""
    return click.option(
        "--stack", envvar="KABAR_STACK", callback=_named, help="The deployed stack. Without it KABAR_STACK tells."
    )(command)


def _named(_: click.Context, __: click.Parameter, value: str | None) -> str:
    if value:
        return value
    raise click.UsageError(
        "Where to? Name a stack with --stack, or set KABAR_STACK: for the local cloud, paste the `export` lines that it"
        " prints."
    )


def markdown_options(command: _Command) -> _Command:
    """`--section` and `--author`: for Markdown that names none."""
    section = click.option("--section", help="For Markdown that names none: the section's slug.")
    author = click.option("--author", help="For Markdown that names none: the author's id, or a name.")
    return section(author(command))
