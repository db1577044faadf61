"""Build whatever an address of the site answers: an article, a redirect, or that it is gone."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from kabar.domain.article import Card
from kabar.domain.former import is_of_the_site
from kabar.domain.identity import article_id, article_key
from kabar.domain.index import Claim, Record, State
from kabar.domain.life import RelationKind
from kabar.domain.lists import BREAKING, is_promotion
from kabar.domain.problems import Retryable
from kabar.domain.related import WINDOW, choose, sources
from kabar.domain.site import ArticlePage, Frame, GonePage, SiteObject
from kabar.domain.strict_json import MAX_BYTES
from kabar.ports import Inbox, Table
from kabar.render.objects import article_tag, list_tag
from kabar.render.renderer import Renderer
from kabar.services.rereading import reread_upload


@dataclass
class BuildAddress:
    """Renders the objects under one path."""

    inbox: Inbox
    table: Table
    renderer: Renderer

    def urgent(self, path: str) -> tuple[str, ...]:
        """The cache tags that must be purged if what the path answers has just changed.

        A withdrawal, a correction, a lifted embargo and breaking news can't wait the minute that the edge keeps a page.
        """
        address = self.table.address(path)
        record = self.table.record(address.owner) if address else None
        if record is None or (record.path != path and record.state is not State.WITHDRAWN):
            return ()
        lists = [list_tag(*list_.split("/")) for list_ in record.lists if not is_promotion(list_)]
        if record.state is State.PUBLISHED and (record.embargoed or BREAKING in record.lists):
            return (article_tag(record.id), *lists)
        urgent = record.state is State.WITHDRAWN or record.notices
        return (article_tag(record.id),) if urgent else ()

    def render(self, path: str, frame: Frame) -> tuple[SiteObject, ...]:
        """What stands at the path by the index; nothing if nobody owns it. Raises Retryable."""
        address = self.table.address(path)
        record = self.table.record(address.owner) if address else None
        if address is None or record is None or is_of_the_site(path, frame.publication):
            return ()
        if record.state is not State.PUBLISHED or record.path is None:
            return self.renderer.gone(frame, GonePage(path, record.card, record.withdrawal))
        if address.claim is Claim.MOVED or record.path != path:
            return self.renderer.redirect(frame, path, record.path)
        return self._article(record, frame)

    def _article(self, record: Record, frame: Frame) -> tuple[SiteObject, ...]:
        """The index first, the document after: what is read later isn't noted (services/notes.py)."""
        related = self._cards(tuple(filter(None, map(article_id, record.refs))))
        pictures = {key: each for key, each in self.table.pictures(record.media).items() if not each.vector}
        backs = self._backs(record.id)
        more = self._more(
            record.card if record.listed else None,
            related.keys() | {card.id for cards in backs.values() for card in cards},
        )
        upload = self.inbox.read(article_key(record.id), MAX_BYTES, record.version)
        if upload.body is None or record.card is None:
            raise Retryable(f"version {record.version} of {record.id} can't be read")
        article = reread_upload(record.id, upload.body, frame.publication)
        page = ArticlePage(
            article,
            record.card,
            related,
            pictures,
            translations=tuple(related[id_] for id_ in article.translations if id_ in related),
            replies_to=backs.get(RelationKind.REPLY_TO, ()),
            follow_ups=backs.get(RelationKind.FOLLOW_UP, ()),
            more=more,
        )
        return self.renderer.article(frame, page)

    def _more(self, card: Card | None, known: AbstractSet[str]) -> tuple[Card, ...]:
        """What to read next, from the lists that the article is in. What is in none follows none."""
        if card is None:
            return ()
        candidates = [each for list_ in sources(card) for each in self.table.beside(list_, card, WINDOW, after=False)]
        return choose(card, candidates, known)

    def _backs(self, id_: str) -> dict[RelationKind, tuple[Card, ...]]:
        """The published articles that concern this one, by how they do."""
        relations = self.table.relations(id_)
        cards = self._cards(tuple(relation.by for relation in relations))
        return {
            kind: tuple(cards[each.by] for each in relations if each.kind is kind and each.by in cards)
            for kind in RelationKind
        }

    def _cards(self, ids: tuple[str, ...]) -> dict[str, Card]:
        """Those that may be named, in the order of the ids: the table answers in any."""
        records = self.table.records(ids)
        cards = {id_: record.card for id_, record in records.items() if record.listed and record.card}
        return {id_: cards[id_] for id_ in ids if id_ in cards}
