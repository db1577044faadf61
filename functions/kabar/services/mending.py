"""Rows that were lost from the index come back when somebody looks at what they belong to."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kabar.domain.index import Address, Record, Row, Site, State
from kabar.domain.rows import Commit, key_of, rows_of
from kabar.ports import Conflict, Table

Standing = Mapping[tuple[str, str], Row]
"""Rows by their keys."""


def standing_of(table: Table, heads: Iterable[Record | Site]) -> Standing:
    """What stands where the rows of these heads should."""
    return rows_standing(table, [row for head in heads for row in rows_of(head)])


def rows_standing(table: Table, rows: Iterable[Row]) -> Standing:
    """What stands under the keys of these rows."""
    return {key_of(row): row for row in table.standing(rows)}


def head_of(id_: str) -> Record:
    """An article's record as far as its key goes."""
    return Record(id_, 0, State.NONE, None, "")


def lost_of(head: Record | Site, standing: Standing) -> tuple[Row, ...]:
    """The rows of an article's record, or the site's, that don't stand, or say something else."""
    return tuple(row for row in rows_of(head) if _is_lost(row, standing.get(key_of(row))))


def _is_lost(row: Row, standing: Row | None) -> bool:
    """An address that another article has meanwhile isn't lost: it is that article's."""
    if isinstance(row, Address) and isinstance(standing, Address) and row.owner != standing.owner:
        return False
    return row != standing


def mended(table: Table, head: Record | Site, standing: Standing | None = None) -> bool:
    """Write again what was lost of its rows, given what stands if that was read; whether nothing was."""
    lost = lost_of(head, standing_of(table, [head]) if standing is None else standing)
    if lost:
        try:
            table.commit(Commit(replace(head, revision=head.revision + 1), lost, ()))
        except Conflict:
            return False
    return not lost
