"""What the public site wants of a picture, told by the index alone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from kabar.domain.album import is_made
from kabar.domain.identity import SITE_KEY, article_id
from kabar.domain.index import Media, Record, State
from kabar.domain.picture_facts import PictureFacts
from kabar.domain.pictures import LOGO, SHOWN
from kabar.ports import Table
from kabar.services.publications import Publications

_PART: Final = 25
"""How many referrers are looked at together: mostly one of the first shows the picture."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of some bytes: the uses that something public has for them, and the facts of them if it has any.

    `sources` are the keys and S3 versions under which they are in the inbox. Where there is no use, `at_once` tells
    that whatever stands must go now: its articles aren't public, or the newsroom has taken it away. Else readers may
    still hold pages that show it.
    """

    uses: frozenset[str] = frozenset()
    facts: PictureFacts | None = None
    sources: tuple[tuple[str, str], ...] = ()
    at_once: bool = False

    @property
    def digest(self) -> str:
        """Differs when something else has to stand; where the bytes are doesn't matter for that."""
        return " ".join([*sorted(self.uses), "at once" if self.at_once else "-"])


@dataclass
class Wishes:
    """Asks the index who shows a picture."""

    table: Table
    publications: Publications

    def of(self, hash_: str) -> Wish:
        """What is wanted of these bytes now."""
        medias = self.table.medias(self.table.holders(hash_))
        live = {key: facts for key, media in medias.items() if (facts := self._facts(media, hash_))}
        uses = frozenset(use for key, facts in live.items() for use in self._uses(key, vector=facts.vector))
        if not uses:
            return Wish(at_once=self._at_once(medias))
        sources = ((key, media.source) for key, media in medias.items() if _holds(media, hash_) and media.source)
        return Wish(uses, next(iter(live.values())), tuple(sources))

    def _facts(self, media: Media, hash_: str) -> PictureFacts | None:
        """Those by which the key shows the bytes, None if it doesn't: the bytes before, until the new ones are made."""
        if media.facts is None or media.facts.hash == hash_:
            return media.facts
        if media.before and media.before.hash == hash_:
            made = is_made(media.facts, self.table.rendition(media.facts.hash))
            return None if made else media.before
        return None

    def _uses(self, key: str, *, vector: bool) -> Iterator[str]:
        if vector:
            yield from {LOGO} & self._of_site(key)
            return
        if self._public(key):
            yield SHOWN
        yield from self._of_site(key)
        wishes = self.table.crop_wishes(key)
        for use in {wish.use for wish in wishes}:
            if any(_wants(record, use, key) for record in self._records(each.by for each in wishes if each.use == use)):
                yield use

    def _of_site(self, key: str) -> frozenset[str]:
        """Everything that site.json names is public."""
        site = self.table.site()
        if site is None or key not in site.refs:
            return frozenset()
        publication = self.publications.of(site)
        logo = publication is not None and publication.publisher.logo == key
        return frozenset({SHOWN, LOGO} if logo else {SHOWN})

    def _at_once(self, medias: Mapping[str, Media]) -> bool:
        """Whether every key was deleted; or whoever refers to them isn't public: then the picture isn't either."""
        there = [key for key, media in medias.items() if media.facts]
        if not there:
            return True
        referrers = [by for key in there for by in islice(self.table.each_referrer(key), 1)]
        return bool(referrers) and not any(map(self._public, there))

    def _public(self, key: str) -> bool:
        """Whether an article that shows it is public. A reference may stand a moment before and after the record."""
        records = self._records(self.table.each_referrer(key))
        return any(record.state is State.PUBLISHED and key in record.refs for record in records)

    def _records(self, referrers: Iterable[str]) -> Iterator[Record]:
        ids = (id_ for by in referrers if by != SITE_KEY and (id_ := article_id(by)))
        while part := list(islice(ids, _PART)):
            yield from self.table.records(part).values()


def _holds(media: Media, hash_: str) -> bool:
    return media.facts is not None and media.facts.hash == hash_


def _wants(record: Record, use: str, key: str) -> bool:
    return record.state is State.PUBLISHED and (use, key) in record.crops
