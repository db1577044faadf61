"""An event for each function as a publication brings it, and the cloud in which it comes."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from bench.archive import SITE, Archive, document, id_of
from bench.cloud import BATCH, Cloud, inhabited
from simulation.envelopes import batch
from simulation.queues import Message
from support.stack import RESOURCES, resolved

_QUEUES: Final = {"receive": "arrivals", "build": "pages", "picture": "renditions", "announce": "announcements"}
_BODIES: Final[Mapping[str, Any]] = {
    "audit": {"audit": "2024-12-16T02:30:00Z", "stage": "objects", "after": "~"},
    "purge": {"tags": ["article-1", "list-home"]},
    "ping": {"detail": {"kind": "published", "url": "https://uji.example/a/"}},
    "probe": {"probe": "2024-12-16T04:00:00Z"},
    "webhook": {"id": "1", "detail-type": "Article Published", "time": "2024-12-16T04:00:00Z", "detail": {}},
}
ENVIRONMENT: Final = {
    "INBOX_BUCKET": "inbox",
    "SITE_BUCKET": "site",
    "TABLE_NAME": "table",
    "MANIFEST_NAME": "manifest",
    "SCALE": "newsroom",
    "WEBHOOKS_PARAMETER": "/webhooks",
}


@contextmanager
def published(name: str) -> Iterator[tuple[Cloud, dict[str, Any]]]:
    """A cloud where an article is being published, just before the function's turn, and its event."""
    cloud = Cloud(Archive(200, 200))
    with inhabited(cloud):
        if name != "probe":  # which would wait for a reader's page
            cloud.upload("site.json", SITE)
            cloud.rest()
        cloud.upload(f"articles/{id_of(900)}.json", document(900, cloud.time.moment()))
        yield cloud, _event(cloud, name)


def _event(cloud: Cloud, name: str) -> dict[str, Any]:
    cloud.notify()
    if name in _BODIES:
        return batch([_message(json.dumps(_BODIES[name]))], name)
    if name == "receive":
        return batch([_message(cloud.waiting("arrivals")[0])], "arrivals")
    before = len(cloud.waiting("announcements"))
    cloud.take("arrivals", BATCH)
    if name == "plan":
        return {"Records": cloud.unread()}
    cloud.follow()
    bodies = cloud.waiting(_QUEUES[name])[before if name == "announce" else 0 :]
    return batch([_message(bodies[0])], _QUEUES[name])


def _message(body: str) -> Message:
    return Message("1", body, 0, group="g", receives=1)


def environment_of(name: str) -> dict[str, str]:
    """What template.yaml has in the function's environment, with names of the bench's cloud."""
    variables = RESOURCES[f"{name.title()}Function"]["Properties"]["Environment"]["Variables"]
    queues = {key: key.removesuffix("_QUEUE_URL").lower() for key in variables if key.endswith("_QUEUE_URL")}
    texts = {key: str(value) for key, value in resolved(variables, {}).items()}
    return texts | queues | ENVIRONMENT
