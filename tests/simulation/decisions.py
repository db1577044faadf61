"""What history decided and no one could work out from the newest uploads alone.

An address, once given, stays; so do the addresses before it; and which older version stands after a rejection depends
on what was seen in time. This is the only place where the reference looks at anything but the inbox and the clock.
"""

import json
from dataclasses import dataclass

from kabar.adapters.items import from_item
from kabar.domain.article import Card
from kabar.domain.identity import article_key, receipt_key
from kabar.domain.index import Media, Record, Site, State
from kabar.domain.life import Withdrawal
from simulation.world import World


@dataclass(frozen=True, slots=True)
class Decided:
    """Of an article: the S3 version that stands (None if none), whether in public, and what was last public of it.

    `path` is its address, `former` are those before; `refused` is the code for which the newest upload was rejected.
    """

    standing: str | None
    public: bool
    path: str | None
    former: tuple[str, ...]
    card: Card | None
    withdrawal: Withdrawal | None
    refused: str | None


def of_articles(world: World) -> dict[str, Decided]:
    """Of each article that has any."""
    rows = [from_item(item) for item in world.table.rows()]
    return {row.id: _decided(world, row) for row in rows if isinstance(row, Record)}


def _decided(world: World, row: Record) -> Decided:
    answer = world.buckets.newest(receipt_key(article_key(row.id)))
    receipt = json.loads(answer.body) if answer and answer.body else {"errors": []}
    return Decided(
        standing=row.version,
        public=row.state is State.PUBLISHED,
        path=row.path,
        former=row.former,
        card=row.card,
        withdrawal=row.withdrawal,
        refused=next((error["code"] for error in receipt["errors"]), None),
    )


def of_site(world: World) -> str | None:
    """The S3 version of site.json that stands."""
    rows = [from_item(item) for item in world.table.rows()]
    return next((row.version for row in rows if isinstance(row, Site)), None)


def of_pictures(world: World) -> dict[str, str]:
    """Of each picture that stands: its name."""
    rows = [from_item(item) for item in world.table.rows()]
    return {row.key: row.picture.name for row in rows if isinstance(row, Media) and row.picture}
