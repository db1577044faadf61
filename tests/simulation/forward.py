"""Whatever happens, the index and the answers move forward in time only."""

import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from simulation.buckets import Stored


class Forward:
    """Follows what has stood, one after the other, under each key of the inbox.

    The index, and so the answer, may pass over some of that, but never says again what it has passed (law 2).
    """

    def __init__(self, fail: Callable[[str], None]) -> None:
        """`fail` is called with what goes backwards."""
        self._fail = fail
        self._course: dict[str, list[str | None]] = defaultdict(lambda: [None])
        self._known: set[tuple[str, str | None]] = set()
        self._indexed: dict[str, int] = defaultdict(int)
        self._answered: dict[str, int] = defaultdict(int)

    def index_lost(self) -> None:
        """The index begins anew."""
        self._indexed.clear()

    def moved(self, key: str, newest: Stored | None) -> None:
        """Something else stands under a key of the inbox."""
        self._course[key].append(newest.version if newest else None)

    def row_changed(self, old: Any, new: Any) -> None:
        """Revisions grow by one, and what was indexed moves on."""
        if not new or "revision" not in new:
            if old and "revision" in old and not old["pk"]["S"].startswith("RENDITION#"):
                self._fail(f"{old['pk']['S']} is gone, and its revision with it")
            return
        before = int(old["revision"]["N"]) if old else 0
        if int(new["revision"]["N"]) != before + 1:
            self._fail(f"{new['pk']['S']} goes from revision {before} to {new['revision']['N']}")
        key = _key_of(new["pk"]["S"])
        if key:
            seen = new["version" if key.startswith("media/") else "answered"]["S"]
            self._known.add((key, seen))
            self._move(self._indexed, key, seen, "the index")

    def answered(self, stored: Stored | None) -> dict[str, Any]:
        """A receipt was written; what it says."""
        receipt: dict[str, Any] = json.loads(stored.body) if stored and stored.body else {}
        if receipt:
            self._move(self._answered, receipt["key"], receipt["versionId"], "the receipt")
        return receipt

    def is_indexed(self, key: str, version: str | None) -> bool:
        """Whether the index has ever had a version."""
        return (key, version) in self._known

    def _move(self, reached: dict[str, int], key: str, version: str | None, what: str) -> None:
        course = self._course[key]
        try:
            reached[key] = course.index(version, reached[key])
        except ValueError:
            self._fail(f"{key}: {what} goes back to {version} from {course[reached[key]]}")


def _key_of(pk: str) -> str | None:
    kind, _, name = pk.partition("#")
    return {"ARTICLE": f"articles/{name}.json", "SITE": "site.json", "MEDIA": name}.get(kind)
