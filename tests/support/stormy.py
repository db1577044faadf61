"""The ten functions over moto, each message alone and through bad weather, and a day of a newsroom."""

import json
import re
from collections import Counter
from datetime import timedelta
from types import ModuleType, SimpleNamespace
from typing import Any, Final

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from kabar.adapters.queues import SqsArrivals
from kabar.adapters.web import PublicWeb
from kabar.domain.problems import Retryable
from kabar.ports import Conflict
from kabar.services.probe import KEY as PROBED
from support import aws
from support.envelopes import batch, failed, received, uploaded
from support.failures import Killed
from support.moto_cloud import START, MotoCloud, load_function
from support.uploads import ARTICLE, COPY, KEY, PICTURE, RELATED, SITE, jpeg, made
from support.weather import Weather

_VERSION: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OWN: Final = {"revision", "inputs"}
_NONE: Final = {"S": "none"}
_TRIES: Final = 400
_BUS: Final = "kabar"
_PARAMETER: Final = "/kabar/webhooks"
_HOOKS: Final = [
    {"name": name, "url": f"https://{name}.example/in", "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}
    for name in ("one", "two")
]
_NOTE: Final = {"type": "koreksi", "datePublished": "2024-12-02T11:00:00+07:00", "text": "Bukan tiga, empat ribu."}
_LATER: Final = {"headline": "Dermaga", "articleBody": ARTICLE["articleBody"][:1]}
_PROBE: Final = ARTICLE | _LATER | {"image": {"contentUrl": PICTURE, "alt": "Kapal"}, "unlisted": True, "slug": "probe"}
_ORPHAN: Final = {"pk": {"S": "REF#articles/none.json"}, "sk": {"S": f"articles/{RELATED}.json"}}
NO_TIME: Final = SimpleNamespace(get_remaining_time_in_millis=lambda: 0)
"""The context of an invocation that has to end."""


class Outside:
    """Whoever is told. Each answers anything the first time that he is too busy."""

    def __init__(self) -> None:
        self.told = Counter[tuple[str, str]]()

    def post(self, url: str, body: bytes, headers: dict[str, str]) -> SimpleNamespace:
        """As kabar.ports.Web."""
        asked = (url, headers.get("webhook-id", "") or body.decode())
        self.told[asked] += 1
        return self.well() if self.told[asked] > 1 else SimpleNamespace(status=503, retry_after=None)

    @staticmethod
    def well() -> SimpleNamespace:
        """As kabar.ports.Answered."""
        return SimpleNamespace(status=204, retry_after=None)


class Stormy(MotoCloud):
    """The functions, each message alone, through bad weather; with those that tell others, and with the audit."""

    def __init__(self, sky: Weather) -> None:
        super().__init__()
        self.sky, self.deliveries, self.outside = sky, Counter[str](), Outside()
        self.found: dict[str, dict[str, dict[Any, Any]]] = {}
        """What stood in the evening, and in the morning."""
        self.swallowed = set[tuple[str, str]]()
        """Of messages that were got through although a call failed meanwhile: the function, and the call."""

    def start(self, patch: pytest.MonkeyPatch) -> None:
        """Besides what MotoCloud does: the other functions, and whom they tell."""
        super().start(patch)
        queues = {name: aws.create_queue(name) for name in ("pings", "webhooks", "audits.fifo", "probes.fifo")}
        _bus([queues["pings"], queues["webhooks"]])
        aws.client("ssm").put_parameter(Name=_PARAMETER, Value=json.dumps(_HOOKS), Type="SecureString")
        self.audits, self.probes = queues["audits.fifo"], queues["probes.fifo"]
        more = {
            "EVENT_BUS": _BUS, "DISTRIBUTION_ID": _distribution(), "SCALE": "newsroom",
            "AUDITS_QUEUE_URL": self.audits, "PINGS_QUEUE_URL": queues["pings"],
            "WEBHOOKS_QUEUE_URL": queues["webhooks"], "WEBHOOKS_PARAMETER": _PARAMETER,
            "PROBES_QUEUE_URL": self.probes, "SITE_URL": SITE["url"],
        }  # fmt: skip
        for name, value in more.items():
            patch.setenv(name, value)
        patch.setattr(PublicWeb, "post", lambda _, url, body, headers: self.outside.post(url, body, headers))
        patch.setattr("kabar.services.audit.pages._STEP", 10)
        follow = SqsArrivals.follow  # waits by moto's clock, which is nobody else's
        patch.setattr(SqsArrivals, "follow", lambda queue, takeover, _: follow(queue, takeover, 0))
        patch.setattr("kabar.bootstrap.probe.time", SimpleNamespace(sleep=self._wait))
        patch.setattr("kabar.services.probe.document", lambda *_: json.dumps(_PROBE).encode())
        told = {"announce": self.announcements, "ping": queues["pings"], "webhook": queues["webhooks"]}
        names = told | {"purge": self.purges, "audit": self.audits, "probe": self.probes}
        self._others = [(url, load_function(name)) for name, url in names.items()]

    def _wait(self, seconds: float) -> None:
        """The probe waits in vain: nothing else works meanwhile."""
        self.now += timedelta(seconds=seconds)

    def tell(self, key: str, what: str = "object-created") -> None:
        """Deliver what S3 says of a key, and let everything come to rest."""
        name, app = ("picture", self.picture) if key.startswith("media/") else ("receive", self.receive)
        self._deliver(name, app, batch(uploaded(key, f"{name}-{what}")))
        self.rest()

    def send(self, url: str, body: object, **more: str) -> None:
        """Put a message into a queue, and let everything come to rest."""
        self.sqs.send_message(QueueUrl=url, MessageBody=json.dumps(body), **more)
        self.rest()

    def _consumers(self) -> list[tuple[str, ModuleType]]:
        return super()._consumers() + self._others

    def _changes(self) -> bool:
        records = self.changes()
        for record in records:
            self._deliver("plan", self.plan, batch(record))
        return bool(records)

    def _messages(self, url: str, app: ModuleType) -> bool:
        """Each is hidden, not gone, while it is worked on."""
        asked: Any = {"MaxNumberOfMessages": 10, "AttributeNames": ["All"], "WaitTimeSeconds": 0}
        messages = self.sqs.receive_message(QueueUrl=url, **asked).get("Messages", [])
        for message in messages:
            self._deliver(url.rpartition("/")[2], app, batch(received(message, url)))
            self.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return bool(messages)

    def _deliver(self, name: str, app: ModuleType, event: dict[str, Any]) -> None:
        """Until it is through; each time the call after the one that failed last time fails."""
        for _ in range(_TRIES):
            with self.sky.begin(name):
                through = _works(app, event)
            self.deliveries[name] += 1
            if through:
                # The message is gone: a failure that was swallowed isn't made good by its coming again.
                self.swallowed |= {(name, each) for each in self.sky.failed}
                return
        raise AssertionError(f"{name} never gets through: {self.sky.calls}")


def _works(app: ModuleType, event: dict[str, Any]) -> bool:
    try:
        return not failed(app.handler(event, NO_TIME) or {"batchItemFailures": []})
    except (ClientError, BotoCoreError, Retryable, Conflict):
        return False
    except Killed:
        for made_once in ("service", "services"):
            if kept := getattr(app, made_once, None):
                kept.cache_clear()  # the next one starts cold
        return False


def _bus(queues: list[str]) -> None:
    events = aws.client("events")
    events.create_event_bus(Name=_BUS)
    events.put_rule(Name="all", EventBusName=_BUS, EventPattern=json.dumps({"source": ["kabar"]}))
    targets = [{"Id": str(number), "Arn": aws.queue_arn(url)} for number, url in enumerate(queues)]
    events.put_targets(Rule="all", EventBusName=_BUS, Targets=targets)


def _distribution() -> str:
    origin = {"Id": "site", "DomainName": "site.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}
    behaviour = {"TargetOriginId": "site", "ViewerProtocolPolicy": "redirect-to-https", "MinTTL": 0,
                 "ForwardedValues": {"QueryString": False, "Cookies": {"Forward": "none"}}}  # fmt: skip
    config = {"CallerReference": "x", "Origins": {"Quantity": 1, "Items": [origin]}, "DefaultCacheBehavior": behaviour,
              "Comment": "", "Enabled": True}  # fmt: skip
    identity: str = aws.client("cloudfront").create_distribution(DistributionConfig=config)["Distribution"]["Id"]
    return identity


def day(cloud: Stormy) -> None:
    """A day of a newsroom, and its night."""
    site = SITE | {"indexNow": {"key": "0123456789abcdef"}}
    related = f"articles/{RELATED}.json"
    steps = [
        lambda: cloud.put("site.json", site),
        lambda: cloud.put(PICTURE, jpeg(320, 200)),
        lambda: cloud.put(KEY, ARTICLE),
        lambda: cloud.put(related, ARTICLE | _LATER | {"datePublished": "2024-12-09T08:00:00+07:00"}),
        lambda: cloud.put(related, ARTICLE | _LATER | {"datePublished": "2024-12-10T08:00:00+07:00"}),
        lambda: cloud.put(PICTURE, jpeg(320, 200, "red")),
        lambda: cloud.put(KEY, ARTICLE | {"correction": [_NOTE], "slug": "kapal"}),
        lambda: cloud.put("articles/plain.json", {name: ARTICLE[name] for name in ARTICLE if name != "image"}),
        lambda: cloud.put("wire/copy.json", COPY),
        lambda: cloud.put("articles/bad.json", b"{}"),
        lambda: cloud.put("site.json", site | {"description": "Lain"}),
        lambda: cloud.send(cloud.arrivals, {"sweep": "receipts/articles/"}),
        lambda: cloud.send(cloud.probes, {"probe": "now"}, MessageGroupId="probe", MessageDeduplicationId="1"),
        lambda: cloud.tell(PROBED),
        lambda: cloud.delete(PROBED),
        lambda: cloud.put(KEY, b"{}"),
        lambda: cloud.put("wire/copy.json", b"{}"),
        lambda: cloud.delete(KEY),
        lambda: cloud.delete("wire/copy.json"),
        lambda: cloud.found.update(evening=standing(cloud)),  # before an audit mends what is wrong
        lambda: cloud.put(KEY, ARTICLE),
        lambda: _vandals(cloud),
        lambda: cloud.send(cloud.audits, {"audit": "nightly"}, MessageGroupId="audit", MessageDeduplicationId="1"),
        lambda: cloud.found.update(morning=standing(cloud)),
    ]
    for hour, step in enumerate(steps):
        cloud.now = START + timedelta(hours=hour)  # what an hour's step takes, and how often, leaves no trace
        step()


def _vandals(cloud: Stormy) -> None:
    """What nobody told Kabar of: a page and a picture are gone, others came, an upload was silent, a row is astray."""
    cloud.s3.delete_object(Bucket=aws.SITE, Key="index.html")
    shown = made(jpeg(320, 200, "red"), "")[1:]
    cloud.s3.delete_object(Bucket=aws.SITE, Key=next(key for key in cloud.site() if key.startswith(shown)))
    cloud.s3.put_object(Bucket=aws.SITE, Key="stray.txt", Body=b"?")
    cloud.upload("articles/silent.json", b"{}")
    cloud.upload("media/silent.jpg", jpeg())
    aws.client("dynamodb").put_item(TableName=aws.TABLE, Item=_ORPHAN)


def standing(cloud: Stormy) -> dict[str, dict[Any, Any]]:
    """All that anybody could see: the site, the index, every answer that was ever given, what is to ring, who heard."""
    schedules = aws.client("scheduler").list_schedules(GroupName="kabar-schedules")["Schedules"]
    waiting = [url for url, _ in cloud._consumers() if aws.drain(url)]
    return {
        "site": cloud.site(),
        "rows": _rows(aws.TABLE),
        "manifest": _rows(aws.MANIFEST),
        "answers": dict.fromkeys((each["key"], each["status"], each["standing"]["state"]) for each in _answers(cloud)),
        "schedules": dict.fromkeys(each["Name"] for each in schedules),
        "told": Counter(url for url, _ in cloud.outside.told),
        "waiting": dict.fromkeys(waiting),
    }


def _answers(cloud: Stormy) -> list[dict[str, Any]]:
    """Every receipt that there ever was; audits report elsewhere."""
    versions = cloud.s3.list_object_versions(Bucket=aws.INBOX, Prefix="receipts/")["Versions"]
    found = [{"Key": each["Key"], "VersionId": each["VersionId"]} for each in versions if each["Key"].endswith(".json")]
    return [json.loads(cloud.s3.get_object(Bucket=aws.INBOX, **each)["Body"].read()) for each in found]


def _rows(table: str) -> dict[tuple[str, str], str]:
    """Without what tells one run from another, or a second look from the first."""
    items = aws.client("dynamodb").scan(TableName=table, ConsistentRead=True)["Items"]
    said = {
        (row["pk"]["S"], row["sk"]["S"]): {name: row[name] for name in row if name not in _own(row)} for row in items
    }
    return {key: _VERSION.sub("version", json.dumps(row, sort_keys=True)) for key, row in said.items()}


def _own(row: dict[str, Any]) -> set[str]:
    return _OWN | {"edition"} if row.get("state") == _NONE else _OWN
