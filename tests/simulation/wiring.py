"""Kabar's own functions over the world's services: their apps, their composition roots, their adapters.

Replaced are only boto3's clients and the machine's clock, which are the outside, and, for speed, the making of pictures
by a stand-in, and pure functions by themselves with a memory (parsing an upload, reading an item): same arguments, same
result.
"""

import importlib.util
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any, Final
from unittest import mock

from botocore.exceptions import ClientError
from greenlet import getcurrent

import kabar.bootstrap.audit
import kabar.bootstrap.build
import kabar.bootstrap.picture
import kabar.bootstrap.plan
import kabar.bootstrap.purge
import kabar.bootstrap.receive
from kabar.adapters import items
from kabar.adapters.backoff import Backoff
from kabar.adapters.clock import SystemClock
from kabar.bootstrap import common, storage
from kabar.domain import parsing, reading, site_parsing, site_reading
from kabar.domain.problems import Rejected
from simulation.buckets import INBOX, SITE
from simulation.strands import Strands, called
from support import darkroom

if TYPE_CHECKING:
    from simulation.world import World

_FUNCTIONS: Final = Path(__file__).resolve().parents[2] / "functions"
ENVIRONMENT: Final = {
    "INBOX_BUCKET": INBOX,
    "SITE_BUCKET": SITE,
    "TABLE_NAME": "table",
    "MANIFEST_NAME": "manifest",
    "ARRIVALS_QUEUE_URL": "arrivals",
    "ARRIVALS_QUEUE_ARN": "arn:arrivals",
    "PAGES_QUEUE_URL": "pages",
    "PICTURES_QUEUE_URL": "pictures",
    "PURGES_QUEUE_URL": "purges",
    "AUDITS_QUEUE_URL": "audits",
    "RENDITIONS_QUEUE_URL": "renditions",
    "RENDITIONS_QUEUE_ARN": "arn:renditions",
    "DISTRIBUTION_ID": "distribution",
    "ANNOUNCEMENTS_QUEUE_URL": "announcements",
    "SCHEDULE_GROUP": "schedules",
    "SCHEDULE_ROLE_ARN": "arn:role",
    "SCHEDULE_DEAD_LETTERS_ARN": "arn:dead",
}
SERVICES: Final[dict[str, Callable[..., Any]]] = {
    "receive": kabar.bootstrap.receive.receive,
    "plan": kabar.bootstrap.plan.plan,
    "build": kabar.bootstrap.build.build,
    "picture": kabar.bootstrap.picture.picture,
    "purge": kabar.bootstrap.purge.purge,
    "audit": kabar.bootstrap.audit.audit,
}
_from_item: Final = items.from_item
_worlds: list["World"] = []


class Client:
    """A client of boto3 over whichever world there is."""

    exceptions = SimpleNamespace(ConflictException=ClientError, ResourceNotFoundException=ClientError)

    def __init__(self, service: str, **_: Any) -> None:
        self._service = service

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        return partial(_call, self._service, operation)


def _call(service: str, operation: str, **arguments: Any) -> Any:
    return called(partial(_worlds[-1].call, service, operation, arguments))


@cache
def app(name: str) -> ModuleType:
    """The module functions/<name>/app.py; its service is that of the invocation that runs."""
    specification = importlib.util.spec_from_file_location(f"simulated_{name}", _FUNCTIONS / name / "app.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    module.service = lambda: getcurrent().service  # type: ignore[attr-defined]
    return module


@contextmanager
def inhabited(world: "World") -> Iterator[None]:
    """While it lasts, boto3 and the clock are the world's."""
    _worlds.append(world)
    replaced = [
        mock.patch("boto3.client", Client),
        mock.patch.dict(os.environ, ENVIRONMENT),
        mock.patch.object(SystemClock, "now", lambda _: world.tell_time()),
        mock.patch.object(kabar.bootstrap.picture, "imaging", _DARKROOM),
        mock.patch.object(kabar.bootstrap.build, "Renderer", lambda: world.renderer),
        mock.patch.object(kabar.bootstrap.build, "Threads", lambda _: Strands(world.order)),
        mock.patch.object(storage, "Backoff", lambda *_: Backoff(lambda _: None, lambda: 0.0)),
        mock.patch.object(kabar.bootstrap.audit, "Renderer", lambda: world.renderer),
        mock.patch.object(kabar.bootstrap.audit, "time", SimpleNamespace(sleep=world.sleep)),
        mock.patch.object(kabar.bootstrap.purge, "time", SimpleNamespace(sleep=world.sleep)),
        *(replaced for pure, memory in _MEMORIES.items() for replaced in everywhere(pure, memory)),
        *everywhere(_from_item, world.from_item),
    ]
    disabled = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    common.client.cache_clear()
    try:
        for each in replaced:
            each.start()
        yield
    finally:
        world.lambdas.end()
        for each in reversed(replaced):
            each.stop()
        common.client.cache_clear()
        logging.disable(disabled)
        _worlds.pop()


def _remembering(pure: Callable[..., Any]) -> Callable[..., Any]:
    """The pure function with a memory, for its refusals too."""

    @cache
    def outcome(*arguments: Any) -> tuple[Any, Rejected | None]:
        try:
            return pure(*arguments), None
        except Rejected as rejection:
            return None, rejection

    def remembering(*arguments: Any) -> Any:
        result, rejection = outcome(*arguments)
        if rejection:
            raise Rejected(*rejection.problems)
        return result

    return remembering


_MEMORIES: Final = {
    pure: _remembering(pure)
    for pure in (
        darkroom.examine,
        darkroom.make,
        parsing.parse_article,
        reading.reread_article,
        site_parsing.parse_publication,
        site_reading.reread_publication,
    )
}

_DARKROOM: Final = SimpleNamespace(
    examine=_MEMORIES[darkroom.examine], make=_MEMORIES[darkroom.make], social_card=darkroom.social_card
)


def everywhere(function: Callable[..., Any], instead: Callable[..., Any]) -> list[Any]:
    """Patches that put another function in its place in each module of Kabar that has imported it."""
    return [mock.patch.object(module, name, instead) for module, name in _places(function)]


@cache
def _places(function: Callable[..., Any]) -> list[tuple[ModuleType, str]]:
    modules = [module for name, module in sys.modules.items() if name.startswith("kabar.")]
    return [(module, name) for module in modules for name, value in vars(module).items() if value is function]


def item_memory() -> Callable[[items.Item], Any]:
    """from_item with a memory: the world's items are never changed, only replaced, so one is known by its identity."""
    known: dict[int, tuple[items.Item, Any]] = {}

    def read(item: items.Item) -> Any:
        found = known.get(id(item))
        if found is None:
            found = known[id(item)] = (item, _from_item(item))
        return found[1]

    return read
