"""The report of an import: what became of every item."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from kabar.domain.problems import Problem
from kabar.render.problems import _MESSAGES, reason_and_cure
from kabar.render.words import Words

_WORDS: Final = Words("en")
_SAID: Final = {
    "headline-made": "It had no title: its first words stand for it.",
    "date-made": "It had no date: it has got that of the import.",
    "modified-left-out": "It was changed before it was published, says the export: that date is left out.",
    "categories-as-tags": "Further categories became tags: {what}.",
    "author-chosen": "Nobody signed it: {value} does.",
    "slug-made": "Its short name can't stand in an address: {value} does instead.",
    "main-picture-once": "The main picture opened the text too and stands there no longer.",
    "picture-left-out": "A picture can't be shown and was left out: {url}",
    "old-address-left-out": "Nothing can be served at its old address, which won't redirect: {value}",
    "relative-address": "Where this leads can't be told without the page's own address (--old-url): {url}",
    "old-address-taken": "Its old address leads to an article that came before it: {value}",
    "page-moved": "It stands at {value} now. Its old address won't redirect: {url}",
    "main-picture-missing": "Its main picture isn't in the export: {what}",
    "gallery-picture-missing": "A picture of a gallery isn't in the export: {what}",
    "terms-left-out": "A term that is neither category nor tag was left out: {what}",
    "shortcode-left-out": "The shortcode {what} was left out; what it framed stays.",
    "gallery-without-ids": "A gallery names no pictures and was left out: {what}",
    "snippet-missing": "A reusable block that isn't in the export was left out: {what}",
    "comments-left-out": "Comments were left out: {what}.",
    "other-post-type": "It is of a type of its own ({what}) and was imported like a post.",
    "card-left-out": "A card that has no counterpart was left out: {what}",
    "recalled": "The agency has withdrawn it, or holds it back.",
    "letters-guessed": "Letters in it were damaged or in another encoding than the file's, and were guessed.",
    "controls-left-out": "Characters that no text may have were left out.",
    "cut-by-feed": "The feed has only a summary of it.",
}


def said(problem: Problem) -> str:
    """A remark in words."""
    if problem.code in _MESSAGES:
        return reason_and_cure(problem, _WORDS)[0]
    return _SAID[problem.code].format_map(problem.values)


@dataclass
class Report:
    """Written line by line, so that it may be of any length: `report.json` and `report.txt`."""

    folder: Path
    counts: Counter[str] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)

    def __enter__(self) -> Self:
        self._json = self._open("report.json")
        self._text = self._open("report.txt")
        self._json.write('{\n"items": [')
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._json.close()
        self._text.close()

    def imported(self, source: str, title: str, key: str, was: str, remarks: tuple[Problem, ...]) -> None:
        """An item that became an article (or a page), with what changed on the way."""
        result = "imported with changes" if remarks else "imported"
        told = [{"code": problem.code, "message": said(problem)} for problem in remarks]
        self.remarks.update(problem.code for problem in remarks)
        self._item(source, title, result, {"to": key, "was": was, "changes": told})

    def skipped(self, source: str, title: str, why: str) -> None:
        """An item that didn't."""
        self._item(source, title, "skipped", {"why": why})

    def pictures(self, total: int, missing: Iterable[tuple[str, str, str]]) -> None:
        """How many pictures there are in all; of those that are missing address, key and why. Ends the items."""
        self._json.write('\n],\n"missingPictures": [')
        number = 0
        for number, (url, key, why) in enumerate(missing, 1):
            row = json.dumps({"url": url, "key": key, "why": why}, ensure_ascii=False)
            self._json.write(f"{',' if number > 1 else ''}\n{row}")
            self._text.write(f"picture missing  {key}  {why}\n    {url}\n")
        self._json.write("\n]")
        self.counts["pictures"] += total - number
        self.counts["pictures missing"] += number

    def finish(self) -> None:
        """Write the sums."""
        summary = {"counts": dict(self.counts), "changes": dict(self.remarks.most_common())}
        self._json.write(',\n"summary": ' + json.dumps(summary, ensure_ascii=False, indent=2) + "\n}\n")
        self._text.write("\n" + "\n".join(f"{count:>7}  {name}" for name, count in self.counts.items()) + "\n")

    def _item(self, source: str, title: str, result: str, more: dict[str, Any]) -> None:
        comma = "," if sum(self.counts.values()) else ""
        self.counts[result] += 1
        line = {"item": source, "title": title, "result": result} | {
            name: value for name, value in more.items() if value
        }
        self._json.write(f"{comma}\n{json.dumps(line, ensure_ascii=False)}")
        told = more.get("to") or more.get("why")
        self._text.write(f"{result}  {source}  {title[:80]!r}: {told}\n")
        for change in more.get("changes", ()):
            self._text.write(f"    {change['message']}\n")

    def _open(self, name: str) -> TextIOWrapper:
        return (self.folder / name).open("w", encoding="utf-8", errors="replace", newline="\n")
