"""Agencies' copy: IPTC ninjs and Superdesk's dialect."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kabar_cli.importing.reading import read_json
from kabar_cli.importing.scratch import Scratch
from kabar_cli.importing.story import Found, Skipped, Story, UnreadableExport


def read_ninjs(path: Path, _: Scratch, __: str) -> Iterator[Found]:
    """The items in a file, alone or in a list, or in every file of a folder. Raises UnreadableExport."""
    if not path.is_dir():
        return _items(path.name, read_json(path))
    files = sorted(path.rglob("*.json"))
    if not files:
        raise UnreadableExport(f"{path}: there are no .json files in it")
    return _files(path, files)


def _files(folder: Path, files: list[Path]) -> Iterator[Found]:
    for file in files:
        name = file.relative_to(folder).as_posix()
        try:
            yield from _items(name, read_json(file))
        except UnreadableExport as error:
            yield Skipped(name, "", str(error))


def _items(name: str, document: Any) -> Iterator[Found]:
    for number, item in enumerate(document if isinstance(document, list) else [document], 1):
        source = f"{name} {number}" if isinstance(document, list) else name
        if isinstance(item, dict):
            yield Story(source=source, title=str(item.get("uri") or item.get("guid") or ""), document=item)
        else:
            yield Skipped(source, "", "it is no object")
