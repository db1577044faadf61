"""The verb `new`."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import click

from kabar.adapters.clock import SystemClock
from kabar.domain.identity import slug_of
from kabar.domain.publication import Publication
from kabar.domain.text import is_blank, one_line
from kabar_cli.options import markdown_options
from kabar_cli.sources.collecting import shown
from kabar_cli.sources.folder import Folder, root_of


@click.command()
@click.argument("headline")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="The publication's folder.")
@markdown_options
def new(headline: str, folder: Path | None, section: str | None, author: str | None) -> None:
    """Begin an article: write a Markdown file with its front matter, and print where it is.

    It goes to articles/YYYY/MM/ of the folder that has site.json: this one, the nearest above, or --folder.
    """
    root = folder or root_of(Path())
    if root is None:
        raise click.ClickException("There is no site.json here or above. Go to the publication's folder, or --folder.")
    publication = Folder(root).publication
    if is_blank(headline):
        raise click.ClickException("The headline shows nothing. Write it in quotation marks.")
    now = SystemClock().now().astimezone(publication.zone if publication else UTC)
    path = root / "articles" / f"{now:%Y}" / f"{now:%m}" / f"{slug_of(headline, 'artikel')}.md"
    if path.exists() or path.with_suffix(".json").exists():
        raise click.ClickException(f"{shown(path)} is there already. Choose another headline, or edit that file.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_head(one_line(headline), now, publication, section, author), "utf-8")
    except OSError as error:
        raise click.ClickException(f"{shown(path)}: {error.strerror}") from error
    click.echo(shown(os.path.relpath(path)))


def _head(
    headline: str, now: datetime, publication: Publication | None, section: str | None, author: str | None
) -> str:
    sections = [each.slug for each in publication.sections] if publication else []
    authors = [each.id for each in publication.authors] if publication else []
    lines = {
        "title": json.dumps(headline, ensure_ascii=False),
        "description": "",
        "date": f"{now:%Y-%m-%dT%H:%M:%S%z}",
        "section": f"{section or (sections or [''])[0]}{_choice(sections)}",
        "author": f"{author or (authors or [''])[0]}{_choice(authors)}",
        "tags": "[]",
        "draft": "true",
    }
    head = "".join(f"{key}: {value}".rstrip() + "\n" for key, value in lines.items())
    return f"---\n{head}---\n\n"


def _choice(known: list[str]) -> str:
    return f"  # {', '.join(known[:20])}" if len(known) > 1 else ""
