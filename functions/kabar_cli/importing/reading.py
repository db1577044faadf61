"""Reading files that may be anything."""

import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Final

from kabar_cli.importing.story import UnreadableExport

MOST_BYTES: Final = 256 * 1024 * 1024
"""Of an export that has to be read whole."""


_PACKED: Final = {b"\x1f\x8b": "gzip", b"PK\x03\x04": "zip", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}


def refuse_packed(path: Path) -> None:
    """Raises UnreadableExport for what has to be unpacked or saved first: exports are read twice."""
    if not path.is_file():
        raise UnreadableExport(f"{path} is a pipe or a device: save what comes from it as a file, and name that")
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except OSError as error:
        raise UnreadableExport(f"{path}: {error.strerror}") from None
    for mark, name in _PACKED.items():
        if head.startswith(mark):
            raise UnreadableExport(f"{path.name} is packed ({name}): unpack it first, and name the file that was in it")


def read_whole(path: Path) -> bytes:
    """The bytes of a file. Raises UnreadableExport."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            limit = MOST_BYTES // 1024 // 1024
            raise UnreadableExport(f"{path.name} is larger than {limit} MB: export it in parts")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableExport(f"{path}: {error.strerror}") from error


def read_json(path: Path) -> Any:
    """The document in a file. Raises UnreadableExport."""
    raw = read_whole(path)
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableExport(
            f"{path.name} isn't UTF-8: byte {error.start} can't be read. Save it as UTF-8 and try again"
        ) from None
    except json.JSONDecodeError as error:
        raise UnreadableExport(
            f"{path.name} isn't valid JSON: line {error.lineno}, column {error.colno} ({error.msg})"
        ) from None
    except (RecursionError, ValueError):
        raise UnreadableExport(f"{path.name} is nested too deep, or has a number too long to read") from None


def moment(value: object) -> datetime | None:
    """A moment as exports have them: ISO 8601, RFC 2822, or milliseconds since 1970. None if it is none."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    try:
        if isinstance(value, int):
            return datetime.fromtimestamp(value / 1000, UTC)
        return datetime.fromisoformat(value.strip())
    except (ValueError, OverflowError, OSError):
        return _mail_date(str(value))


def _mail_date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, IndexError, OverflowError):
        return None


def utc(value: object) -> datetime | None:
    """A moment of UTC, whether or not it says so."""
    found = moment(value)
    return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found


def text(value: object) -> str:
    """The value if it is a text, else an empty one."""
    return value if isinstance(value, str) else ""


def objects(value: object) -> list[dict[str, Any]]:
    """The objects in a list; of anything else none."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
