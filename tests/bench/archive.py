"""A newsroom's archive of any size, made up as it is asked for: the same seed gives the same articles.

Only the numbers of the articles lie in memory, list by list. An article, and the rows that the index has of it, come
from Kabar's own code when they are read. So an archive of a million takes some 60 MB, and a query that reads all of
it takes as long as it deserves.
"""

import json
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property, lru_cache
from itertools import accumulate
from typing import Any, Final

from kabar.adapters.items import Item, to_item
from kabar.domain.album import Album
from kabar.domain.article import Article
from kabar.domain.identity import article_path
from kabar.domain.index import DayMark, MonthMark, Record, Row
from kabar.domain.judgement import Facts, published
from kabar.domain.lists import HOME
from kabar.domain.moments import utc_text
from kabar.domain.reading import reread_article
from kabar.domain.rows import key_of, rows_of
from kabar.domain.site_parsing import parse_publication

NOW: Final = datetime(2024, 12, 16, 4, 0, tzinfo=UTC)
"""When the articles that are measured are published: at noon in the newsroom."""
MONTH: Final = datetime(2024, 11, 30, 16, 0, tzinfo=UTC)
_YEARS: Final = timedelta(days=3652)
SECTIONS: Final = 12
TAGS: Final = 300
AUTHORS: Final = 40
FREQUENT: Final = 12
"""How many of the most frequent tags those articles draw from that are measured: their lists are full in every archive,
so the pages are equally long in all of them."""
BUSY: Final = 6
"""How many of the busiest authors they draw from, for the same reason."""
_TAGGED: Final = 4
"""Tags of an article."""
_WORDS: Final = tuple(
    [
        "air",
        "sungai",
        "warga",
        "kota",
        "jalan",
        "pasar",
        "harga",
        "desa",
        "hutan",
        "sekolah",
        "dinas",
        "kapal",
        "hujan",
        "jembatan",
        "panen",
        "listrik",
    ]
)
SITE: Final = {
    "name": "Kabar Uji",
    "url": "https://uji.example",
    "inLanguage": "id",
    "timeZone": "Asia/Makassar",
    "description": "Berita dari hulu sampai muara.",
    "sections": [{"slug": f"rubrik-{number}", "name": f"Rubrik {number}"} for number in range(SECTIONS)],
    "authors": [{"id": f"w{number}", "name": f"Wartawan {number}"} for number in range(AUTHORS)],
}
PUBLICATION: Final = parse_publication(json.dumps(SITE).encode())
_ZIPF: Final = {
    count: tuple(accumulate(1 / rank for rank in range(1, count + 1))) for count in (BUSY, FREQUENT, AUTHORS, TAGS)
}


def tags_of(number: int, of: int = TAGS) -> tuple[int, ...]:
    """Which tags an article has, out of so many: the first is the most frequent of all, by Zipf's law."""
    found: dict[int, None] = {}
    chance = _chances(number)
    while len(found) < _TAGGED:
        found[_rank(next(chance), of)] = None
    return tuple(found)


def author_of(number: int, of: int = AUTHORS) -> int:
    """Who wrote it, out of so many; some write more than others, by Zipf's law too."""
    return _rank(next(_chances(~number)), of)


def _chances(seed: int) -> Iterator[float]:
    """Numbers from 0 to 1, the same ones for the same seed."""
    state = seed * 2654435761 % 2**32
    while True:
        state = (state * 1664525 + 1013904223) % 2**32
        yield state / 2**32


def _rank(chance: float, count: int) -> int:
    return bisect_left(_ZIPF[count], chance * _ZIPF[count][-1])


def section_of(number: int) -> int:
    """Which section an article is in."""
    return number * 7 % SECTIONS


def document(
    number: int, moment: datetime, *, words: int = 450, tags: int = TAGS, authors: int = AUTHORS
) -> dict[str, Any]:
    """An article as it is uploaded: nine paragraphs, four tags out of so many."""
    text = [_WORDS[(number * 31 + place * place) % len(_WORDS)] for place in range(words)]
    size = words // 9
    return {
        "headline": f"Warga {text[0]} {text[1]} bicara tentang {text[2]} dan {text[3]} nomor {number}",
        "description": " ".join(text[:24]),
        "articleSection": f"rubrik-{section_of(number)}",
        "author": [f"w{author_of(number, authors)}"],
        "keywords": [f"Tag {tag}" for tag in tags_of(number, tags)],
        "datePublished": moment.isoformat(),
        "articleBody": [
            {"type": "paragraph", "text": " ".join(text[start : start + size]).capitalize() + "."}
            for start in range(0, words, size)
        ],
    }


def id_of(number: int) -> str:
    """The id of an article."""
    return f"a{number:07}"


@dataclass(eq=False)
class Archive:
    """So many articles, of which `recent` are of this month and the others of the ten years before it."""

    size: int
    recent: int = 200
    lists: dict[str, Sequence[int]] = field(init=False)

    def __post_init__(self) -> None:
        """Sort the numbers into lists."""
        lists = {f"section/rubrik-{number}": array("I") for number in range(SECTIONS)}
        lists |= {f"tag/tag-{number}": array("I") for number in range(TAGS)}
        lists |= {f"author/w{number}": array("I") for number in range(AUTHORS)}
        for number in range(self.size):
            lists[f"section/rubrik-{section_of(number)}"].append(number)
            lists[f"author/w{author_of(number)}"].append(number)
            for tag in tags_of(number):
                lists[f"tag/tag-{tag}"].append(number)
        self.lists = {**lists, HOME: range(self.size)}

    def moment(self, number: int) -> datetime:
        """When an article was published; the later ones have the higher numbers."""
        old = self.size - self.recent
        if number < old:
            return MONTH - _YEARS + timedelta(seconds=int(_YEARS.total_seconds() * number / old))
        return MONTH + timedelta(seconds=int((NOW - MONTH).total_seconds() * (number - old) / self.recent))

    def upload(self, key: str) -> bytes | None:
        """What lies in the inbox under the key."""
        name = key.removeprefix("articles/a").removesuffix(".json")
        if not name.isdecimal() or int(name) >= self.size:
            return None
        return json.dumps(document(int(name), self.moment(int(name)))).encode()

    def get(self, pk: str, sk: str) -> Item | None:
        """An item of the table."""
        kind, _, name = pk.partition("#")
        match kind:
            case "ARTICLE":
                number = int(name[1:]) if name[1:].isdecimal() else self.size
                return to_item(self.record(number)) if number < self.size else None
            case "DAYS" | "MONTHS":
                return next((item for item in self.partition(pk).items() if item["sk"]["S"] == sk), None)
            case _:
                return None

    def partition(self, pk: str) -> "Partition":
        """All items of a partition key, by their sort keys."""
        kind, _, name = pk.partition("#")
        if kind == "LIST":
            return Partition(self, name, self.lists.get(name, ()))
        if kind == "MONTHS":
            return Partition(self, "", (), self._months)
        if kind == "DAYS":
            return Partition(self, "", (), self._marks(name))
        return Partition(self, "", ())

    def record(self, number: int) -> Record:
        """The index's record of an article."""
        return _record(self.size, number, self.moment(number))

    @cache  # noqa: B019 (an archive lives as long as the measurement)
    def _marks(self, scope: str) -> list[dict[str, dict[str, Any]]]:
        return [to_item(DayMark(scope, day)) for day in self._days]

    @cached_property
    def _months(self) -> list[dict[str, dict[str, Any]]]:
        months: dict[str, datetime] = {}
        for day in self._days:
            months[day[:7]] = datetime.fromisoformat(f"{day}T03:00:00+00:00")
        return [to_item(MonthMark(month, modified)) for month, modified in months.items()]

    @cached_property
    def _days(self) -> list[str]:
        old = max(0, self.size - self.recent)
        # Of those before this month some are enough to find every day.
        numbers = (*range(0, old, max(1, self.size // 20_000)), *range(old, self.size))
        moments = (self.moment(number) for number in numbers)
        return sorted({f"{moment.astimezone(PUBLICATION.zone):%Y-%m-%d}" for moment in moments})


@dataclass
class Partition:
    """Items in the order of their sort keys: of a list by the numbers of its articles, or given."""

    archive: Archive
    list_: str
    numbers: Sequence[int]
    given: Sequence[Item] = ()

    def items(self, low: str = "", high: str = "\U0010ffff", *, reverse: bool = False) -> Iterator[Item]:
        """Those between two sort keys, both included, made as they are taken."""
        if self.given:
            chosen = [item for item in self.given if low <= item["sk"]["S"] <= high]
            yield from reversed(chosen) if reverse else chosen
            return
        start, end = (bisect_left(self.numbers, edge, key=self._sort) for edge in (low, high))
        for place in reversed(range(start, end)) if reverse else range(start, end):
            yield self._entry(self.numbers[place])

    def _sort(self, number: int) -> str:
        return f"{utc_text(self.archive.moment(number))}#{id_of(number)}"

    def _entry(self, number: int) -> Item:
        record = self.archive.record(number)
        sort = f"LIST#{self.list_}", self._sort(number)
        return _items(record)[sort]


@lru_cache(maxsize=4096)
def _record(_size: int, number: int, moment: datetime) -> Record:
    article = _article(number, moment)
    path = article_path(article.published, PUBLICATION.zone, id_of(number))
    return published(article, None, path, "archived", Facts(PUBLICATION, "archived:", Album((), {}, {}), moment))


def _article(number: int, moment: datetime) -> Article:
    return reread_article(id_of(number), json.dumps(document(number, moment)).encode(), PUBLICATION.zone)


@lru_cache(maxsize=4096)
def _items(record: Record) -> dict[tuple[str, str], Item]:
    rows: list[Row] = [record, *rows_of(record)]
    return {key_of(row): to_item(row) for row in rows}
