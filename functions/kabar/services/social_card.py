"""Make the social card of an article that has no picture, and remove it when it has one or isn't public any more."""

import hashlib
from dataclasses import dataclass, field

from kabar.domain.article import Card
from kabar.domain.index import Address, Claim, Record, Row, Site
from kabar.domain.manifest import Built
from kabar.domain.pages import CARD, Page
from kabar.domain.pictures import stem_of
from kabar.domain.problems import Retryable
from kabar.domain.publication import Publication
from kabar.domain.site import SiteObject
from kabar.ports import Glance, Imaging, Inbox, Manifest, SiteBucket, Table
from kabar.render.objects import article_tag, at
from kabar.render.social_card import PNG, card_path, words_of
from kabar.services.known_site import known_site
from kabar.services.publications import Publications
from kabar.services.render_picture import MAX_PICTURE

_Wanted = tuple[Publication, Card, str]


@dataclass
class MakeSocialCard:
    """Brings an article's card into line with the article. It has one writer, as a page has (see RenderPicture)."""

    inbox: Inbox
    table: Table
    bucket: SiteBucket
    manifest: Manifest
    glance: Glance
    imaging: Imaging
    publications: Publications
    _logo: tuple[object, bytes | None] = field(default=(None, None), init=False)

    def look_at(self, path: str) -> None:
        """Make or remove what is to be made or removed under the article's path."""
        key = card_path(path).removeprefix("/")
        rows, noted = self.glance.at(_rows(path), [key])
        site, wanted = self._wanted(path, rows)
        inputs, card = _inputs(wanted, site), self._card(path, wanted, site)
        if card:
            known_site(self.bucket, frozenset([key]), noted).put(card)
        else:
            self.bucket.delete(key)
        self.manifest.note(Built(Page(CARD, path), inputs), {key: card.etag} if card else {}, () if card else [key])

    def inputs(self, path: str) -> str:
        """A digest of what the index says for the card; empty if there is to be none."""
        site, wanted = self._wanted(path, self.table.standing(_rows(path)))
        return _inputs(wanted, site)

    def _wanted(self, path: str, rows: tuple[Row, ...]) -> tuple[Site | None, _Wanted | None]:
        """The site; and of which publication and article a card must stand at the path, and the article's id."""
        site = next((row for row in rows if isinstance(row, Site)), None)
        address = next((row for row in rows if isinstance(row, Address)), None)
        record = self.table.record(address.owner) if address else None
        publication = self.publications.of(site)
        if record is None or record.card is None or publication is None or not self._wants(record, path):
            return site, None
        return site, (publication, record.card, record.id)

    def _card(self, path: str, wanted: _Wanted | None, site: Site | None) -> SiteObject | None:
        if wanted is None:
            return None
        publication, card, id_ = wanted
        body = self.imaging.social_card(*words_of(publication, card), self._logo_of(publication, site))
        return at(card_path(path), body, PNG, (article_tag(id_),))

    def _wants(self, record: Record, path: str) -> bool:
        """Whether it is listed and none of its pictures has arrived: one that has will stand in a moment."""
        if not record.listed or record.path != path:
            return False
        arrived = self.table.album(record.media).arrived.values() if record.media else ()
        return all(facts.vector for facts in arrived)

    def _logo_of(self, publication: Publication, site: Site | None) -> bytes | None:
        """The logo's bytes if it stands by the publication's row; they are read once for each version.

        Raises Retryable while another has come, and the row doesn't know yet.
        """
        key = publication.publisher.logo
        stands = next((each for each in site.pictures if each.key == key), None) if site else None
        media = self.table.media(key) if key and stands else None
        if key is None or stands is None:
            return None
        if media is None or media.facts is None or not stands.name.startswith(stem_of(media.facts.hash)):
            raise Retryable(f"the logo {key} is about to change")
        if self._logo[0] != (key, media.source):
            self._logo = (key, media.source), self.inbox.read(key, MAX_PICTURE, media.source).body
        return self._logo[1]


def _rows(path: str) -> tuple[Row, ...]:
    """What tells by itself whose the path is, and what the publication is."""
    return Site(0, None), Address(path, "", Claim.LIVE)


def _inputs(wanted: _Wanted | None, site: Site | None) -> str:
    said = f"{site.edition} {words_of(*wanted[:2])}" if site and wanted else ""
    return hashlib.sha256(said.encode()).hexdigest()[:16] if said else ""
