"""Tell search engines (IndexNow) and subscribers of feeds (WebSub) that there is something new."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from kabar.domain.publication import Publication
from kabar.ports import Table, Unanswered, Web
from kabar.services.publications import Publications

_INDEX_NOW: Final = "https://api.indexnow.org/indexnow"
"""indexnow.org/documentation: one engine tells the others."""
_MOST_URLS: Final = 10_000
_FEEDS: Final = ("feed.xml", "atom.xml", "feed.json")
_GOOD: Final = range(200, 300)


@dataclass
class Ping:
    """The `ping` function's work. Telling twice does no harm, so a failure anywhere may repeat the whole."""

    table: Table
    publications: Publications
    web: Web

    def ping(self, events: Iterable[Mapping[str, Any]]) -> None:
        """Tell whom site.json names of what some events of the bus changed. Raises Unanswered."""
        publication = self.publications.of(self.table.site())
        details = [event["detail"] for event in events]
        try:
            if publication and publication.index_now:
                self._index_now(publication, publication.index_now, details)
        finally:  # whoever refuses the one is no reason not to tell the other
            if publication and publication.hub:
                self._hub(publication, publication.hub, details)

    def _index_now(self, publication: Publication, key: str, details: list[Mapping[str, Any]]) -> None:
        urls = {url: None for each in details for url in (each.get("url"), *each.get("movedFrom", ())) if url}
        mine = [url for url in urls if url.startswith(f"{publication.url}/")]
        if mine:
            said = {
                "host": urlsplit(publication.url).hostname,
                "key": key,
                "keyLocation": f"{publication.url}/{key}.txt",
                "urlList": mine[:_MOST_URLS],
            }
            self._post(_INDEX_NOW, json.dumps(said).encode(), "application/json; charset=utf-8")

    def _hub(self, publication: Publication, hub: str, details: list[Mapping[str, Any]]) -> None:
        sections = dict.fromkeys(each["section"] for each in details if publication.section(each.get("section", "")))
        folders = [publication.url, *(f"{publication.url}/{slug}" for slug in sections)]
        topics = [("hub.url", f"{folder}/{feed}") for folder in folders for feed in _FEEDS]
        said = urlencode([("hub.mode", "publish"), *topics])
        self._post(hub, said.encode(), "application/x-www-form-urlencoded")

    def _post(self, url: str, body: bytes, content_type: str) -> None:
        answer = self.web.post(url, body, {"Content-Type": content_type})
        if answer.status not in _GOOD:
            raise Unanswered(f"{urlsplit(url).hostname} answers {answer.status}", answer.retry_after)
