"""Index and manifest, read at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kabar.adapters.batch_get import MOST, each_item
from kabar.adapters.item_rows import ItemRows
from kabar.adapters.items import from_item, key_item
from kabar.adapters.manifest import DynamoManifest, object_key
from kabar.domain.index import Row
from kabar.domain.rows import key_of


@dataclass(frozen=True, slots=True)
class DynamoGlance:
    """kabar.ports.Glance over two DynamoDB tables."""

    index: ItemRows
    manifest: DynamoManifest

    def at(self, rows: Iterable[Row], keys: Iterable[str]) -> tuple[tuple[Row, ...], Mapping[str, str]]:
        """What stands under the keys of these rows, and the ETags of those of the objects' keys that a page put there.

        In one call, if they are no more than that takes. Raises Retryable.
        """
        wanted, names = {key_of(row): row for row in rows}, sorted(set(keys))
        if not wanted or not names or len(wanted) + len(names) > MOST:
            return tuple(self.index.get_many(list(wanted.values()))), self.manifest.etags(names)
        asked = {self.index.name: map(key_item, wanted.values()), self.manifest.name: map(object_key, names)}
        standing: list[Row] = []
        etags: dict[str, str] = {}
        for table, item in each_item(self.index.client, self.index.backoff, asked):
            if table == self.manifest.name:
                etags[item["sk"]["S"]] = item["etag"]["S"]
            elif row := from_item(item):
                standing.append(row)
        return tuple(standing), etags
