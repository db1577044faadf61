"""The verb `check`."""

from itertools import chain
from pathlib import Path

import click

from kabar.render.words import Words
from kabar_cli.check.checking import Report, check, clash
from kabar_cli.check.output import as_github, as_json, as_text
from kabar_cli.options import markdown_options
from kabar_cli.sources.collecting import NothingToPublishError, Survey, shown, survey
from kabar_cli.sources.folder import Folder, root_of


@click.command("check")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("--language", help="Language of the messages: id or en. Without it, site.json's.")
@markdown_options
def check_command(
    paths: tuple[Path, ...], form: str, language: str | None, section: str | None, author: str | None
) -> None:
    """Check articles (JSON or Markdown) and site.json without uploading anything.

    PATHS are files or folders. What isn't in them (sections, authors, other articles, pictures) is looked up in the
    folder that has site.json. The exit code is 1 if there is an error; warnings leave it 0. Every code is explained in
    docs/receipts.md and docs/lints.md.
    """
    try:
        found = survey(paths)
    except NothingToPublishError as error:
        raise click.ClickException(str(error)) from error
    folder = Folder(root_of(paths[0]), section, author)
    reports = _reports(found, folder)
    speaks = language or (folder.publication.language if folder.publication else "en")
    _print(reports, form, Words(speaks))
    if form == "text":
        _sum_up(reports, folder, found, Words(speaks))
    raise SystemExit(1 if any(report.errors for report in reports) else 0)


def _reports(found: Survey, folder: Folder) -> list[Report]:
    reports = [check(item, folder) for item in found.items]
    return [*reports, *(clash(item, path) for item, path in found.clashes)]


def _print(reports: list[Report], form: str, words: Words) -> None:
    if form == "json":
        click.echo(as_json(reports, words))
        return
    lines = as_text if form == "text" else as_github
    for line in chain.from_iterable(lines(report, words) for report in reports):
        click.echo(line)


def _sum_up(reports: list[Report], folder: Folder, found: Survey, words: Words) -> None:
    errors = sum(report.errors for report in reports)
    warnings = sum(len(report.findings) for report in reports) - errors
    for path, why in found.passed_over:
        click.echo(f"{shown(path)}: {words.say('passed over')} ({words.say(why)})", err=True)
    if folder.publication is None:
        click.echo(words.say("There is no good site.json above: sections and authors weren't checked."), err=True)
    click.echo(
        words.say(
            "{files} checked: {errors} errors, {warnings} warnings",
            files=len(reports),
            errors=errors,
            warnings=warnings,
        )
    )
