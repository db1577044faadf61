"""What stands of pictures, by the inbox and the decisions of history."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kabar.domain.article import Article, StoredPicture
from kabar.domain.pictures import SETTINGS
from kabar.domain.problems import Rejected
from kabar.domain.publication import Publication
from simulation import decisions
from simulation.buckets import Buckets
from simulation.cards import named_pictures, uses
from support import darkroom


def arrived(inbox: Buckets) -> dict[str, bytes]:
    """The bytes of the picture under each key of media/."""
    found = {}
    for key, versions in inbox.inbox.items():
        if not key.startswith("media/") or not versions or versions[-1].body is None:
            continue
        newest = next(stored.body for stored in reversed(versions) if stored.body is not None)
        decided = decisions.of_picture(inbox, key)
        older = inbox.version(key, decided) if decided else None
        if is_picture(newest):
            found[key] = newest
        elif older and older.body:
            found[key] = older.body
    return found


def is_picture(body: bytes) -> bool:
    """Whether it is one."""
    try:
        return bool(darkroom.examine(body))
    except Rejected:
        return False


def stem(body: bytes) -> str:
    """What the names of everything begin with that is made of it."""
    return hashlib.sha256(body).hexdigest()[:30]


def stored(key: str, body: bytes) -> StoredPicture:
    """The picture as it stands, if it does."""
    seen = darkroom.examine(body)
    name = f"{stem(body)}{SETTINGS:02x}"
    return StoredPicture(key, name, seen.width, seen.height, seen.colour, seen.placeholder, vector=seen.vector)


def wanted(
    publication: Publication, articles: Iterable[Article], there: Mapping[str, bytes]
) -> dict[bytes, frozenset[str]]:
    """What is to be made of some bytes because something public shows them."""
    found: dict[bytes, set[str]] = defaultdict(set)
    for use in (use for article in articles for use in uses(article) if use.key in there):
        found[there[use.key]].add("shown")
        if use.focal_point:
            found[there[use.key]].add("-".join(str(round(share * 100)) for share in use.focal_point))
    for key in (key for key in named_pictures(publication) if key in there):
        found[there[key]] |= {"shown", "logo"} if key == publication.publisher.logo else {"shown"}
    for body, made in found.items():
        if darkroom.examine(body).vector:
            made &= {"logo"}
    return {body: frozenset(made) for body, made in found.items() if made}
