"""What may be lost whole, and what the operator does then: as `kabar rebuild` does."""

from simulation import decisions
from simulation.buckets import INBOX
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
    live = {key for key, versions in inbox.inbox.items() if versions[-1].body is not None}
    uploaded = {key for key in live if key.startswith(("articles/", "media/"))}
    for key in sorted(uploaded | answered):
        world.look_at(key)
    world.rest()
