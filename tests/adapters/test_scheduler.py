"""kabar.ports.Scheduler in Amazon EventBridge Scheduler."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from botocore.exceptions import ClientError

from kabar.adapters.scheduler import EventBridgeScheduler
from support import aws

KEY = "articles/2024/12/besok.json"
MORNING = datetime(2024, 12, 3, 6, tzinfo=timezone(timedelta(hours=7)))
QUEUE = f"arn:aws:sqs:{aws.REGION}:{aws.ACCOUNT}:arrivals"

DEAD = QUEUE.replace("arrivals", "dead")


@pytest.fixture
def scheduler(_amazon):
    aws.create_schedule_group("kabar")
    return EventBridgeScheduler(aws.client("scheduler"), "kabar", aws.ROLE, QUEUE, DEAD)


def schedules(scheduler):
    names = [found["Name"] for found in scheduler.client.list_schedules(GroupName="kabar")["Schedules"]]
    return [scheduler.client.get_schedule(GroupName="kabar", Name=name) for name in names]


def test_an_alarm_looks_at_the_key_just_after_its_moment_in_utc_and_is_gone(scheduler):
    scheduler.look_at(KEY, MORNING)
    (found,) = schedules(scheduler)
    assert found["ScheduleExpression"] == "at(2024-12-02T23:00:02)"
    assert found.get("ScheduleExpressionTimezone", "UTC") == "UTC"
    assert found["FlexibleTimeWindow"] == {"Mode": "OFF"}
    assert found["ActionAfterCompletion"] == "DELETE"
    assert (found["Target"]["Arn"], found["Target"]["RoleArn"]) == (QUEUE, aws.ROLE)
    assert found["Target"]["DeadLetterConfig"] == {"Arn": DEAD}
    assert json.loads(found["Target"]["Input"]) == {"key": KEY}


def test_a_new_moment_replaces_the_old_one(scheduler):
    scheduler.look_at(KEY, MORNING)
    (before,) = schedules(scheduler)
    scheduler.look_at(KEY, datetime(2025, 1, 1, tzinfo=UTC))
    (after,) = schedules(scheduler)
    assert after["Name"] == before["Name"]
    assert after["ScheduleExpression"] == "at(2025-01-01T00:00:02)"
    assert (after["ActionAfterCompletion"], after["Target"]) == ("DELETE", before["Target"])


def test_each_key_has_an_alarm_of_its_own_whatever_it_is_called(scheduler):
    keys = [KEY, "articles/" + "x" * 190 + ".json", "articles/世界 +%.json"]
    for key in keys:
        scheduler.look_at(key, MORNING)
    assert sorted(json.loads(found["Target"]["Input"])["key"] for found in schedules(scheduler)) == sorted(keys)


def test_another_refusal_is_an_error(scheduler, monkeypatch):
    def refuse(**_):
        raise ClientError({"Error": {"Code": "ValidationException"}}, "CreateSchedule")

    monkeypatch.setattr(scheduler.client, "create_schedule", refuse)
    with pytest.raises(ClientError, match="ValidationException"):
        scheduler.look_at(KEY, MORNING)
    assert schedules(scheduler) == []
