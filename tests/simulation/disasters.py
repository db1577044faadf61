"""What may be lost, and what the operator does then: as `kabar audit` and `kabar rebuild` do."""

import json
from typing import Any

from simulation import decisions
from simulation.buckets import INBOX
from simulation.invariants import BrokenError
from simulation.world import World


def lose_table(world: World) -> None:
    """The index is gone, its stream and its schedules with it, at a quiet moment. Uploads wait until it is back."""
    world.rest()
    world.table.items.clear()
    world.alarms.set.clear()
    world.invariants.index_lost()
    rebuild(world)


def lose_site(world: World) -> None:
    """The site bucket is empty, but for pictures."""
    world.rest()
    site = world.buckets.site
    for key in [key for key in site if not key.startswith("media/")]:
        del site[key]
    rebuild(world)


def rebuild(world: World) -> None:
    """A new edition of the publication that stood, and a look at whatever was ever uploaded."""
    inbox, standing = world.buckets, decisions.of_site(world.buckets)
    site = inbox.version("site.json", standing) if standing else None
    if site and site.body is not None:
        inbox.put_object(Bucket=INBOX, Key="site.json", Body=site.body)
        world.rest()
    answered = {key.removeprefix("receipts/") for key in inbox.inbox if key.startswith("receipts/articles/")}
    live = {key for key, versions in inbox.inbox.items() if versions and versions[-1].body is not None}
    uploaded = {key for key in live if key.startswith(("articles/", "media/"))}
    for key in sorted(uploaded | answered):
        world.look_at(key)
    repair(world)


def audited(world: World, id_: str) -> dict[str, Any]:
    """The report of an audit that nothing disturbs."""
    world.audit(id_)
    world.rest()
    stored = world.buckets.newest(f"receipts/audit/{id_}")
    return dict(json.loads(stored.body)) if stored and stored.body else {}


def repair(world: World) -> None:
    """Audit until nothing disagrees any more. Raises BrokenError if it goes on disagreeing."""
    world.rest()
    for round_ in range(4):
        report = audited(world, f"repair-{round_}")
        if not report["faults"]:
            return
    raise BrokenError(f"audits don't repair it: {report}")
