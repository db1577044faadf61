"""What people do."""

import io
from functools import cache
from random import Random
from typing import Final

from PIL import Image

from simulation import articles, disasters, publications
from simulation.buckets import INBOX
from simulation.steps import Step
from simulation.world import World

_STRAY: Final = "articles/catatan.txt"
"""A key that can't be an article's."""


def apply(step: Step, world: World, serial: int) -> None:
    """Do it. `serial` marks what is uploaded, so that it can be found again wherever it is shown."""
    world.rng = Random(step.seed)
    match step.kind:
        case "upload":
            _upload(world, step, serial)
        case "bad":
            _put(world, _key(step), articles.BAD[step.options["which"]])
        case "delete":
            _delete(world, _key(step))
        case "restore":
            _restore(world, _key(step))
        case "site":
            _put(world, "site.json", publications.write(step.options))
        case "unsite":
            _delete(world, "site.json")
        case "picture":
            _put(world, step.key, picture(step.options["color"]))
        case "unpicture":
            _delete(world, step.key)
        case "stray":
            _put(world, _STRAY, b"")
        case "run":
            world.run(step.options["steps"], step.options["trouble"], step.options.get("hurry", 1.0))
        case "jump":
            world.jump(step.options["seconds"])
        case "rest":
            world.rest()
        case "redrive":
            world.redrive()
        case "look":
            world.look_at(step.key)
        case "audit":
            world.audit(f"audit-{serial}")
        case "lose":
            world.deliveries.lose_notice()
        case "lose-table":
            disasters.lose_table(world)
        case "lose-site":
            disasters.lose_site(world)


def _key(step: Step) -> str:
    return f"articles/{step.key}.json"


def _upload(world: World, step: Step, serial: int) -> None:
    written = articles.write(step.key, step.options, serial, world.time.now)
    world.invariants.uploaded(step.key, serial, written)
    _put(world, _key(step), written.body)


def _put(world: World, key: str, body: bytes) -> None:
    world.buckets.put_object(Bucket=INBOX, Key=key, Body=body)


def _delete(world: World, key: str) -> None:
    world.buckets.delete_object(Bucket=INBOX, Key=key)


def _restore(world: World, key: str) -> None:
    """Take the delete marker away, so that the version before it stands again."""
    newest = world.buckets.newest(key)
    if newest and newest.body is None:
        world.buckets.delete_object(Bucket=INBOX, Key=key, VersionId=newest.version)


@cache
def picture(color: str) -> bytes:
    """A picture, or what isn't one."""
    if color == "broken":
        return b"not a picture"
    if color == "drawing":
        return b"<svg/>"
    file = io.BytesIO()
    Image.new("RGB", (4, 3), color).save(file, "PNG")
    return file.getvalue()
