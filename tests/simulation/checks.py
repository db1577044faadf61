"""What must be true at rest."""

import json
from os.path import commonprefix

from kabar.domain.identity import receipt_key
from kabar.domain.site import SiteObject
from simulation.buckets import Stored
from simulation.invariants import BrokenError
from simulation.reference import Reference
from simulation.world import World


def check_rest(world: World) -> None:
    """Raises BrokenError unless the site is what the inbox and the clock say, and every upload has its answer."""
    _receipts(world)
    _site(world)


def _site(world: World) -> None:
    expected = {key: _headers(item) for key, item in Reference(world).build().items()}
    found = {key: _stored(stored) for key, stored in world.buckets.site.items()}
    # What is named by its content may stay when nothing refers to it any more.
    extra = {key for key in found.keys() - expected.keys() if not key.startswith(("media/", "assets/"))}
    missing = expected.keys() - found.keys()
    wrong = {key for key in expected.keys() & found.keys() if expected[key] != found[key]}
    if extra or missing or wrong:
        raise BrokenError(_difference(expected, found, extra, missing, wrong))


def _difference(
    expected: dict[str, tuple[object, ...]],
    found: dict[str, tuple[object, ...]],
    extra: set[str],
    missing: set[str],
    wrong: set[str],
) -> str:
    lines = [f"at rest: too many {sorted(extra)}, missing {sorted(missing)}, wrong {sorted(wrong)}"]
    for key in sorted(wrong)[:2]:
        lines += [f"  {key}", *_apart(repr(expected[key]), repr(found[key]))]
    return "\n".join(lines)


def _apart(expected: str, found: str) -> list[str]:
    start = max(0, len(commonprefix([expected, found])) - 60)
    return [f"    expected ...{expected[start : start + 200]}", f"    found    ...{found[start : start + 200]}"]


def _headers(item: SiteObject) -> tuple[object, ...]:
    named = {"cache-tag": ",".join(item.tags) or None, "status": item.status, "location": item.location}
    metadata = {name: str(value) for name, value in named.items() if value is not None}
    return item.body, item.content_type, item.cache_control, metadata


def _stored(stored: Stored) -> tuple[object, ...]:
    metadata = {name: value for name, value in stored.metadata if name != "digest"}
    return stored.body, stored.content_type, stored.cache_control, metadata


def _receipts(world: World) -> None:
    inbox = world.buckets
    for key in [key for key in inbox.inbox if not key.startswith("receipts/")]:
        newest, answer = inbox.newest(key), inbox.newest(receipt_key(key))
        version = json.loads(answer.body)["versionId"] if answer and answer.body else "no receipt"
        if newest and version != newest.version:
            raise BrokenError(f"{key}: {newest.version} is the newest, the receipt speaks of {version}")
