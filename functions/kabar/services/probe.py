"""Publish a hidden article and see how long it takes to the edge: what a newsroom would feel, measured from outside."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from kabar.domain.identity import article_key, receipt_key
from kabar.domain.moments import utc_text
from kabar.domain.publication import Publication
from kabar.domain.receipts import Status
from kabar.domain.strict_json import MAX_BYTES
from kabar.ports import Clock, Desk, Pause, Reader, Table, Unanswered
from kabar.render.words import Words
from kabar.services.publications import Publications

ID: Final = "kabar-probe"
"""Always the same article, so that nothing is left behind; template.yaml lets the probe write it and nothing else."""
KEY: Final = article_key(ID)
DEADLINE: Final = timedelta(seconds=90)
"""What isn't seen by then has failed. The function (template.yaml) has half a minute more."""
_PUBLISHED: Final = "2024-01-01T12:00:00Z"
"""Whatever the publication's zone is, the address stays."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 4.0
_PAGE: Final = 1_000_000
_OK: Final = 200


@dataclass(frozen=True, slots=True)
class Probed:
    """What was seen: after how many `seconds`, or why not. Neither where there is no publication to probe yet."""

    seconds: float | None = None
    failure: str | None = None


class _FailedError(Exception):
    """It wasn't seen; says why, in words for operators, without a text of the publication."""


@dataclass
class Probe:
    """The `probe` function's work. `site` is where readers find the site, without a slash at its end."""

    desk: Desk
    table: Table
    publications: Publications
    reader: Reader
    clock: Clock
    pause: Pause
    site: str
    sign: Callable[[], str]
    """Gives a text that no page has had before."""

    def probe(self) -> Probed:
        """Upload it, and look until a reader gets it."""
        publication = self.publications.of(self.table.site())
        if publication is None:
            return Probed()
        sign, began = self.sign(), self.clock.now()
        version = self.desk.put(KEY, document(publication, sign, began))
        try:
            self._seen(self._path(version, began + DEADLINE), sign, began + DEADLINE)
        except _FailedError as failed:
            return Probed(failure=str(failed))
        return Probed((self.clock.now() - began).total_seconds())

    def _path(self, version: str, deadline: datetime) -> str:
        """The article's path, by the receipt. Raises _FailedError."""
        for _ in self._looks(deadline):
            receipt = _said(self.desk.read(receipt_key(KEY), MAX_BYTES).body)
            if receipt.get("versionId") == version:
                if receipt["status"] != Status.PUBLISHED:
                    raise _FailedError(f"the answer is {receipt['status']}{_reasons(receipt)}")
                return str(urlsplit(receipt["url"]).path)
        raise _FailedError("no answer to the upload")

    def _seen(self, path: str, sign: str, deadline: datetime) -> None:
        """Return when the site shows it. Raises _FailedError."""
        said = "never asked"
        for _ in self._looks(deadline):
            try:
                got = self.reader.get(f"{self.site}{path}", _PAGE)
            except Unanswered as unanswered:
                said = str(unanswered)
                continue
            if got.status == _OK and sign.encode() in got.body:
                return
            said = "an older page" if got.status == _OK else f"status {got.status}"
        raise _FailedError(f"answered, but not seen at {self.site}{path}: {said}")

    def _looks(self, deadline: datetime) -> Iterator[None]:
        """Turns, ever further apart, the first at once, until the deadline."""
        pause = _FIRST_PAUSE
        yield
        while self.clock.now() + timedelta(seconds=pause) < deadline:
            self.pause(pause)
            pause = min(pause * 1.5, _LONGEST_PAUSE)
            yield


def document(publication: Publication, sign: str, now: datetime) -> bytes:
    """An article that any publication takes. No author of the publication has written it, and none is named."""
    words = Words(publication.language)
    said = words.say("This page is published again and again, to measure how long that takes. It reports nothing.")
    fields = {
        "headline": words.say("Automatic check of publishing"),
        "description": said,
        "slug": ID,
        "articleSection": publication.sections[0].slug,
        "author": [{"@type": "Organization", "name": "Kabar"}],
        "datePublished": _PUBLISHED,
        "dateModified": utc_text(now),
        "unlisted": True,
        "articleBody": [{"type": "paragraph", "text": said}, {"type": "paragraph", "text": sign}],
    }
    return json.dumps(fields, ensure_ascii=False).encode()


def _said(body: bytes | None) -> dict[str, Any]:
    """The receipt; nothing before the first."""
    return dict(json.loads(body)) if body else {}


def _reasons(receipt: dict[str, Any]) -> str:
    """The codes of a rejection, each with its place: its messages may hold texts."""
    found = [f"{error['code']} at {error['pointer'] or 'the whole'}" for error in receipt["errors"]]
    return f" ({', '.join(found)})" if found else ""
