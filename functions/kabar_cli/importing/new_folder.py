"""The folder that an import makes: whole or not at all."""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from typing import Final

from kabar_cli.importing.story import UnreadableExport

_MARK: Final = ".import"
"""A file that the import holds locked for as long as it runs."""


@contextmanager
def new_folder(out: Path) -> Iterator[Path]:
    """A folder beside `out` that becomes it at the end, and is gone if anything goes wrong. Raises UnreadableExport."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UnreadableExport(f"{out} is there already: name a new folder, or empty it")
    out.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        with (partial / _MARK).open("wb") as mark:
            fcntl.flock(mark, fcntl.LOCK_EX)
            (partial / "articles").mkdir()  # by which it is known as a publication's, even if nothing can be imported
            yield partial
            (partial / _MARK).unlink()
            partial.chmod(0o755)
            partial.rename(out)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def sweep(out: Path) -> list[Path]:
    """Remove what imports into `out` have left that were killed; their folders."""
    found = [mark.parent for mark in out.parent.glob(f".{escape(out.name)}.????????/{_MARK}") if _is_free(mark)]
    for folder in found:
        shutil.rmtree(folder, ignore_errors=True)
    return found


def _is_free(mark: Path) -> bool:
    """Whether nobody holds the file locked."""
    try:
        with mark.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
