"""Laws of template.yaml that no linter knows."""

import re
from collections.abc import Mapping
from typing import Any

import pytest

from kabar.adapters.queues import WINDOW
from kabar.bootstrap.announce import announce
from kabar.bootstrap.audit import audit
from kabar.bootstrap.build import build
from kabar.bootstrap.picture import picture
from kabar.bootstrap.ping import ping
from kabar.bootstrap.plan import plan
from kabar.bootstrap.probe import probe
from kabar.bootstrap.queues import waiting
from kabar.bootstrap.receive import receive
from kabar.bootstrap.webhook import webhook
from kabar.services.probe import DEADLINE
from kabar.services.probe import KEY as PROBED
from support.aws import moto_aws
from support.template import (
    DEFAULTS,
    FUNCTIONS,
    QUEUES,
    RESOURCES,
    ROOT,
    of_type,
    sources,
    statements,
    target,
)

SERVICES = {"receive": receive, "plan": plan, "build": build, "picture": picture, "audit": audit, "announce": announce,
            "ping": ping, "webhook": webhook, "probe": probe}  # fmt: skip
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
    "AWS::CloudWatch::Alarm": "AlarmName",
    "AWS::CloudWatch::Dashboard": "DashboardName",
    "AWS::SNS::Topic": "TopicName",
}


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
        for variable in re.findall(r'"(\w+_QUEUE_URL)"', (ROOT / "functions" / name / "app.py").read_text()):
            waiting(variable, environment)
    own = set(FUNCTIONS[f"{name.title()}Function"]["Environment"]["Variables"])
    common = set(DEFAULTS["Environment"]["Variables"])
    powertools = {variable for variable in own | common if variable.startswith("POWERTOOLS_")}
    assert environment.read <= own | common
    assert own - powertools <= environment.read
    assert powertools == {"POWERTOOLS_SERVICE_NAME", "POWERTOOLS_LOG_LEVEL", "POWERTOOLS_METRICS_NAMESPACE"}


def test_a_page_waits_longer_than_the_window_in_which_it_is_asked_for_once():
    # A second more, for clocks that disagree: see kabar.adapters.queues.SqsPages.
    assert QUEUES["PagesQueue"]["DelaySeconds"] >= WINDOW + 1
    # Purges and pings come after the page stands.
    after = {"PurgesQueue", "PingsQueue"}
    assert sum(queue.get("DelaySeconds", 0) for name, queue in QUEUES.items() if name not in after) <= 3


def test_a_message_is_hidden_six_times_as_long_as_its_function_may_run():
    checked = [(QUEUES[queue]["VisibilityTimeout"], FUNCTIONS[name]) for name, queue in sources()]
    assert len(checked) == 10
    for hidden, function in checked:
        assert hidden >= 6 * function.get("Timeout", DEFAULTS["Timeout"])


def test_the_probe_gives_up_before_its_function_is_stopped():
    assert FUNCTIONS["ProbeFunction"]["Timeout"] >= DEADLINE.total_seconds() + 20


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
    # Else a change that can't be spread would be tried for a day, and hold up those after it.
    assert 0 < stream["MaximumRecordAgeInSeconds"] <= 3600
    assert RESOURCES["Table"]["Properties"]["StreamSpecification"]["StreamViewType"] == "NEW_AND_OLD_IMAGES"


def test_the_clocks_ring_when_the_documentation_says():
    clocks = of_type("AWS::Scheduler::Schedule")
    assert {name: each["ScheduleExpression"] for name, each in clocks.items()} == {
        "NewsSitemapSchedule": "rate(1 hour)",
        "AuditSchedule": "cron(30 2 * * ? *)",  # half past two
        "ProbeSchedule": {"Sub": "rate(${ProbeMinutes} minutes)"},
    }
    assert clocks["AuditSchedule"]["ScheduleExpressionTimezone"] == {"Ref": "AuditTimeZone"}


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


def test_what_a_function_writes_into_the_inbox_is_an_answer_that_starts_nothing():
    written = {
        place["Sub"].removeprefix("${InboxBucket.Arn}/")
        for _, statement in statements()
        if {"s3:PutObject", "s3:DeleteObject"} & set(statement["Action"])
        for place in statement["Resource"]
        if "InboxBucket" in place.get("Sub", "")
    }
    # The probe is an editor who has one article.
    assert written == {"receipts/*", "receipts/media/*", "receipts/audit/*", PROBED}
    assert [name for name, each in statements() if f"${{InboxBucket.Arn}}/{PROBED}" in str(each)] == ["ProbeRole"]
    for pattern in written - {PROBED}:
        for rest in ("articles/a.json", "site.json", "media/a.jpg", ""):
            assert not any(listens(name, pattern.replace("*", rest)) for name in of_type("AWS::Events::Rule"))


def listens(rule: str, key: str) -> bool:
    """Whether a rule hears of an object of the inbox under a key."""
    pattern = RESOURCES[rule]["Properties"]["EventPattern"]
    return "bucket" in pattern.get("detail", {}) and any(
        _matches(condition, key) for condition in pattern["detail"]["object"]["key"]
    )
