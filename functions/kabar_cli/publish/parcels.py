"""What is to be uploaded, made of files: Markdown becomes JSON, and takes its pictures along."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import md5
from pathlib import Path
from typing import BinaryIO

from kabar_cli.check.checking import Report, check, clash
from kabar_cli.sources.collecting import Item, Survey
from kabar_cli.sources.folder import Folder
from kabar_cli.sources.reading import MARKDOWN


@dataclass(frozen=True, slots=True)
class Parcel:
    """An item and its bytes: the file's own where `body` is None."""

    item: Item
    body: bytes | None = field(default=None, compare=False, repr=False)

    def open(self) -> BinaryIO | bytes:
        """The bytes, or the file that has them. Raises OSError."""
        return self.item.path.open("rb") if self.body is None else self.body

    def etag(self) -> str:
        """What S3 calls an object of these bytes that was uploaded in one part: their MD5. Raises OSError."""
        digest = md5(self.body or b"", usedforsecurity=False)
        if self.body is None:
            with self.item.path.open("rb") as file:
                while chunk := file.read(1 << 20):
                    digest.update(chunk)
        return f'"{digest.hexdigest()}"'


@dataclass
class Load:
    """What is uploaded, in its order, and what isn't: refused because of errors, drafts, and passed over."""

    parcels: list[Parcel] = field(default_factory=list)
    refused: list[Report] = field(default_factory=list)
    drafts: list[Item] = field(default_factory=list)
    passed_over: list[tuple[Path, str]] = field(default_factory=list)


def load_of(found: Survey, folder: Folder) -> Load:
    """The files of a survey, made ready. Errors that only this machine can see keep a file from being uploaded."""
    load = Load(passed_over=found.passed_over)
    attached: dict[str, Parcel] = {}
    for item in found.items:
        _add(load, attached, item, folder)
    load.refused += [clash(item, path) for item, path in found.clashes]
    taken = {parcel.item.path.absolute() for parcel in attached.values()}
    load.passed_over = [each for each in found.passed_over if each[0].absolute() not in taken]
    load.parcels = in_order([*load.parcels, *attached.values()])
    return load


def in_order(parcels: Iterable[Parcel]) -> list[Parcel]:
    """By the stage of their items, each key once: a file under its own key before one that goes along."""
    by_key = {parcel.item.key: parcel for parcel in reversed(list(parcels))}
    return sorted(by_key.values(), key=lambda parcel: (parcel.item.stage, parcel.item.key))


def _add(load: Load, attached: dict[str, Parcel], item: Item, folder: Folder) -> None:
    if item.fault:
        load.refused.append(check(item, folder))
    elif item.path.suffix.lower() not in MARKDOWN:
        load.parcels.append(Parcel(item))
    elif (source := folder.read(item)).draft:
        load.drafts.append(item)
    elif (report := check(item, folder, lints=False)).errors:
        load.refused.append(report)
    else:
        load.parcels.append(Parcel(item, source.body))
        attached.update((key, Parcel(Item(path, key))) for key, path in source.pictures.items())
