"""The verb `publish`."""

from pathlib import Path

import click

from kabar.domain.identity import SITE_KEY
from kabar_cli.errors import in_short
from kabar_cli.options import markdown_options, stack_option
from kabar_cli.publish.output import Outcome, Screen
from kabar_cli.publish.parcels import Load, load_of
from kabar_cli.publish.publishing import Answer, await_receipt, publish_parcels, standing
from kabar_cli.publish.watching import Step, Watcher
from kabar_cli.sources.collecting import Item, NothingToPublishError, survey
from kabar_cli.sources.folder import Folder, root_of
from kabar_cli.target import Target


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@stack_option
@click.option("--timeout", default=120.0, show_default=True, help="Seconds to wait for a receipt before giving up.")
@click.option("--dry-run", is_flag=True, help="Only say what would be uploaded.")
@click.option("--anew", is_flag=True, help="Upload also what the inbox holds already.")
@click.option("--watch", is_flag=True, help="Then publish whatever is saved, until Ctrl-C.")
@click.option("--delete", is_flag=True, help="With --watch: withdraw what is deleted.")
@markdown_options
def publish(  # noqa: PLR0913 - one for each option
    paths: tuple[Path, ...],
    stack: str | None,
    timeout: float,
    section: str | None,
    author: str | None,
    *,
    dry_run: bool,
    anew: bool,
    watch: bool,
    delete: bool,
) -> None:
    """Upload articles (JSON or Markdown) and pictures, and say what became of each.

    PATHS are files, or folders that hold site.json, articles/ and media/. The publication goes first, then pictures,
    then articles. What the inbox holds already isn't uploaded again: a run that broke off is begun again where it
    stopped. The exit code is 0 if everything was accepted, 1 otherwise.
    """
    if delete and not watch:
        raise click.UsageError("--delete belongs to --watch. `kabar withdraw` takes down a single article.")

    def folder() -> Folder:
        return Folder(root_of(paths[0]), section, author)

    try:
        load = load_of(survey(paths), folder())
    except NothingToPublishError as error:
        raise click.ClickException(str(error)) from error
    target = Target.of(stack)
    screen = Screen(target.site, folder())
    if dry_run:
        raise SystemExit(_dry_run(target, load, screen, anew=anew))
    outcome = _publish(target, load, screen, timeout, anew=anew)
    if watch:
        _watch(target, Watcher(list(paths), folder), screen, timeout, delete=delete)
        return
    raise SystemExit(0 if outcome.good else 1)


def _publish(target: Target, load: Load, screen: Screen, timeout: float, *, anew: bool = False) -> Outcome:
    with screen.progress(len(load.parcels)) as (sent, answered):
        answers = publish_parcels(target, load.parcels, timeout=timeout, report=answered, sent=sent, anew=anew)
    return screen.tell(load, answers)


def _dry_run(target: Target, load: Load, screen: Screen, *, anew: bool) -> int:
    for parcel in load.parcels:
        there = not anew and standing(target, parcel) is not None
        screen.would(parcel.item, "unchanged" if there else "to upload")
    return 0 if screen.tell(load, []).good else 1


def _watch(target: Target, watcher: Watcher, screen: Screen, timeout: float, *, delete: bool) -> None:
    """What can't be reached for a while is told once, and tried again."""
    watcher.step()
    click.echo("Watching. Ctrl-C ends it.", err=True)
    told = ""
    for step in watcher.steps():
        try:
            _take(target, watcher, step, screen, timeout, delete=delete)
            told = ""
        except Exception as error:
            said = in_short(error)
            if not said:
                raise
            short = said.partition(" (")[0]  # without the address that was asked for
            if short != told:
                click.echo(f"{said}\nWhat was saved is tried again every few seconds.", err=True)
            told = short
            watcher.again(step)


def _take(  # noqa: PLR0913 - as above
    target: Target, watcher: Watcher, step: Step, screen: Screen, timeout: float, *, delete: bool
) -> None:
    _publish(target, step.load, Screen(target.site, watcher.folder()), timeout)
    for item in step.gone:
        if delete and item.key != SITE_KEY:
            screen.answers([_delete(target, item, timeout)])
        else:
            screen.would(item, _STAYS.get(item.stage, _STAYS_PUBLIC))


_STAYS_PUBLIC = "deleted here, not on the site: `kabar withdraw` takes it down"
_STAYS = {0: "deleted here: the publication stays as it is", 1: "deleted here, not in the inbox"}
"""By the item's stage."""


def _delete(target: Target, item: Item, timeout: float) -> Answer:
    marker = target.s3.delete_object(Bucket=target.inbox, Key=item.key).get("VersionId", "")
    return Answer(item, await_receipt(target, item.key, marker, timeout))
