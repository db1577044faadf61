"""What `kabar publish` shows: a bar while it works, and what became of each file."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from kabar.render.words import Words
from kabar_cli.check.output import as_text
from kabar_cli.publish.parcels import Load
from kabar_cli.publish.publishing import Answer, Sent
from kabar_cli.sources.collecting import Item, shown
from kabar_cli.sources.folder import Folder

_COLOURS = {"published": "green", "scheduled": "cyan", "withdrawn": "cyan", "rejected": "red"}
_STATUS, _KEY = 10, 60
Step = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether all went well."""

    good: bool


@dataclass
class Screen:
    """Prints for one target; `site` is its address if that isn't the publication's own."""

    site: str
    folder: Folder

    @contextmanager
    def progress(self, total: int) -> Iterator[tuple[Callable[[Sent | Answer], None], Callable[[Answer], None]]]:
        """A bar on standard error that goes away at the end; what to call for each upload and each answer."""
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        console = Console(stderr=True)
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
            uploads = bar.add_task("Uploaded", total=total)
            receipts = bar.add_task("Answered", total=total)
            yield lambda _: bar.advance(uploads), lambda _: bar.advance(receipts)

    def tell(self, load: Load, answers: list[Answer]) -> Outcome:
        """What became of each file, and the sum of it."""
        self.answers(answers)
        words = Words(self.folder.publication.language if self.folder.publication else "en")
        for report in load.refused:
            click.echo(f"{click.style('refused'.ljust(_STATUS), fg='red')} {shown(report.item.path)}")
            for line in as_text(report, words):
                click.echo(f"    {line}")
        for item in load.drafts:
            click.echo(f"{'draft'.ljust(_STATUS)} {shown(item.path)}")
        for path, why in load.passed_over:
            click.echo(f"passed over {shown(path)} ({why})", err=True)
        if answers or load.refused or load.drafts:
            click.echo(_sum(load, answers))
        return Outcome(all(answer.accepted for answer in answers) and not load.refused)

    def answers(self, answers: list[Answer]) -> None:
        """A line for each, and its errors and warnings below it; in the order of upload, then of keys."""
        answers = sorted(answers, key=lambda answer: (answer.item.stage, answer.item.key))
        width = min(_KEY, max((len(answer.item.key) for answer in answers), default=0))
        for answer in answers:
            self._answer(answer, width)

    def would(self, item: Item, what: str) -> None:
        """A line for what isn't done."""
        click.echo(f"{what}  {item.key}")

    def _answer(self, answer: Answer, width: int) -> None:
        key = shown(answer.item.key).ljust(width)
        if answer.failure:
            click.echo(f"{click.style('failed'.ljust(_STATUS), fg='red')} {key}  {answer.failure}")
        elif answer.receipt is None:
            click.echo(f"{click.style('no answer'.ljust(_STATUS), fg='yellow')} {key}")
            click.echo("    Nothing was lost: publish it again later, which only asks for the receipt.")
        else:
            status = answer.receipt["status"]
            line = f"{click.style(status.ljust(_STATUS), fg=_COLOURS.get(status))} {key}  {self._where(answer.receipt)}"
            click.echo(line.rstrip() + ("  (unchanged)" if answer.unchanged else ""))
            for problem in answer.receipt["errors"] + ([] if answer.unchanged else answer.receipt["warnings"]):
                said = shown(f"{problem['message']} {problem.get('fix', '')}".rstrip())
                click.echo(f"    {self._place(answer.item, problem)}{said}")

    def _where(self, receipt: dict[str, Any]) -> str:
        """The upload's address, at the site that this target serves if that isn't the publication's own; from when."""
        parts = urlsplit(receipt["url"] or "")
        address = f"{self.site}{parts.path}" if self.site and parts.path else parts.geturl()
        return f"{address} {receipt.get('publishAt', '')}".strip()

    def _place(self, item: Item, problem: dict[str, Any]) -> str:
        """Line and column in the file, and the pointer."""
        if not problem["pointer"] or not (item.is_article or item.key.endswith(".json")):
            return f"{problem['pointer']}: " if problem["pointer"] else ""
        places = self.folder.read(item).places
        place = places.of(problem["pointer"], name=problem["code"] == "unknown-field")
        return f"{shown(item.path)}:{place.line}:{place.column}: {problem['pointer']}: "


def _sum(load: Load, answers: list[Answer]) -> str:
    counts = Counter(
        "failed" if answer.failure else answer.receipt["status"] if answer.receipt else "not answered"
        for answer in answers
    )
    counts += Counter({"refused": len(load.refused), "drafts left out": len(load.drafts)})
    unchanged = sum(answer.unchanged for answer in answers)
    parts = [f"{number} {what}" for what, number in counts.items() if number]
    return ", ".join(parts) + (f" ({unchanged} unchanged)" if unchanged else "")
