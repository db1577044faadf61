"""Laws of template.yaml that no linter knows."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from kabar.adapters.queues import WINDOW
from kabar.bootstrap.announce import announce
from kabar.bootstrap.audit import audit
from kabar.bootstrap.build import build
from kabar.bootstrap.picture import picture
from kabar.bootstrap.ping import ping
from kabar.bootstrap.plan import plan
from kabar.bootstrap.receive import receive
from kabar.bootstrap.webhook import webhook
from support.aws import moto_aws

ROOT = Path(__file__).resolve().parents[1]
SERVICES = {"receive": receive, "plan": plan, "build": build, "picture": picture, "audit": audit, "announce": announce,
            "ping": ping, "webhook": webhook}  # fmt: skip
NAMES = {
    "AWS::S3::Bucket": "BucketName",
    "AWS::DynamoDB::Table": "TableName",
    "AWS::SQS::Queue": "QueueName",
    "AWS::Events::Rule": "Name",
    "AWS::IAM::Role": "RoleName",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::Scheduler::ScheduleGroup": "Name",
    "AWS::Serverless::Function": "FunctionName",
    "AWS::CloudFront::Function": "Name",
}


class _Loader(yaml.SafeLoader):
    """YAML with CloudFormation's short forms, each as the mapping that it stands for."""


def _short(loader: _Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        return {suffix: loader.construct_scalar(node)}
    if isinstance(node, yaml.SequenceNode):
        return {suffix: loader.construct_sequence(node, deep=True)}
    raise TypeError(node)


_Loader.add_multi_constructor("!", _short)
TEMPLATE = yaml.load((ROOT / "template.yaml").read_text(), _Loader)  # noqa: S506 - a SafeLoader
RESOURCES: dict[str, Any] = TEMPLATE["Resources"]
DEFAULTS = TEMPLATE["Globals"]["Function"]


def of_type(kind: str) -> dict[str, Any]:
    found = {name: each.get("Properties", {}) for name, each in RESOURCES.items() if each["Type"] == kind}
    assert found, kind
    return found


QUEUES = of_type("AWS::SQS::Queue")
FUNCTIONS = of_type("AWS::Serverless::Function")


def target(value: Any) -> str:
    """The resource whose ARN this is."""
    return str(value["GetAtt"]).removesuffix(".Arn")


def sources() -> Iterator[tuple[str, str]]:
    """Each function that takes from a queue, and the queue."""
    for name, properties in FUNCTIONS.items():
        for event in properties["Events"].values():
            if event["Type"] == "SQS":
                yield name, target(event["Properties"]["Queue"])


class Recorder(dict[str, str]):
    """An environment that notes what is read of it."""

    def __init__(self) -> None:
        super().__init__()
        self.read: set[str] = set()

    def __missing__(self, name: str) -> str:
        self.read.add(name)
        return "something"


@pytest.mark.parametrize("name", SERVICES)
def test_a_function_reads_what_the_template_sets_for_it_and_nothing_else(name, monkeypatch):
    environment = Recorder()
    with moto_aws(monkeypatch):
        SERVICES[name](environment)
    own = set(FUNCTIONS[f"{name.title()}Function"]["Environment"]["Variables"])
    common = set(DEFAULTS["Environment"]["Variables"])
    powertools = {variable for variable in own | common if variable.startswith("POWERTOOLS_")}
    assert environment.read <= own | common
    assert own - powertools <= environment.read
    assert {"POWERTOOLS_SERVICE_NAME", "POWERTOOLS_LOG_LEVEL"} == powertools


def test_a_page_waits_longer_than_the_window_in_which_it_is_asked_for_once():
    # A second more, for clocks that disagree: see kabar.adapters.queues.SqsPages.
    assert QUEUES["PagesQueue"]["DelaySeconds"] >= WINDOW + 1
    # Purges and pings come after the page stands.
    after = {"PurgesQueue", "PingsQueue"}
    assert sum(queue.get("DelaySeconds", 0) for name, queue in QUEUES.items() if name not in after) <= 3


def test_a_message_is_hidden_six_times_as_long_as_its_function_may_run():
    checked = [(QUEUES[queue]["VisibilityTimeout"], FUNCTIONS[name]) for name, queue in sources()]
    assert len(checked) == 9
    for hidden, function in checked:
        assert hidden >= 6 * function.get("Timeout", DEFAULTS["Timeout"])


def test_every_queue_has_dead_letters_of_its_own_kind_kept_as_long_as_can_be():
    lenders = {queue: properties for queue, properties in QUEUES.items() if "RedrivePolicy" in properties}
    assert set(lenders) == {queue for _, queue in sources()}
    dead = {queue: target(properties["RedrivePolicy"]["deadLetterTargetArn"]) for queue, properties in lenders.items()}
    assert len(set(dead.values())) == len(dead)
    for queue, letters in dead.items():
        assert QUEUES[queue]["RedrivePolicy"]["maxReceiveCount"] >= 3
        assert QUEUES[letters].get("FifoQueue") == QUEUES[queue].get("FifoQueue")
    for letters in QUEUES.keys() - lenders.keys():
        assert QUEUES[letters]["MessageRetentionPeriod"] == 14 * 24 * 3600


def test_what_plan_can_t_do_is_kept_too():
    stream = FUNCTIONS["PlanFunction"]["Events"]["Changes"]["Properties"]
    assert target(stream["DestinationConfig"]["OnFailure"]["Destination"]) in QUEUES
    assert stream["BisectBatchOnFunctionError"] is True
    assert RESOURCES["Table"]["Properties"]["StreamSpecification"]["StreamViewType"] == "NEW_AND_OLD_IMAGES"


def test_every_batch_of_a_queue_may_fail_in_part():
    for name, properties in FUNCTIONS.items():
        for event in properties["Events"].values():
            assert (name, event["Properties"]["FunctionResponseTypes"]) == (name, ["ReportBatchItemFailures"])


def test_nothing_has_a_name_that_a_second_stack_would_want():
    for kind, name in NAMES.items():
        for resource, properties in of_type(kind).items():
            fixed = properties.get(name)
            assert fixed is None or "${AWS::StackName}" in fixed["Sub"], resource
    text = (ROOT / "template.yaml").read_text()
    assert not re.search(r"\b[0-9]{12}\b|arn:aws:[a-z]+:[a-z-]+-[0-9]:", text)


@pytest.mark.parametrize(
    ("key", "rules"),
    [
        ("articles/a.json", {"ArrivalsRule"}), ("site.json", {"ArrivalsRule"}), ("elsewhere.txt", {"ArrivalsRule"}),
        ("media/a.jpg", {"PicturesRule"}), ("media", {"ArrivalsRule"}),
        ("receipts/articles/a.json", set()), ("receipts/media/a.jpg.json", set()), ("receipts/x/media/", set()),
    ],
)  # fmt: skip
def test_an_upload_is_heard_once_and_an_answer_never(key, rules):
    heard = set()
    for name, properties in of_type("AWS::Events::Rule").items():
        if "EventBusName" in properties:
            continue
        pattern = properties["EventPattern"]
        assert pattern["detail"]["bucket"] == {"name": [{"Ref": "InboxBucket"}]}
        assert pattern["detail-type"] == ["Object Created", "Object Deleted"]
        if any(_matches(condition, key) for condition in pattern["detail"]["object"]["key"]):
            heard.add(name)
    assert heard == rules


def _matches(condition: Mapping[str, Any], key: str) -> bool:
    """Amazon EventBridge, "Comparison operators": prefix, and anything-but of prefixes."""
    match condition:
        case {"prefix": prefix}:
            return key.startswith(prefix)
        case {"anything-but": {"prefix": prefixes}}:
            return not key.startswith(tuple(prefixes))
    raise AssertionError(condition)


def test_nothing_but_the_rules_and_the_queues_starts_a_function():
    buckets = of_type("AWS::S3::Bucket").values()
    notified = [bucket["NotificationConfiguration"] for bucket in buckets if "NotificationConfiguration" in bucket]
    assert notified == [{"EventBridgeConfiguration": {"EventBridgeEnabled": True}}]
    kinds = {event["Type"] for function in FUNCTIONS.values() for event in function["Events"].values()}
    assert kinds == {"SQS", "DynamoDB"}


def test_a_function_may_write_only_receipts_into_the_inbox():
    for name, properties in of_type("AWS::IAM::Role").items():
        for policy in properties["Policies"]:
            for statement in policy["PolicyDocument"]["Statement"]:
                places = statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]]
                inbox = [place["Sub"] for place in places if "Sub" in place and "InboxBucket" in place["Sub"]]
                if {"s3:PutObject", "s3:DeleteObject"} & set(statement["Action"]) or statement[
                    "Action"
                ] == "s3:PutObject":
                    assert all(place.startswith("${InboxBucket.Arn}/receipts/") for place in inbox), name
