"""What stands by the inbox, the clock and the decisions of history: the first half of the reference.

Of Kabar it has only the reading of good uploads into what the renderer takes.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from kabar.domain.article import Article
from kabar.domain.life import Reason, Withdrawal
from kabar.domain.reading import reread_article
from simulation import decisions, documents
from simulation.buckets import Buckets
from simulation.decisions import Decided
from simulation.documents import Json
from simulation.invariants import BrokenError


@dataclass(frozen=True, slots=True)
class Life:
    """An article that has or had an address. `shown` is what was public last, or is.

    `listed` tells whether others may name it, `discreet` whether they never might.
    """

    id: str
    path: str
    former: tuple[str, ...]
    state: str
    shown: Article
    withdrawal: Withdrawal | None
    discreet: bool

    @property
    def listed(self) -> bool:
        return self.state == "published" and not self.shown.unlisted


@dataclass(frozen=True, slots=True)
class Truth:
    """Judges each article of the inbox anew. Raises BrokenError where history decided what it had no right to."""

    inbox: Buckets
    site: Json
    now: datetime

    def lives(self) -> Iterator[Life]:
        """Every article that readers may have heard of."""
        keys = [key for key in self.inbox.inbox if key.startswith("articles/") and key.endswith(".json")]
        ids = [key.removeprefix("articles/").removesuffix(".json") for key in keys]
        decided = {id_: decisions.of_article(self.inbox, id_) for id_ in ids}
        for id_, decision in decided.items():
            self._hold(id_, decision, [other for name, other in decided.items() if name != id_])
            if decision.path and decision.shown:
                yield self._life(id_, decision.path, decision)

    def _hold(self, id_: str, decision: Decided, others: list[Decided]) -> None:
        """What is good must stand, at the address that it asks for; what isn't must not."""
        newest = self.inbox.newest(f"articles/{id_}.json")
        if newest is None or newest.body is None:
            self._must(id_, decision, decision.state in {"withdrawn", "none"})
            return
        document = documents.read(newest.body)
        if documents.is_good(document, self.site) and not decision.refused:
            self._must(id_, decision, decision.version == newest.version)
            self._stands(id_, document or {}, decision)
            return
        self._must(id_, decision, bool(decision.refused))
        if documents.is_good(document, self.site):
            self._must(id_, decision, decision.refused == ("address-taken",) and _is_taken(document, others))
        older = self._document(id_, decision.version)
        # What was to come by then may not suit the publication any more, or its address is another's.
        late = decision.state == "scheduled" and (not documents.is_good(older, self.site) or _is_taken(older, others))
        if older and not decision.deleted and not late:
            self._stands(id_, older, decision)

    def _stands(self, id_: str, document: Json, decision: Decided) -> None:
        state = documents.state(document, self.now)
        if state == "published" and not documents.is_at_home(document, self.site):
            state = "withdrawn"
        if state == "withdrawn" and not decision.path:
            state = "none"
        self._must(id_, decision, decision.state == state)
        if state == "published":
            self._must(id_, decision, decision.shown == decision.version)
            self._must(id_, decision, decision.path in self._addresses(id_, document))
            self._must(id_, decision, decision.path not in decision.former)
            self._must(id_, decision, document.get("unlisted") or not decision.discreet)
            self._must(id_, decision, decision.discreet or not self._always_unlisted(id_))

    def _always_unlisted(self, id_: str) -> bool:
        """Whether every article that was ever uploaded here asks to be."""
        versions = [documents.read(stored.body) for stored in self.inbox.inbox[f"articles/{id_}.json"]]
        return all(each.get("unlisted") for each in versions if each and "articleSection" in each)

    def _addresses(self, id_: str, document: Json) -> set[str]:
        """Where it may be: at its slug, or at what it was called when it was public first."""
        day = datetime.fromisoformat(document["datePublished"]).astimezone(ZoneInfo(self.site["timeZone"]))
        versions = [documents.read(stored.body) for stored in self.inbox.inbox[f"articles/{id_}.json"]]
        named = [document] if "slug" in document else [each for each in versions if each and "headline" in each]
        slugs = [each.get("slug") or each["headline"].lower().replace(" ", "-") for each in named]
        suffix = f"-{hashlib.sha256(id_.encode()).hexdigest()[:8]}"
        return {f"/{day:%Y/%m/%d}/{slug}{end}/" for slug in slugs for end in ("", suffix)}

    def _life(self, id_: str, path: str, decision: Decided) -> Life:
        stored = self.inbox.version(f"articles/{id_}.json", str(decision.shown))
        if stored is None or stored.body is None:
            raise BrokenError(f"{id_}: {decision.shown} was shown, but never uploaded")
        article = reread_article(id_, stored.body, ZoneInfo(self.site["timeZone"]))
        withdrawal = self._withdrawal(article, decision)
        return Life(id_, path, decision.former, decision.state, article, withdrawal, decision.discreet)

    def _withdrawal(self, article: Article, decision: Decided) -> Withdrawal | None:
        if decision.state != "withdrawn":
            return None
        if decision.deleted:
            return Withdrawal(decision.deleted, Reason.UNSTATED)
        if article.withdrawal or not article.expires or article.expires > self.now:
            return article.withdrawal
        return Withdrawal(article.expires.astimezone(UTC), Reason.EXPIRED)

    def _document(self, id_: str, version: str | None) -> Json | None:
        stored = self.inbox.version(f"articles/{id_}.json", version) if version else None
        return documents.read(stored.body) if stored else None

    def _must(self, id_: str, decision: Decided, holds: object) -> None:
        if not holds:
            newest = self.inbox.newest(f"articles/{id_}.json")
            raise BrokenError(f"{id_}: at {self.now:%F %T} {decision} of {newest}"[:900])


def _is_taken(document: Json | None, others: list[Decided]) -> bool:
    """Whether another article has the address that this one asks for."""
    paths = [path for other in others for path in (*other.former, other.path) if path]
    return bool(document and "slug" in document) and any(path.endswith(f"/{document['slug']}/") for path in paths)
