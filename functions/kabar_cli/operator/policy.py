"""The verb `policy`."""

import json

import click

from kabar_cli.operator import permissions
from kabar_cli.options import stack_option
from kabar_cli.target import Target

KINDS = ("editor", "section-editor", "wire", "reader")
"""Whom there is a policy for."""


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--section", "sections", multiple=True, help="section-editor: the folder, as in daerah. Can be repeated.")
@click.option(
    "--agency", "agencies", multiple=True, help="wire: the agency's folder; any, without it. Can be repeated."
)
@click.option("--publication", is_flag=True, help="editor: site.json too.")
@click.option("--inbox", help="The inbox bucket, where neither a stack nor the environment is to tell.")
@stack_option
def policy(  # noqa: PLR0913 - click's way
    *,
    kind: str,
    sections: tuple[str, ...],
    agencies: tuple[str, ...],
    publication: bool,
    inbox: str | None,
    stack: str | None,
) -> None:
    """Print the IAM policy of somebody who uploads.

    \b
    editor          all articles and pictures
    section-editor  those under articles/<section>/ and media/<section>/
    wire            those under wire/ and media/wire/, or the agency's folder there
    reader          no upload, and only the receipts

    Each also lets read back what it lets upload, and the receipts of that.
    """  # noqa: D301 - click's mark
    _fits(kind, {"section-editor": sections, "wire": agencies, "editor": publication})
    bucket = inbox or Target.of(stack).inbox
    match kind:
        case "editor":
            made = permissions.editor(bucket, publication=publication)
        case "section-editor":
            made = permissions.section_editor(bucket, sections)
        case "wire":
            made = permissions.wire(bucket, agencies)
        case _:
            made = permissions.reader(bucket)
    click.echo(json.dumps(made, indent=2))


def _fits(kind: str, given: dict[str, object]) -> None:
    """Raises UsageError if an option is given that says nothing of this kind, or one is missing."""
    names = {"section-editor": "--section", "wire": "--agency", "editor": "--publication"}
    strange = [names[each] for each, value in given.items() if value and each != kind]
    if strange:
        raise click.UsageError(f"{kind} doesn't take {strange[0]}.")
    if kind == "section-editor" and not given[kind]:
        raise click.UsageError("section-editor needs --section, as in: --section daerah")
