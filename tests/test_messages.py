"""What Kabar puts into its queues is what schemas/events says."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from kabar.adapters.queues import SqsArrivals, SqsPages
from kabar.arrival import Following, Look, Sweep, read_arrival
from kabar.domain.pages import Page, parse_page
from kabar.domain.takeover import Takeover
from support.memory_queues import SetClock

EVENTS = Path(__file__).parents[1] / "schemas" / "events"
DOCUMENTS = [json.loads(path.read_text()) for path in EVENTS.parent.rglob("*.json")]
REGISTRY = Registry().with_resources((each["$id"], Resource.from_contents(each)) for each in DOCUMENTS)


class Recorder:
    """An SQS client that takes everything."""

    def __init__(self):
        self.bodies = []

    def send_message_batch(self, *, Entries, **_):  # noqa: N803 - boto3's name
        self.bodies += [json.loads(entry["MessageBody"]) for entry in Entries]
        return {"Successful": Entries}


def validator(name):
    schema = json.loads((EVENTS / f"{name}.json").read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, registry=REGISTRY)


@pytest.mark.parametrize("name", sorted(path.stem for path in EVENTS.glob("*.json")))
def test_every_example_is_valid(name):
    examples = validator(name).schema["examples"]
    assert examples
    assert all(validator(name).is_valid(example) for example in examples)


def test_looks_and_sweeps_are_as_documented_and_are_read_back():
    client = Recorder()
    arrivals = SqsArrivals(client, "queue")
    arrivals.look_at(["articles/2024/12/a b+c.json"])
    arrivals.sweep("articles/", "articles/x.json")
    takeover = Takeover("v1:", "2024-12-02T03:15:04Z", 5, 2, 1, ("articles/a.json",), counted=True, after="b", tries=3)
    arrivals.follow(Takeover("v1:"), 2)
    arrivals.follow(takeover, 2)
    look, sweep, first, follow = client.bodies
    for each in (first, follow):
        validator("follow").validate(each)
    assert read_arrival(json.dumps(first)) == Following(Takeover("v1:"))
    assert read_arrival(json.dumps(follow)) == Following(takeover)
    validator("look").validate(look)
    validator("sweep").validate(sweep)
    assert read_arrival(json.dumps(look)) == Look("articles/2024/12/a b+c.json")
    assert read_arrival(json.dumps(sweep)) == Sweep("articles/", "articles/x.json")


@pytest.mark.parametrize(
    "page",
    [
        Page("address", "/2024/12/02/x/"),
        Page("list", "tag/banjir"),
        Page("day", "2024-12-02/daerah"),
        Page("furniture"),
    ],
)
def test_pages_are_as_documented_and_are_read_back(page):
    client = Recorder()
    SqsPages(client, "queue", SetClock()).build([page])
    validator("page").validate(client.bodies[0])
    assert parse_page(client.bodies[0]["page"]) == page


def test_an_unknown_page_is_not_valid():
    assert not validator("page").is_valid({"page": "shop:1"})
    assert not validator("page").is_valid({"page": "list:"})
