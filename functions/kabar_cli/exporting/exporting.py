"""Reading the inbox, a thousand keys at a time."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final

from kabar.domain.identity import ARTICLES, MEDIA, SITE_KEY, WIRE, article_id, receipt_key
from kabar.domain.problems import Rejected
from kabar.domain.publication import Publication
from kabar.domain.site_parsing import parse_publication
from kabar.domain.strict_json import MAX_BYTES
from kabar.services.uploads import parse_upload
from kabar.wire.writing import ninjs_of
from kabar_cli.exporting.files import Files, is_safe
from kabar_cli.target import Target
from kabar_cli.threads import Workers

_PREFIXES: Final = (SITE_KEY, ARTICLES, WIRE, MEDIA)
_AT_ONCE: Final = 16
_CHUNK: Final = 1024 * 1024
Progress = Callable[[str], None]
"""Called with the key of each file that is done."""


@dataclass
class Export:
    """Brings everything that was uploaded into a folder, and each article as ninjs beside it.

    `problems` are what couldn't be brought, with the reason.
    """

    target: Target
    files: Files
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    _publication: Publication | None = None
    _lock: Lock = field(default_factory=Lock)

    def run(self, progress: Progress) -> None:
        """Everything, sixteen files at once. Raises LookupError if the inbox has no publication that is valid."""
        self._publication = self._read_publication()
        with Workers(_AT_ONCE) as pool:
            for prefix in _PREFIXES:
                for page in self._pages(prefix):
                    for key in pool.map(self._one, page):
                        progress(key)

    def _pages(self, prefix: str) -> Iterator[list[dict[str, Any]]]:
        pages = self.target.s3.get_paginator("list_objects_v2").paginate(Bucket=self.target.inbox, Prefix=prefix)
        for page in pages:
            yield [dict(item) for item in page.get("Contents", ()) if prefix != SITE_KEY or item["Key"] == SITE_KEY]

    def _one(self, item: dict[str, Any]) -> str:
        key, tag = str(item["Key"]), str(item["ETag"])
        if key.endswith("/") and not item["Size"]:
            return key
        if not is_safe(key):
            self._fail(f"{key!r}: a name that can't be a file's here")
            return key
        if self.files.has(key, tag):
            self._count("there already")
        else:
            size = self.files.write(key, tag, self._chunks(key))
            self._count("bytes", size)
            self._count("files")
        id_ = article_id(key)
        if id_ is not None:
            self._ninjs(id_, key, tag)
        return key

    def _chunks(self, key: str) -> Iterator[bytes]:
        body = self.target.s3.get_object(Bucket=self.target.inbox, Key=key)["Body"]
        with body:
            yield from body.iter_chunks(_CHUNK)

    def _ninjs(self, id_: str, key: str, tag: str) -> None:
        name = f"ninjs/{id_}.json"
        if self._publication is None or self.files.has(name, tag):
            return
        raw = b"".join(self._chunks(key))
        try:
            article = parse_upload(id_, raw[: MAX_BYTES + 1], self._publication)
        except Rejected as rejection:
            self._fail(f"{key}: no ninjs of it, it isn't a valid article ({rejection})")
            return
        item = ninjs_of(article, self._publication, self._address(key))
        body = json.dumps(item, ensure_ascii=False, indent=2).encode() + b"\n"
        self.files.write(name, tag, [body])
        self._count("as ninjs")

    def _address(self, key: str) -> str | None:
        try:
            answer = self.target.s3.get_object(Bucket=self.target.inbox, Key=receipt_key(key))
            document = json.loads(answer["Body"].read())
        except (self.target.s3.exceptions.NoSuchKey, ValueError):
            return None
        url = document.get("url") if isinstance(document, dict) else None
        return url if isinstance(url, str) else None

    def _read_publication(self) -> Publication | None:
        try:
            return parse_publication(b"".join(self._chunks(SITE_KEY)))
        except self.target.s3.exceptions.NoSuchKey:
            self._fail("site.json: there is none in the inbox, so no article can be made ninjs")
        except Rejected as rejection:
            self._fail(f"site.json: it isn't valid ({rejection}), so no article can be made ninjs")
        return None

    def _fail(self, said: str) -> None:
        self._count("not exported")
        self.problems.append(said)

    def _count(self, what: str, number: int = 1) -> None:
        """Sixteen threads count."""
        with self._lock:
            self.counts[what] += number
