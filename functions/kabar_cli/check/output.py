"""Reports as text for people, as JSON for programs, and as GitHub's workflow commands."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

import click

from kabar.render.words import Words
from kabar_cli.check.checking import Finding, Report
from kabar_cli.messages import reason_and_cure
from kabar_cli.sources.collecting import shown

_BEFORE, _WIDTH = 50, 100
"""Of a long line, how much is shown before the place, and in all."""
_ENDS: Final = re.compile(r'"(?:[^"\\]|\\.)*"?|[^\s,\]}]+')


def as_text(report: Report, words: Words) -> Iterator[str]:
    """`file:line:column: error: reason cure [code]`, each with the line it is in."""
    name = click.style(shown(report.item.path), bold=True)
    for finding in report.findings:
        reason, cure = map(shown, reason_and_cure(finding.problem, words))
        kind = (
            click.style(words.say("error"), fg="red")
            if finding.error
            else click.style(words.say("warning"), fg="yellow")
        )
        place = f"{name}:{finding.place.line}:{finding.place.column}"
        yield f"{place}: {kind}: {reason} {cure} {click.style(f'[{finding.problem.code}]', dim=True)}"
        yield from excerpt(report, finding)


def excerpt(report: Report, finding: Finding) -> Iterator[str]:
    """The line that a finding is in, as far as a terminal shows it, and a mark under the place."""
    lines = report.source.text.split("\n")
    if not report.source.text or finding.place.line > len(lines):
        return
    line, column = lines[finding.place.line - 1], finding.place.column - 1
    start = max(0, column - _BEFORE) if len(line) > _WIDTH else 0
    part = "".join(char if char.isprintable() else " " for char in line[start : start + _WIDTH])
    found = _ENDS.match(line, column)
    length = max(1, min(len(found[0]) if found else 1, start + _WIDTH - column))
    number = str(finding.place.line)
    yield f"  {number} | {'…' if start else ''}{part}{'…' if len(line) > start + _WIDTH else ''}"
    yield f"  {' ' * len(number)} | {' ' * (column - start + (1 if start else 0))}{'^' * length}"


def as_object(report: Report, finding: Finding, words: Words) -> dict[str, Any]:
    """A finding for programs: the fields of a receipt's problem, and its place in the file."""
    reason, cure = reason_and_cure(finding.problem, words)
    return {
        "path": shown(report.item.path),
        "line": finding.place.line,
        "column": finding.place.column,
        "severity": "error" if finding.error else "warning",
        "code": finding.problem.code,
        "pointer": finding.problem.pointer,
        "message": reason,
        "fix": cure,
    }


def as_json(reports: list[Report], words: Words) -> str:
    """Every finding, in a list."""
    found = [as_object(report, finding, words) for report in reports for finding in report.findings]
    return json.dumps(found, ensure_ascii=False, indent=2)


def as_github(report: Report, words: Words) -> Iterator[str]:
    """GitHub Actions, "Workflow commands": an annotation at the line."""
    for finding in report.findings:
        said = as_object(report, finding, words)
        places = {"file": said["path"], "line": said["line"], "col": said["column"], "title": said["code"]}
        properties = ",".join(f"{name}={_property(str(value))}" for name, value in places.items())
        yield f"::{said['severity']} {properties}::{_data(said['message'] + ' ' + said['fix'])}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
