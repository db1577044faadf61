"""Every call that a function makes to AWS fails once in each way that a call can fail, and nothing comes of it.

A message comes again until it is through: at its first coming its first call fails, at the second its second, and so
on, but for calls that have failed in such a place before. In the end the site, the index, the answers and what others
were told must be those of a calm day.
"""

import pytest

from support.aws import moto_aws
from support.failures import KINDS
from support.permissions import Permissions, idle
from support.stormy import Stormy, day
from support.uploads import RELATED
from support.weather import Mood, weather

MOST_ATTEMPTS = 5
"""Of a call (kabar.bootstrap.common)."""
WEATHERS = [
    ("lost", Mood.ONCE), ("killed", Mood.ONCE), ("partly", Mood.ONCE),
    ("refused", Mood.FOR_GOOD), ("partly", Mood.FOR_GOOD),
]  # fmt: skip
IN_PART = {
    "dynamodb.BatchGetItem", "dynamodb.BatchWriteItem", "dynamodb.TransactWriteItems", "sqs.SendMessageBatch",
    "s3.DeleteObjects", "eventbridge.PutEvents", "cloudfront.CreateInvalidation", "scheduler.CreateSchedule",
    "scheduler.UpdateSchedule",
}  # fmt: skip
GOT_OVER = {
    ("pages.fifo", "dynamodb.BatchGetItem"),  # what can't be read at once is read page by page
}
"""What a function gets over though it never succeeds."""
IN_CONFLICT = {
    ("receive", "scheduler.CreateSchedule"), ("arrivals", "scheduler.CreateSchedule"),  # it's there: it is updated
    ("audits.fifo", "dynamodb.TransactWriteItems"),  # whose row is astray is just being looked at
}  # fmt: skip
NEXT_NIGHT = {("morning", "rows", ("REF#articles/none.json", f"articles/{RELATED}.json"))}
"""Rows astray that an audit leaves for the next one, because somebody else has them in hand."""


def run(kind: str, mood: Mood) -> Stormy:
    """The day, in such weather."""
    permissions = Permissions()
    with pytest.MonkeyPatch.context() as patch, moto_aws(patch), weather(patch) as sky, permissions.kept(patch):
        sky.kind, sky.mood = KINDS[kind], mood
        cloud = Stormy(sky)
        cloud.start(patch)
        day(cloud)
        cloud.idle = idle(permissions.used)
        assert permissions.refused == []
        return cloud


def differences(one, other):
    """What isn't the same in both: when, what part of it, which."""
    return {
        (when, part, key): pair
        for when, stood in one.items()
        for part, things in stood.items()
        for key in things | other[when][part]
        if (pair := (_of(things, key), _of(other[when][part], key)))[0] != pair[1]
    }


def _of(found, key):
    return found.get(key, "there") if key in found else "nothing"


@pytest.fixture(scope="module")
def calm():
    """What comes of the story when nothing fails."""
    return run("refused", Mood.CALM)


@pytest.mark.parametrize(("kind", "mood"), WEATHERS, ids=lambda each: getattr(each, "name", each))
def test_whatever_call_fails_it_ends_as_on_a_calm_day(calm, kind, mood):
    stormy = run(kind, mood)
    assert max(stormy.sky.attempts.values()) <= MOST_ATTEMPTS
    assert stormy.sky.hit >= (IN_PART if kind == "partly" else calm.sky.seen)
    if kind == "refused":
        assert stormy.idle == []  # every call that any role grants was made
    if mood is Mood.FOR_GOOD:
        assert stormy.swallowed <= GOT_OVER | (IN_CONFLICT if kind == "partly" else set())
    left = NEXT_NIGHT if (kind, mood) == ("partly", Mood.FOR_GOOD) else set()
    assert differences(calm.found, stormy.found).keys() <= left


def test_a_call_that_is_refused_once_holds_nothing_up(calm):
    stormy = run("refused", Mood.HICCUPS)
    assert differences(calm.found, stormy.found) == {}
    assert stormy.deliveries == calm.deliveries
