"""Files of an export: each is written whole or not at all, and none twice."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import Final

_JOURNAL: Final = ".kabar-export.jsonl"
_PARTIAL: Final = ".partial"
_LONGEST_NAME: Final = 255


class Files:
    """The folder of an export. What a run before has written is known by its ETag and left alone."""

    def __init__(self, out: Path) -> None:
        """The folder is made if it isn't there."""
        out.mkdir(parents=True, exist_ok=True)
        self._out, self._partial = out, out / _PARTIAL
        shutil.rmtree(self._partial, ignore_errors=True)  # what a run that was killed has left
        self._partial.mkdir()
        self._done = dict(_read(out / _JOURNAL))
        self._lock = Lock()
        self._journal = (out / _JOURNAL).open("a", encoding="utf-8")

    def close(self) -> None:
        """End the journal."""
        self._journal.close()
        shutil.rmtree(self._partial, ignore_errors=True)

    def has(self, name: str, tag: str) -> bool:
        """Whether the file has been written from what has this tag."""
        return self._done.get(name) == tag and (self._out / name).is_file()

    def write(self, name: str, tag: str, chunks: Iterable[bytes]) -> int:
        """Write a file and move it to its place; its size. It then counts as written from the tag."""
        path = self._out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, partial = tempfile.mkstemp(dir=self._partial)
        try:
            with os.fdopen(handle, "wb") as file:
                size = sum(file.write(chunk) for chunk in chunks)
            Path(partial).chmod(0o644)
            Path(partial).replace(path)
        finally:
            Path(partial).unlink(missing_ok=True)
        with self._lock:
            self._journal.write(json.dumps([name, tag]) + "\n")
            self._journal.flush()
        return size


def is_safe(key: str) -> bool:
    """Whether a key can be a file's name within the folder, on any system."""
    parts = PurePosixPath(key).parts
    return (
        bool(parts)
        and "/".join(parts) == key
        and all(part not in (".", "..") and len(part.encode()) <= _LONGEST_NAME for part in parts)
        and not any(char in key for char in '\0\\:*?"<>|')
    )


def _read(path: Path) -> Iterable[tuple[str, str]]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return
    for line in lines:
        try:
            name, tag = json.loads(line)
        except (ValueError, TypeError):
            continue
        yield str(name), str(tag)
