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


def markdown_options(command: _Command) -> _Command:
    """`--section` and `--author`: for Markdown that names none."""
    section = click.option("--section", help="For Markdown that names none: the section's slug.")
    author = click.option("--author", help="For Markdown that names none: the author's id, or a name.")
    return section(author(command))
