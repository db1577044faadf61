"""What must be true at rest."""

import json
from os.path import commonprefix

from kabar.domain.identity import receipt_key
from kabar.domain.site import SiteObject
from simulation.buckets import Stored
from simulation.invariants import BrokenError
from simulation.pictures import stem
from simulation.reference import Reference
from simulation.world import World


def check_rest(world: World, *, later: bool = False) -> None:
    """Raises BrokenError unless the site is what the inbox and the clock say, and every upload has its answer.

    `later` tells that the grace period of everything that isn't shown any more is over.
    """
    _receipts(world)
    _site(world, later=later)


def _site(world: World, *, later: bool) -> None:
    reference = Reference(world)
    expected = {key: _headers(item) for key, item in reference.build().items()}
    found = {key: _stored(stored) for key, stored in world.buckets.site.items()}
    # Assets may stay when nothing refers to them any more; pictures for an hour, if they may be public at all.
    extra = {key for key in found.keys() - expected.keys() if not key.startswith("assets/")}
    if not later:
        extra -= {key for key in extra if key.startswith("media/") and _may_linger(world, reference, key)}
    missing = expected.keys() - found.keys()
    wrong = {key for key in expected.keys() & found.keys() if expected[key] != found[key]}
    if extra or missing or wrong:
        raise BrokenError(_difference(expected, found, extra, missing, wrong))


def _may_linger(world: World, reference: Reference, key: str) -> bool:
    """Whether it was replaced, or dropped by an article: not if it was deleted, or what refers to it isn't public."""
    versions = world.buckets.inbox.items()
    held = {at for at, stored in versions if any(each.body and stem(each.body) == _stem(key) for each in stored)}
    there = held & reference.arrived.keys()
    return bool(there) and (bool(there & reference.public) or not there & reference.secret)


def _stem(key: str) -> str:
    return key.split("/")[1][:-2]


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
    _through(world)


def _through(world: World) -> None:
    """A publication that stands has come through all articles, and its receipt says so."""
    stored = world.buckets.newest("receipts/site.json")
    receipt = json.loads(stored.body) if stored and stored.body else {}
    if receipt.get("status") == "published":
        rebuild = receipt.get("rebuild", {})
        if not rebuild.get("ended") or rebuild["done"] != rebuild["articles"]:
            raise BrokenError(f"site.json isn't through: {rebuild}")
