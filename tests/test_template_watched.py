"""What goes wrong rings, and who is rung finds what to type."""

import json
import re

import pytest

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


def alarmed(metric: str, dimension: str, value: object) -> list[str]:
    """The alarms on a metric of AWS."""
    return [
        name
        for name, alarm in ALARMS.items()
        if alarm["MetricName"] == metric and {"Name": dimension, "Value": value} in alarm["Dimensions"]
    ]


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
        assert alarm["TreatMissingData"] == ("breaching" if name == "AuditMissing" else "notBreaching")


def test_the_dashboard_shows_every_alarm_that_tells_somebody():
    shown = set(re.findall(r"\$\{(\w+)\.Arn\}", RESOURCES["Dashboard"]["Properties"]["DashboardBody"]["Sub"]))
    telling = {name for name, alarm in ALARMS.items() if "AlarmActions" in alarm and "Condition" not in RESOURCES[name]}
    assert shown == telling
    body = re.sub(r"\$\{[^}]*\}", "x", RESOURCES["Dashboard"]["Properties"]["DashboardBody"]["Sub"])
    assert len(json.loads(body)["widgets"]) == 10


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
