"""The same cases for the simulation's own AWS and for moto; tests/whole has them for the local cloud."""

import pytest

from support import aws
from support.clouds import BotoCloud, SimulatedCloud

LACKING = {
    "test_a_transaction_has_four_megabytes_at_most": "moto's transactions may be of any size",
    "test_the_stream_keeps_silent_of_what_changes_nothing": "moto's stream tells of writes that change nothing",
    "test_what_is_deleted_is_missing_and_says_by_which_marker": "moto doesn't name the marker",
    "test_a_marker_that_is_removed_brings_back_what_was_before_it": "moto doesn't name the marker",
    "test_the_id_is_remembered_when_the_message_is_done_with": "moto forgets the id with the message",
    "test_another_group_has_ids_of_its_own": "moto knows no DeduplicationScope",
    "test_a_schedule_fires_at_its_moment_and_is_gone": "moto's schedules never fire",
    "test_a_schedule_that_is_replaced_fires_at_the_new_moment_only": "moto's schedules never fire",
    "test_of_a_missing_schedule_nothing_can_be_read_or_changed": "moto answers UpdateSchedule of a missing one",
}


@pytest.fixture(params=["simulated", "moto"])
def cloud(request, monkeypatch):
    if request.param == "simulated":
        yield SimulatedCloud()
        return
    if request.node.originalname in LACKING:
        pytest.skip(LACKING[request.node.originalname])
    with aws.moto_aws(monkeypatch):
        yield BotoCloud(aws.client, aws.ROLE, LACKING)
