"""What goes wrong rings, and who is rung finds what to type."""

import json
import re

import pytest

from kabar import meter
from support.template import (
    DEFAULTS,
    FUNCTIONS,
    QUEUES,
    RESOURCES,
    ROOT,
    TEMPLATE,
    of_type,
    sources,
    statements,
    target,
)

ALARMS = of_type("AWS::CloudWatch::Alarm")
NAMESPACE = "Kabar/${AWS::StackName}"
_OF_KABAR = [
    ("UploadToPage", "build"), ("Accepted", "receive"), ("Rejected", "receive"), ("PagesBuilt", "build"),
    ("PagesUnchanged", "build"), ("PurgeLag", "purge"), ("AuditFindings", "audit"), ("UploadToEdge", "probe"),
    ("ProbeFailures", "probe"),
]  # fmt: skip
"""All that the functions measure, each with the function that does."""


def alarmed(metric: str, dimension: str, value: object) -> list[str]:
    """The alarms on a metric of AWS."""
    return [
        name
        for name, alarm in ALARMS.items()
        if alarm["MetricName"] == metric and {"Name": dimension, "Value": value} in alarm["Dimensions"]
    ]


def test_what_rings_and_what_is_shown_is_what_the_functions_measure():
    # A metric whose name nobody measures makes an alarm that never rings.
    assert DEFAULTS["Environment"]["Variables"]["POWERTOOLS_METRICS_NAMESPACE"] == {"Sub": NAMESPACE}
    own = [alarm for alarm in ALARMS.values() if not isinstance(alarm["Namespace"], str)]
    assert all(alarm["Namespace"] == {"Sub": NAMESPACE} for alarm in own)
    told = {
        (alarm["MetricName"], each["Value"])
        for alarm in own
        for each in alarm["Dimensions"]
        if each["Name"] == "service"
    }
    assert told == {
        (metric, service)
        for metric, service in _OF_KABAR
        if metric in ("UploadToPage", "PurgeLag", "AuditFindings", "UploadToEdge", "ProbeFailures")
    }
    shown = re.findall(rf'\["{re.escape(NAMESPACE)}", "(\w+)", "service", "(\w+)"', _dashboard())
    assert {*shown} == {*_OF_KABAR}
    for metric, service in _OF_KABAR:
        constant = next(name for name, value in vars(meter).items() if value == metric)
        assert re.search(rf"\b(count|seconds|seconds_since)\([^\n]*\b{constant}\b", _app(service)), (metric, service)
        variables = FUNCTIONS[f"{service.title()}Function"]["Environment"]["Variables"]
        assert variables["POWERTOOLS_SERVICE_NAME"] == service


def test_what_rings_and_what_is_shown_of_aws_is_what_aws_measures():
    known = {
        ("AWS/SQS", "ApproximateNumberOfMessagesVisible"), ("AWS/SQS", "ApproximateAgeOfOldestMessage"),
        ("AWS/Lambda", "Errors"), ("AWS/Lambda", "IteratorAge"),
    }  # fmt: skip
    alarms = {(each["Namespace"], each["MetricName"]) for each in ALARMS.values() if isinstance(each["Namespace"], str)}
    assert alarms == known
    shown = {*re.findall(r'\["(AWS/\w+)", "(\w+)"', _dashboard())}
    assert shown == known - {("AWS/Lambda", "IteratorAge")} | {
        ("AWS/CloudFront", "Requests"), ("AWS/CloudFront", "5xxErrorRate"),
    }  # fmt: skip
    for name in FUNCTIONS:
        assert ALARMS[name.replace("Function", "Errors")]["MetricName"] == "Errors"


@pytest.mark.parametrize(
    ("name", "above", "minutes", "said"),
    [
        ("ArrivalsQueueAge", 120, 5, "two minutes"), ("PagesQueueAge", 300, 5, "five minutes"),
        ("ChangesAge", 120_000, 5, "two minutes"), ("PurgeLagging", 120, 5, "two minutes"),
        ("UploadToPageSlow", 60, 15, "a minute"), ("ProbeSlow", 30, None, "half a minute"),
    ],
)  # fmt: skip
def test_an_alarm_rings_when_the_runbook_says(name, above, minutes, said):
    alarm = ALARMS[name]
    assert (alarm["Threshold"], alarm["ComparisonOperator"]) == (above, "GreaterThanThreshold")
    if minutes:
        assert alarm["Period"] * alarm["EvaluationPeriods"] == minutes * 60
    runbook = (ROOT / "docs" / "runbook.md").read_text()
    assert said in runbook.partition(f"### {name}\n")[2].partition("###")[0]


def _dashboard():
    return RESOURCES["Dashboard"]["Properties"]["DashboardBody"]["Sub"][0]


def _app(service):
    return (ROOT / "functions" / service / "app.py").read_text()


def test_every_queue_has_dead_letters_that_ring():
    dead = {
        target(queue["RedrivePolicy"]["deadLetterTargetArn"]) for queue in QUEUES.values() if "RedrivePolicy" in queue
    }
    last = QUEUES.keys() - {queue for _, queue in sources()}
    assert dead <= last
    for queue in last:
        (name,) = alarmed("ApproximateNumberOfMessagesVisible", "QueueName", {"GetAtt": f"{queue}.QueueName"})
        assert name == f"{queue}Alarm"
        assert ALARMS[name]["Threshold"] == 1
        assert ALARMS[name]["AlarmActions"] == [{"Ref": "AlarmTopic"}]
        assert RESOURCES[name].get("Condition") == RESOURCES[queue].get("Condition")


def test_every_alarm_says_what_it_means_in_the_runbook():
    runbook = (ROOT / "docs" / "runbook.md").read_text()
    told = re.findall(r"^### (\w+)$", runbook, re.MULTILINE)
    assert sorted(told) == sorted(ALARMS)
    for name, alarm in ALARMS.items():
        assert alarm["AlarmDescription"]["Sub"].endswith(f"See docs/runbook.md, {name}.")
        assert alarm["TreatMissingData"] == ("missing" if name == "AuditMissing" else "notBreaching")


def test_that_no_audit_ends_rings_but_not_before_the_first():
    # Amazon CloudWatch: an alarm is made in INSUFFICIENT_DATA, and acts on changes of its state.
    assert ALARMS["AuditMissing"]["InsufficientDataActions"] == [{"Ref": "AlarmTopic"}]
    assert "OKActions" not in ALARMS["AuditMissing"]


def test_the_dashboard_shows_every_alarm_that_tells_somebody():
    text, parts = RESOURCES["Dashboard"]["Properties"]["DashboardBody"]["Sub"]
    shown = dict.fromkeys(_arns(text))
    for part in parts.values():
        condition, there, otherwise = part["If"]
        shown |= dict.fromkeys(_arns(there["Sub"]), condition)
        assert otherwise == ""
    telling = {name: RESOURCES[name].get("Condition") for name, alarm in ALARMS.items() if "AlarmActions" in alarm}
    assert shown == telling
    for given in (True, False):
        inserted = {name: part["If"][1]["Sub"] if given else "" for name, part in parts.items()}
        whole = text
        for name, said in inserted.items():
            whole = whole.replace(f"${{{name}}}", said)
        body = json.loads(re.sub(r"\$\{[^}]*\}", "x", whole))
        assert len(body["widgets"]) == 11
        assert len(body["widgets"][0]["properties"]["alarms"]) == sum(given or not each for each in shown.values())


def _arns(text):
    return re.findall(r"\$\{(\w+)\.Arn\}", text)


def test_a_probe_rings_when_two_of_three_fail():
    minutes = TEMPLATE["Parameters"]["ProbeMinutes"]["AllowedValues"]
    spans = TEMPLATE["Mappings"]["Probe"]
    assert set(spans) == set(map(str, minutes))
    assert all(spans[str(each)]["ThreeProbes"] == 3 * 60 * each for each in minutes if each)
    assert ALARMS["ProbeFailing"]["Threshold"] == 2
    for name in ("ProbeFailing", "ProbeSlow"):
        assert ALARMS[name]["Period"] == {"FindInMap": ["Probe", {"Ref": "ProbeMinutes"}, "ThreeProbes"]}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_has_bounds_and_a_log_that_ends(name):
    properties = DEFAULTS | FUNCTIONS[name]
    assert 0 < properties["Timeout"] <= 900
    assert properties["MemorySize"] >= 256
    assert properties["Tracing"] == "Active"
    log = properties["LoggingConfig"]
    assert log["LogFormat"] == "JSON"
    assert RESOURCES[log["LogGroup"]["Ref"]]["Properties"]["RetentionInDays"] == {"Ref": "LogRetentionDays"}
    for event in properties["Events"].values():
        bound = event["Properties"].get("ScalingConfig", {}).get("MaximumConcurrency")
        assert bound or event["Properties"].get("ParallelizationFactor")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_new_code_takes_over_bit_by_bit_and_goes_back_when_it_fails(name):
    preference = DEFAULTS["DeploymentPreference"] | FUNCTIONS[name]["DeploymentPreference"]
    assert DEFAULTS["AutoPublishAlias"] == "live"
    assert preference["Enabled"] == {"FindInMap": ["Scale", {"Ref": "Scale"}, "Gradual"]}
    assert TEMPLATE["Mappings"]["Scale"]["newsroom"]["Gradual"] == "true"
    assert TEMPLATE["Parameters"]["Scale"]["Default"] == "newsroom"
    # A new version too when only its memory or an environment variable is new.
    assert FUNCTIONS[name]["AutoPublishAliasAllProperties"] is True
    assert preference["Type"] == {"Ref": "Rollout"}
    assert TEMPLATE["Parameters"]["Rollout"]["Default"] != "AllAtOnce"
    assert preference["Role"] == {"GetAtt": "RolloutRole.Arn"}
    (alarm,) = (each["Ref"] for each in preference["Alarms"])
    assert ALARMS[alarm]["Dimensions"] == [
        {"Name": "FunctionName", "Value": {"Ref": name}},
        {"Name": "Resource", "Value": {"Sub": f"${{{name}}}:live"}},
    ]
    moved = next(
        each["Resource"] for role, each in statements() if (role, each.get("Sid")) == ("RolloutRole", "MoveAliases")
    )
    assert f"{name}.Arn" in str(moved)


def test_what_is_sent_and_not_taken_is_kept():
    for rule in of_type("AWS::Events::Rule").values():
        for each in rule["Targets"]:
            assert target(each["DeadLetterConfig"]["Arn"]) in QUEUES
    for schedule in of_type("AWS::Scheduler::Schedule").values():
        assert target(schedule["Target"]["DeadLetterConfig"]["Arn"]) in QUEUES
    for properties in FUNCTIONS.values():
        for event in properties["Events"].values():
            queue = event["Properties"].get("Queue")
            assert "DestinationConfig" in event["Properties"] or "RedrivePolicy" in QUEUES[target(queue)]
