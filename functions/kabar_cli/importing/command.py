"""The verb `import`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from kabar.domain.identity import is_reserved, slug_of
from kabar_cli.importing.catalogue import Catalogue, read_mapping, read_site
from kabar_cli.importing.drafting import Drafting
from kabar_cli.importing.fetching import fetch
from kabar_cli.importing.importing import Import
from kabar_cli.importing.media import Bytes, Keys, MissingPicture, from_folder, from_zip
from kabar_cli.importing.new_folder import new_folder, sweep
from kabar_cli.importing.readers import KINDS, reader_of
from kabar_cli.importing.reading import refuse_packed
from kabar_cli.importing.report import Report
from kabar_cli.importing.scratch import Scratch
from kabar_cli.importing.story import SiteFacts, UnreadableExport

_EXAMPLE: Final = "https://www.example.org"


@click.command("import")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder to make.")
@click.option(
    "--map",
    "mapping",
    type=click.Path(path_type=Path),
    help="Categories to sections: `category: section`, YAML or JSON.",
)
@click.option("--section", default="berita", show_default=True, help="The section of what has no other.")
@click.option(
    "--site", type=click.Path(path_type=Path), help="An existing site.json to move into; none is written then."
)
@click.option("--url", help="The new site's address, for site.json.")
@click.option("--old-url", help="Where it stood, if the file doesn't say: a Ghost site's address, a page's own.")
@click.option(
    "--time-zone", default="Asia/Jakarta", show_default=True, help="Of dates that don't say it, and of site.json."
)
@click.option("--media", type=click.Path(exists=True, path_type=Path), help="A folder or a zip file with the pictures.")
@click.option(
    "--fetch-media", is_flag=True, help="Download pictures that aren't in --media from the other system's site."
)
def import_(kind: str, file: Path, out: Path, media: Path | None, **options: Any) -> None:
    """Turn another system's export into a folder that `kabar publish` takes.

    KIND is wxr (WordPress: a file, or a folder with the parts of one), ghost (Ghost, and what its migration tools
    write), ninjs (agencies' copy: a file, or a folder of them), feed (RSS or Atom) or html (a page). What becomes of
    each item stands in report.txt and report.json.
    """
    try:
        if not file.is_dir():
            refuse_packed(file)
        catalogue = _catalogue(options)
        read = _bytes(media, fetch_too=options["fetch_media"])
        old_url = options["old_url"] or ""
        counts = _run(_Task(kind, file, out, old_url, catalogue, _facts(options), read))
    except UnreadableExport as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(
            f"{error.filename or out}: {error.strerror or error}. Nothing was written"
        ) from error
    for name, count in counts.items():
        click.echo(f"{count:>7}  {name}")
    click.echo(f"Everything that changed or was skipped: {out / 'report.txt'}")
    if not any(count for name, count in counts.items() if name.startswith("imported")):
        click.echo(f"Nothing was imported: every item was skipped. To try again, remove {out}.", err=True)
        return
    click.echo(
        f"Next: look through {out / 'site.json'}, then `kabar publish {out}`."
        if not options["site"]
        else f"Next: `kabar publish {out}`."
    )


@dataclass(frozen=True, slots=True)
class _Task:
    """What is to be imported: the export, where to, into what, with which pictures."""

    kind: str
    file: Path
    out: Path
    old_url: str
    catalogue: Catalogue
    facts: SiteFacts
    read: Bytes | None


def _run(task: _Task) -> dict[str, int]:
    for left in sweep(task.out):
        click.echo(f"Removed {left}: an import that was killed had left it.", err=True)
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed}"), TimeElapsedColumn())
    with (
        Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress,
        new_folder(task.out) as folder,
        Report(folder) as report,
    ):
        line = progress.add_task("Items", total=None)
        with Scratch(folder / ".scratch") as scratch:
            drafting = Drafting(task.catalogue, Keys(scratch), datetime.now(UTC).replace(microsecond=0))
            work = Import(folder, task.catalogue, drafting, report, scratch, task.facts)
            found = reader_of(task.kind)(task.file, scratch, task.old_url)
            work.take(found, lambda number: progress.update(line, completed=number))
            if not report.counts:
                raise UnreadableExport(f"{task.file.name} holds nothing to import: there is no item in it")
            work.facts = _complete(work.facts)
            progress.update(line, description="Pictures")
            work.finish(task.read)
        (folder / ".scratch").unlink(missing_ok=True)
    return dict(report.counts)


def _catalogue(options: dict[str, Any]) -> Catalogue:
    fixed = read_site(options["site"])
    section = options["section"]
    try:
        zone = fixed.zone if fixed else ZoneInfo(options["time_zone"])
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnreadableExport(f"there is no time zone {options['time_zone']}: write one like Asia/Makassar") from None
    if fixed and not fixed.section(section):
        section = fixed.sections[0].slug
    if slug_of(section, "x") != section or is_reserved(section):
        raise UnreadableExport(f'"{section}" can\'t be a section: use letters a to z, digits and hyphens')
    return Catalogue(zone, section, read_mapping(options["mapping"]), fixed=fixed)


def _facts(options: dict[str, Any]) -> SiteFacts:
    url = (options["url"] or "").rstrip("/")
    if url and (urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname):
        raise UnreadableExport(f"{url} is no web address: write it whole, beginning with https://")
    return SiteFacts(url=url)


def _complete(facts: SiteFacts) -> SiteFacts:
    """Whatever site.json can't be without."""
    parts = urlsplit(facts.url)
    url = f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.hostname else _EXAMPLE
    language = facts.language.replace("_", "-").partition("-")[0].lower()
    known = language if language.isascii() and language.isalpha() and len(language) in (2, 3) else "id"
    return SiteFacts(facts.name, url, known, facts.description)


def _bytes(media: Path | None, *, fetch_too: bool) -> Bytes | None:
    """Where pictures come from: the folder or zip file first, then the other system's site."""
    local: Bytes | None = (from_folder if media.is_dir() else from_zip)(media) if media else None
    if not local or not fetch_too:
        return local or (fetch if fetch_too else None)
    return _either(local, fetch)


def _either(first: Bytes, second: Callable[[str], bytes]) -> Bytes:
    def read(url: str) -> bytes:
        try:
            return first(url)
        except MissingPicture:
            return second(url)

    return read
