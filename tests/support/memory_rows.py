"""Rows of the index by their keys."""

from collections.abc import Mapping
from types import MappingProxyType

from kabar.domain.index import Row


class Rows(dict[tuple[str, str], Row]):
    """Rows by their keys, and the sort keys of each partition."""

    def __init__(self, rows: Mapping[tuple[str, str], Row] = MappingProxyType({})) -> None:
        """A copy of them."""
        super().__init__()
        self.partitions: dict[str, set[str]] = {}
        for key, row in rows.items():
            self[key] = row

    def __setitem__(self, key: tuple[str, str], row: Row) -> None:
        super().__setitem__(key, row)
        self.partitions.setdefault(key[0], set()).add(key[1])

    def __delitem__(self, key: tuple[str, str]) -> None:
        super().__delitem__(key)
        self.partitions[key[0]].discard(key[1])

    def clear(self) -> None:
        super().clear()
        self.partitions.clear()
