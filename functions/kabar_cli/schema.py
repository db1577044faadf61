"""The verb `schema`."""

from importlib.resources import files

import click

KINDS = ("article", "publication", "receipt")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
def schema(kind: str) -> None:
    """Print a JSON Schema: of an article, of the publication (site.json), or of a receipt.

    Editors complete and check by it while you type.
    """
    click.echo(files("kabar").joinpath("schemas", f"{kind}.json").read_text("utf-8"), nl=False)
