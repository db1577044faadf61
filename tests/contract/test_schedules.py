"""Amazon EventBridge Scheduler: one-off schedules by name."""

import pytest
from botocore.exceptions import ClientError

FAR = 86_400.0


def code_of(call, **arguments):
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    return caught.value.response["Error"]["Code"]


def body_of(cloud, name):
    return cloud.scheduler.get_schedule(Name=name)["Target"]["Input"]


def test_a_name_is_given_once(cloud):
    url = cloud.queue()
    cloud.scheduler.create_schedule(Name="a", **cloud.schedule(url, FAR, "first"))
    again = cloud.schedule(url, FAR, "second")
    assert code_of(cloud.scheduler.create_schedule, Name="a", **again) == "ConflictException"
    assert body_of(cloud, "a") == "first"
    cloud.scheduler.update_schedule(Name="a", **again)
    assert body_of(cloud, "a") == "second"


def test_of_a_missing_schedule_nothing_can_be_read_or_changed(cloud):
    missing = "ResourceNotFoundException"
    assert code_of(cloud.scheduler.get_schedule, Name="missing") == missing
    assert code_of(cloud.scheduler.delete_schedule, Name="missing") == missing
    new = cloud.schedule(cloud.queue(), FAR, "x")
    assert code_of(cloud.scheduler.update_schedule, Name="missing", **new) == missing


def test_what_is_deleted_is_missing(cloud):
    cloud.scheduler.create_schedule(Name="b", **cloud.schedule(cloud.queue(), FAR, "x"))
    cloud.scheduler.delete_schedule(Name="b")
    assert code_of(cloud.scheduler.get_schedule, Name="b") == "ResourceNotFoundException"


def test_a_schedule_fires_at_its_moment_and_is_gone(cloud):
    url = cloud.queue()
    cloud.scheduler.create_schedule(Name="c", **cloud.schedule(url, 2, "wake"))
    assert cloud.receive(url) == []
    assert [message.body for message in cloud.eventually(lambda: cloud.receive(url))] == ["wake"]

    def gone():
        try:
            return not cloud.scheduler.get_schedule(Name="c")
        except ClientError as error:
            return error.response["Error"]["Code"] == "ResourceNotFoundException"

    assert cloud.eventually(gone)


def test_a_schedule_that_is_replaced_fires_at_the_new_moment_only(cloud):
    url = cloud.queue()
    cloud.scheduler.create_schedule(Name="d", **cloud.schedule(url, FAR, "never"))
    cloud.scheduler.update_schedule(Name="d", **cloud.schedule(url, 2, "wake"))
    assert [message.body for message in cloud.eventually(lambda: cloud.receive(url))] == ["wake"]
