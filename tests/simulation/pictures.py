"""What stands of pictures, by the inbox and the decisions of history."""

import hashlib

from kabar.domain.article import StoredPicture
from kabar.domain.pictures import SETTINGS
from kabar.domain.problems import Rejected
from simulation import decisions
from simulation.buckets import Buckets
from support import darkroom


def standing(inbox: Buckets) -> dict[str, tuple[StoredPicture, bytes]]:
    """What stands under each key of media/, and its bytes."""
    found = {}
    for key, versions in inbox.inbox.items():
        if not key.startswith("media/") or versions[-1].body is None:
            continue
        bodies = [stored.body for stored in reversed(versions) if stored.body is not None]
        good = [each for each in (_stored(key, body) for body in bodies) if each]
        name = decisions.of_picture(inbox, key)
        if _stored(key, bodies[0]):
            found[key] = good[0]
        elif name:
            found[key] = next(each for each in good if each[0].name == name)
    return found


def _stored(key: str, body: bytes) -> tuple[StoredPicture, bytes] | None:
    try:
        seen = darkroom.examine(body)
    except Rejected:
        return None
    name = f"{hashlib.sha256(body).hexdigest()[:30]}{SETTINGS:02x}"
    return StoredPicture(key, name, seen.width, seen.height, seen.colour, seen.placeholder), body
