"""The functions' roles grant what the functions do, and nothing else.

One story in which every function does all that it ever does, over moto. Whatever a role doesn't grant is refused there,
as in every test of the handlers; what a role grants and the story never needs is found here.
"""

import json
from types import SimpleNamespace

import pytest
from botocore.exceptions import ClientError

from kabar.adapters.web import PublicWeb
from kabar.ports import Got
from kabar.services.probe import KEY as PROBED
from kabar.services.probe import Probe
from support import aws
from support.envelopes import batch, failed, message, received
from support.moto_cloud import MotoCloud, load_function
from support.permissions import FUNCTIONS, Permissions, by_lambda, elsewhere, granted, names_of
from support.uploads import ARTICLE, COPY, KEY, PICTURE, SITE, jpeg, made

EVENT = {
    "source": "kabar", "detail-type": "Article Published", "time": "2024-12-02T03:15:02Z",
    "detail": {"id": "f" * 32, "kind": "published", "articleId": "a", "section": "daerah", "url": f"{SITE['url']}/a/"},
}  # fmt: skip


class Story:
    """What happens."""

    def __init__(self, patch):
        self.cloud = cloud = MotoCloud()
        cloud.start(patch)
        aws.client("events").create_event_bus(Name="kabar")
        self.audits, self.told = aws.create_queue("audits.fifo"), aws.create_queue("told", VisibilityTimeout="0")
        hooks = [{"name": "a", "url": "https://hooks.example/in", "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}]
        aws.client("ssm").put_parameter(Name="/kabar/webhooks", Value=json.dumps(hooks), Type="SecureString")
        origin = {
            "Id": "site",
            "DomainName": "kabar-site.s3.amazonaws.com",
            "S3OriginConfig": {"OriginAccessIdentity": ""},
        }
        distribution = aws.client("cloudfront").create_distribution(
            DistributionConfig={
                "CallerReference": "1", "Comment": "", "Enabled": True, "Origins": {"Quantity": 1, "Items": [origin]},
                "DefaultCacheBehavior": {"TargetOriginId": "site", "ViewerProtocolPolicy": "redirect-to-https"},
            }
        )["Distribution"]["Id"]  # fmt: skip
        more = {
            "AUDITS_QUEUE_URL": self.audits, "EVENT_BUS": "kabar", "DISTRIBUTION_ID": distribution, "SCALE": "newsroom",
            "PINGS_QUEUE_URL": self.told, "WEBHOOKS_QUEUE_URL": self.told, "WEBHOOKS_PARAMETER": "/kabar/webhooks",
            "SITE_URL": SITE["url"], "PROBES_QUEUE_URL": self.told,
        }  # fmt: skip
        for name, value in more.items():
            patch.setenv(name, value)
        patch.setattr("time.sleep", lambda _: None)
        patch.setattr("kabar.services.audit.pages._STEP", 10)
        patch.setattr(PublicWeb, "post", lambda *_: SimpleNamespace(status=503, retry_after=None))
        patch.setattr(PublicWeb, "get", lambda _, *asked: self.read(*asked))
        self.patch = patch

    def live(self):
        cloud = self.cloud
        cloud.put("elsewhere.txt", b"no article")
        cloud.put("site.json", SITE | {"indexNow": {"key": "0123456789abcdef"}})
        cloud.put("media/site/logo.png", jpeg(color="gold"))
        for days in (3, 2):  # set, and set anew
            cloud.put(KEY, ARTICLE | {"embargoedUntil": f"2025-03-0{days}T08:00:00+07:00"})
        cloud.put(PICTURE, jpeg())
        cloud.put(KEY, ARTICLE)
        cloud.put("articles/plain.json", {name: ARTICLE[name] for name in ARTICLE if name != "image"})
        cloud.put("wire/copy.json", COPY)
        cloud.put("articles/bad.json", b"{}")
        for key in (KEY, "wire/copy.json"):  # what stands goes on standing, by its version
            cloud.put(key, b"{}")
        cloud.put("wire/copy.json", COPY)
        cloud.put(PICTURE, jpeg(color="red"))
        cloud.put(KEY, ARTICLE | {"slug": "kapal", "keywords": ["Sungai"]})
        cloud.put(KEY, ARTICLE | {"slug": "kapal", "withdrawn": {
            "date": "2024-12-02T11:00:00+07:00", "reason": "other", "statement": "Tidak benar."}})  # fmt: skip
        cloud.put(KEY, ARTICLE)
        cloud.delete("articles/plain.json")
        cloud.put("site.json", SITE | {"description": "Lain", "indexNow": {"key": "0123456789abcdef"}})
        self.sweep()

    def sweep(self):
        self.cloud.sqs.send_message(QueueUrl=self.cloud.arrivals, MessageBody='{"sweep": "receipts/articles/"}')
        self.cloud.rest()

    def audit(self):
        """After somebody has deleted, altered and added by hand; some steps of it without time for another."""
        s3 = self.cloud.s3
        s3.delete_object(Bucket=aws.SITE, Key="index.html")
        s3.delete_object(Bucket=aws.SITE, Key=made(jpeg(color="red"))[1:])
        s3.put_object(Bucket=aws.SITE, Key="stray.txt", Body=b"?")
        for key, body in (("media/silent.jpg", jpeg()), ("articles/silent.json", b"{}")):
            s3.put_object(Bucket=aws.INBOX, Key=key, Body=body)
        for by in ("articles/plain.json", "articles/silent.json"):
            astray = {"pk": {"S": "REF#articles/none.json"}, "sk": {"S": by}}
            aws.client("dynamodb").put_item(TableName=aws.TABLE, Item=astray)
        for left in (0, 1_000_000):
            self._audit({"audit": str(left)}, left)
        self.cloud.rest()

    def _audit(self, asked, left):
        context = SimpleNamespace(get_remaining_time_in_millis=lambda: left)
        response = load_function("audit").handler(batch(message(asked, MessageGroupId="audit")), context)
        assert failed(response) == []

    def tell(self, name, body):
        aws.drain(self.told)
        self.cloud.sqs.send_message(QueueUrl=self.told, MessageBody=json.dumps(body))
        (each,) = self.cloud.sqs.receive_message(QueueUrl=self.told, AttributeNames=["All"])["Messages"]
        load_function(name).handler(batch(received(each, self.told)), None)

    def fail(self):
        """Each function gives back what it can't do."""
        unknown = message("?", "build-pages", MessageGroupId="?")
        for name in ("receive", "build", "audit", "announce"):
            assert load_function(name).handler(batch(unknown), None)["batchItemFailures"]
        for queue in (self.cloud.pictures, self.cloud.renditions):
            told = unknown | {"eventSourceARN": aws.queue_arn(queue)}
            assert load_function("picture").handler(batch(told), None)["batchItemFailures"]
        with pytest.raises(json.JSONDecodeError):
            load_function("purge").handler(batch(unknown), None)
        self.patch.setattr(Probe, "probe", lambda _: json.loads("?"))
        assert load_function("probe").handler(batch(unknown), None)["batchItemFailures"]

    def read(self, url, _):
        """Whatever a reader asks for."""
        with elsewhere():
            return Got(200, self.cloud.get(url.removeprefix(SITE["url"]))["Text"].encode())

    def probe(self):
        """Twice: the first finds no receipt."""
        self.patch.setattr("time.sleep", self.wait)
        for number in range(2):
            asked = batch(message({"probe": str(number)}, MessageGroupId="probe"))
            assert failed(load_function("probe").handler(asked, None)) == []

    def wait(self, _):
        """All else happens meanwhile."""
        with elsewhere():
            self.cloud.tell(PROBED)

    def rest(self):
        """What no other function does."""
        for name, queue in (("announce", self.cloud.announcements), ("purge", self.cloud.purges)):
            records = [received(each, queue) for each in aws.drain(queue)]
            assert failed(load_function(name).handler(batch(*records[:10]), None)) == []
        self.tell("ping", EVENT)
        self.tell("webhook", EVENT)
        self.tell("webhook", {"webhook": "a", "event": EVENT})


@pytest.fixture(scope="module")
def used():
    """What the functions used of what they are granted, each as (statement, action, resource); and all of it."""
    permissions = Permissions()
    with pytest.MonkeyPatch.context() as patch, aws.moto_aws(patch), permissions.kept(patch):
        story = Story(patch)
        story.live()
        story.rest()
        story.audit()
        story.probe()
        story.fail()
        grants = {name: {(each.sid, each.action, each.written): each.pattern for each in granted(name, names_of(name))}
                  for name in FUNCTIONS}  # fmt: skip
    assert permissions.refused == []
    return {
        name: {each[1:]: where for each, where in permissions.used.items() if each[0] == name} for name in FUNCTIONS
    }, grants


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_role_grants_what_its_function_does_and_nothing_else(used, name):
    did, grants = used
    lambdas = set(by_lambda(name))
    idle = sorted(each for each in grants[name].keys() - did[name].keys() if each[1:] not in lambdas)
    assert idle == [], "\n".join(map(str, idle))
    assert lambdas <= {(action, where) for _, action, where in grants[name]}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_whole_bucket_is_opened_only_to_who_goes_everywhere(used, name):
    did, grants = used
    for grant, pattern in grants[name].items():
        if grant[2].endswith("Bucket.Arn>/*"):
            gone_to = {where.removeprefix(pattern[:-1]).partition("/")[0] for where in did[name][grant]}
            assert len(gone_to) > 1, (grant, gone_to)


def test_what_a_role_doesn_t_grant_is_refused(monkeypatch):
    monkeypatch.setenv("DISTRIBUTION_ID", "E1")
    permissions, mine = Permissions(), f"arn:aws:cloudfront::{aws.ACCOUNT}:distribution/E1"
    permissions.check("purge", ("cloudfront:CreateInvalidation", mine))
    for need in (("cloudfront:CreateInvalidation", f"{mine}2"), ("cloudfront:GetDistribution", mine)):
        with pytest.raises(ClientError, match="purge may not"):
            permissions.check("purge", need)
    assert len(permissions.refused) == 2
