"""What readers may find in the site bucket, and what must be nowhere in it."""

import hashlib
import re
from collections.abc import Callable
from typing import Any, Final

from simulation.articles import ARTICLES, Written
from simulation.buckets import Stored
from simulation.clock import Time
from simulation.invocation import Invocation

TOKEN: Final = re.compile(rb"(?:tok|hed)\d+x")
_PAGE: Final = re.compile(r"\d{4}/\d\d/\d\d/[^/]+/")
_TOLERANCE: Final = 0.5
"""By how much a function's clock may be ahead, in seconds."""
_DELAY: Final = 5.0
"""How long a purge waits so that the page is written first, in seconds (template.yaml)."""
_BY_TAG: Final = {f"article-{hashlib.sha256(id_.encode()).hexdigest()[:8]}": id_ for id_ in ARTICLES}


class Readable:
    """Watches what is written to the site bucket, and what the edge is told to forget."""

    def __init__(self, time: Time, fail: Callable[[str], None]) -> None:
        """`fail` is called with what is readable and must not be, or will be for too long."""
        self.edges: list[float] = []
        self._fail = fail
        self._time = time
        self._from: dict[bytes, float] = {}
        self._of: dict[bytes, str] = {}
        self._states: dict[str, str] = {}
        self._purged: set[str] = set()
        self._shown: dict[str, set[str]] = {id_: set() for id_ in ARTICLES}
        """The keys of the pages that have an article's text."""

    def expect(self, id_: str, serial: int, written: Written) -> None:
        """An article is uploaded."""
        self._from[b"tok%dx" % serial] = written.text_from
        self._from[b"hed%dx" % serial] = written.headline_from
        self._of[b"tok%dx" % serial] = id_
        self.edges += written.edges

    def row_changed(self, new: Any) -> None:
        """What becomes of an article by the index."""
        if new and new["pk"]["S"].startswith("ARTICLE#"):
            id_ = new["pk"]["S"].removeprefix("ARTICLE#")
            self._states[id_] = new["state"]["S"]
            if self._states[id_] != "withdrawn":
                self._purged.discard(id_)

    def state(self, id_: str) -> str:
        """What the index says of an article."""
        return self._states.get(id_, "none")

    def written(self, key: str, old: Stored | None, new: Stored, writer: Invocation | None) -> None:
        """Nothing of an article is readable before its time, nor on its page after it was withdrawn and purged."""
        for token in {*TOKEN.findall(new.body or b""), *TOKEN.findall(key.encode())}:
            early = self._from[token] - self._time.now
            if early > _TOLERANCE:
                self._fail(f"{key} shows {token.decode()} {early:.3f} seconds before its time")
            if self._of.get(token) in self._purged and _PAGE.match(key):
                self._fail(f"{key} shows {token.decode()}, which was withdrawn and purged")
        if _PAGE.match(key):
            texts = {self._of[token] for token in TOKEN.findall(new.body or b"") if token in self._of}
            for id_, keys in self._shown.items():
                (keys.add if id_ in texts else keys.discard)(key)
        if old and old.status is None and new.status == "410" and writer:
            self._taken_down(key, old, writer)

    def purged(self, tags: list[str], purge: Invocation) -> None:
        """A purge comes after the page is written, unless whoever writes it is slower than the purge waits."""
        ids = {_BY_TAG[tag] for tag in tags if tag in _BY_TAG}
        for message in purge.messages:
            asker = message.asker
            if asker and not asker.dead and self._time.now - message.sent < _DELAY:
                self._fail(f"{message.body} is purged while the page is yet to be written")
            # A correction may have been purged for just before.
            known = {id_ for id_ in ids if asker and asker.saw.get(id_) == "withdrawn" and not self._shown[id_]}
            self._purged |= {id_ for id_ in known if self._states[id_] == "withdrawn"}

    def _taken_down(self, key: str, old: Stored, writer: Invocation) -> None:
        """Who takes down what was withdrawn has asked for its purge: once it is written, nobody would any more."""
        tag = dict(old.metadata).get("cache-tag", "").partition(",")[0]
        if tag in _BY_TAG and writer.saw.get(_BY_TAG[tag]) == "withdrawn" and tag not in writer.asked:
            self._fail(f"{key} is taken down, and {tag} stays at the edge")
