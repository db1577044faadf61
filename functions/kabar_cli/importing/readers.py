"""Which reader reads which kind of export; each is imported when it is asked for."""

import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from kabar_cli.importing.scratch import Scratch
from kabar_cli.importing.story import Found

Reader = Callable[[Path, Scratch, str], Iterator[Found]]
"""From a file, a place to remember things and the old site's address (or nothing) to what the file holds."""
_READERS: Final = {
    "wxr": "wxr:read_wxr",
    "ghost": "ghost:read_ghost",
    "ninjs": "wire:read_ninjs",
    "feed": "feed:read_feed",
    "html": "page:read_page",
}
KINDS: Final = tuple(_READERS)


def reader_of(kind: str) -> Reader:
    """The reader of a kind."""
    module, name = _READERS[kind].split(":")
    reader: Reader = getattr(importlib.import_module(f"kabar_cli.importing.{module}"), name)
    return reader
