"""Every call that a function makes to AWS fails once in each way that a call can fail, and nothing comes of it.

A message comes again until it is through: at its first coming its first call fails, at the second its second, and so
on. In the end the site, the index and the answers must be those of a calm day.
"""

import json
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from kabar.domain.problems import Retryable
from support import aws
from support.aws import moto_aws
from support.envelopes import batch, failed, received, uploaded
from support.moto_cloud import MotoCloud, load_function
from support.uploads import ARTICLE, KEY, PICTURE, RELATED, SITE, jpeg
from support.weather import KINDS, Weather, weather

START = datetime(2024, 12, 2, 4, tzinfo=UTC)
VERSION = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
CALLS = {
    "s3.GetObject", "s3.PutObject", "s3.HeadObject", "s3.ListObjectsV2", "s3.DeleteObject",
    "dynamodb.GetItem", "dynamodb.BatchGetItem", "dynamodb.Query", "dynamodb.TransactWriteItems",
    "dynamodb.PutItem", "dynamodb.DeleteItem", "dynamodb.BatchWriteItem",
    "sqs.SendMessageBatch", "scheduler.CreateSchedule", "eventbridge.PutEvents", "cloudfront.CreateInvalidation",
}  # fmt: skip
MOST_ATTEMPTS = 5
"""Of a call (kabar.bootstrap.common)."""
NOTE = {"type": "koreksi", "datePublished": "2024-12-02T11:00:00+07:00", "text": "Bukan tiga, tetapi empat ribu buku."}
LATER = {"headline": "Dermaga", "datePublished": "2024-12-09T08:00:00+07:00", "articleBody": ARTICLE["articleBody"][:1]}


class Stormy(MotoCloud):
    """The functions, each message alone, through bad weather; with those that tell others."""

    def __init__(self, sky: Weather) -> None:
        super().__init__()
        self.sky, self.deliveries = sky, Counter[str]()

    def start(self, patch):
        super().start(patch)
        aws.client("events").create_event_bus(Name="kabar")
        patch.setenv("EVENT_BUS", "kabar")
        patch.setenv("DISTRIBUTION_ID", _distribution())
        self.announce, self.purge = load_function("announce"), load_function("purge")

    def tell(self, key, what="object-created"):
        name, app = ("picture", self.picture) if key.startswith("media/") else ("receive", self.receive)
        self._deliver(name, app, batch(uploaded(key, f"{name}-{what}")))
        self.rest()

    def _consumers(self):
        told = [(self.announcements, self.announce), (self.purges, self.purge)]
        return super()._consumers() + told

    def _changes(self):
        records = self.changes()
        for record in records:
            self._deliver("plan", self.plan, batch(record))
        return bool(records)

    def _messages(self, url, app):
        messages = aws.drain(url)
        for message in messages:
            self._deliver(url.rpartition("/")[2], app, batch(received(message, url)))
        return bool(messages)

    def _deliver(self, name: str, app: Any, event: dict[str, Any]) -> None:
        """Until it is through; each time the call after the one that failed last time fails."""
        for struck in [0] if self.sky.hiccups else range(1, 200):
            with self.sky.begin(struck):
                through = _works(app, event)
            self.deliveries[name] += 1
            # A message that was got through is gone: a failure that was swallowed isn't made good by its coming again.
            if through and (self.sky.hiccups or self.sky.failed or len(self.sky.calls) < struck):
                return
        raise AssertionError(f"{name} never gets through: {self.sky.calls}")


def _works(app: Any, event: dict[str, Any]) -> bool:
    try:
        return not failed(app.handler(event, None) or {"batchItemFailures": []})
    except (ClientError, BotoCoreError, Retryable):
        return False


def _distribution() -> str:
    origin = {"Id": "site", "DomainName": "site.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}
    behaviour = {"TargetOriginId": "site", "ViewerProtocolPolicy": "redirect-to-https", "MinTTL": 0,
                 "ForwardedValues": {"QueryString": False, "Cookies": {"Forward": "none"}}}  # fmt: skip
    config = {"CallerReference": "x", "Origins": {"Quantity": 1, "Items": [origin]}, "DefaultCacheBehavior": behaviour,
              "Comment": "", "Enabled": True}  # fmt: skip
    return aws.client("cloudfront").create_distribution(DistributionConfig=config)["Distribution"]["Id"]


def story(cloud: MotoCloud) -> None:
    """A day of a newsroom: publication, picture, article, one of next week, correction with a move, deletion."""
    steps = [
        lambda: cloud.put("site.json", SITE),
        lambda: cloud.put(PICTURE, jpeg(320, 200)),
        lambda: cloud.put(KEY, ARTICLE),
        lambda: cloud.put(f"articles/{RELATED}.json", ARTICLE | LATER),
        lambda: cloud.put(KEY, ARTICLE | {"correction": [NOTE], "slug": "kapal"}),
        lambda: cloud.delete(KEY),
    ]
    for hour, step in enumerate(steps):
        cloud.now = START + timedelta(hours=hour)  # what an hour's step takes, and how often, leaves no trace
        step()


def run(kind: str | None, *, hiccups: bool = False) -> Stormy:
    """The story, in such weather."""
    with pytest.MonkeyPatch.context() as patch, moto_aws(patch), weather(patch) as sky:
        sky.kind, sky.hiccups = (KINDS[kind] if kind else lambda *_: None), hiccups or kind is None
        cloud = Stormy(sky)
        cloud.start(patch)
        story(cloud)
        cloud.found = standing(cloud)
        return cloud


def standing(cloud: MotoCloud) -> dict[str, dict[Any, Any]]:
    """All that anybody could see: the site, the index, every answer that was ever given, what is to ring."""
    answers = [
        json.loads(cloud.s3.get_object(Bucket=aws.INBOX, Key=each["Key"], VersionId=each["VersionId"])["Body"].read())
        for each in cloud.s3.list_object_versions(Bucket=aws.INBOX, Prefix="receipts/")["Versions"]
    ]
    rows = aws.client("dynamodb").scan(TableName=aws.TABLE, ConsistentRead=True)["Items"]
    schedules = aws.client("scheduler").list_schedules(GroupName="kabar-schedules")["Schedules"]
    return {
        "site": cloud.site(),
        "rows": {
            (row["pk"]["S"], row["sk"]["S"]): VERSION.sub("version", json.dumps(row, sort_keys=True)) for row in rows
        },
        "answers": dict.fromkeys((each["key"], each["status"], each["standing"]["state"]) for each in answers),
        "schedules": dict.fromkeys(each["Name"] for each in schedules),
    }


def differences(one, other):
    """What isn't the same in both."""
    return {
        part: {
            key: pair
            for key in one[part] | other[part]
            if (pair := (_of(one[part], key), _of(other[part], key)))[0] != pair[1]
        }
        for part in one
    }


def _of(found, key):
    return found.get(key, "there") if key in found else "nothing"


@pytest.fixture(scope="module")
def calm():
    """What comes of the story when nothing fails."""
    return run(None)


NOTHING = {"site": {}, "rows": {}, "answers": {}, "schedules": {}}


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_call_fails_it_ends_as_on_a_calm_day(calm, kind):
    stormy = run(kind)
    assert differences(calm.found, stormy.found) == NOTHING
    assert max(stormy.sky.attempts.values()) <= MOST_ATTEMPTS


def test_a_call_that_is_refused_once_holds_nothing_up(calm):
    stormy = run("refused", hiccups=True)
    assert differences(calm.found, stormy.found) == NOTHING
    assert stormy.deliveries == calm.deliveries


def test_a_calm_day_makes_every_kind_of_call(calm):
    assert calm.sky.seen >= CALLS
