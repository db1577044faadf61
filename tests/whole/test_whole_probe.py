"""The probe in the local cloud: asked as the clock asks it, it publishes its article and finds it at the edge."""

import json
import re

import pytest

from kabar.services.probe import KEY

pytestmark = pytest.mark.local_cloud
PATH = "/2024/01/01/kabar-probe/"


@pytest.fixture(scope="module")
def parts(whole):
    """Logical to physical."""
    answer = whole.client("cloudformation").describe_stack_resources(StackName="kabar")
    return {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in answer["StackResources"]}


def _told(whole, parts):
    """What the function has logged so far, and measured."""
    events = whole.client("logs").filter_log_events(logGroupName=parts["ProbeLogs"])["events"]
    lines = [line for event in events for line in event["message"].splitlines() if line.startswith("{")]
    return [json.loads(line) for line in lines]


def _probed(whole, parts, name):
    """One probe: what it measured."""
    before = len(_measured(whole, parts))
    whole.client("sqs").send_message(
        QueueUrl=parts["ProbesQueue"], MessageBody=json.dumps({"probe": name}), MessageGroupId="probe"
    )
    found = whole.eventually(lambda: _measured(whole, parts)[before:], within=150)
    assert found, _told(whole, parts)
    return found[0]


def _measured(whole, parts):
    return [each for each in _told(whole, parts) if "ProbeFailures" in each]


def test_it_is_measured_from_the_upload_to_the_edge(whole, parts, publication):
    assert whole.upload("site.json", publication)["status"] == "published"
    before = whole.rest()
    found = _probed(whole, parts, "first")
    assert found["ProbeFailures"] == [0], _told(whole, parts)
    assert 0 < found["UploadToEdge"][0] < 90
    status, headers, page = whole.get(PATH)
    assert (status, headers["Cache-Control"]) == (200, "no-cache")
    assert '<meta name="robots" content="noindex">' in page
    assert {key for key in whole.rest().items() ^ before.items() if not key[0].startswith(PATH[1:])} == set()
    again = _probed(whole, parts, "second")
    assert again["ProbeFailures"] == [0]
    assert _sign(whole.get(PATH)[2]) != _sign(page)


def _sign(page):
    return re.search(r"<p>([0-9a-f]{32})</p>", page)[1]


def test_what_it_leaves_is_taken_away_as_any_article(whole):
    done = whole.kabar("status", "kabar-probe")
    assert "none: it is unlisted" in done.stdout
    whole.s3.delete_object(Bucket=whole.inbox, Key=KEY)
    assert whole.eventually(lambda: whole.get(PATH)[0] == 410)
    assert "kabar-probe" not in whole.get("/koreksi/")[2]
