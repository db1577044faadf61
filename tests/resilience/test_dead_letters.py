"""While AWS is down a message is tried as often as template.yaml says; then it lies among the dead, and works later."""

import json

import pytest

from kabar.adapters.web import PublicWeb
from kabar_cli.operator.letters import Redrive
from kabar_cli.operator.stream import Stream
from support import aws
from support.aws import moto_aws
from support.envelopes import batch, failed, received
from support.failures import refused
from support.moto_cloud import load_function
from support.stormy import NO_TIME, Outside, Stormy
from support.template import FUNCTIONS, QUEUES, ROOT, sources, target
from support.uploads import ARTICLE, KEY, PICTURE, SITE, jpeg
from support.weather import Mood, weather

SOURCES = sorted(sources())
EVENT = {
    "source": "kabar", "detail-type": "Article Published", "time": "2024-12-02T03:15:02Z",
    "detail": {"id": "f" * 32, "kind": "published", "articleId": "a", "section": "daerah", "url": SITE["url"]},
}  # fmt: skip
WORDS = {5: "five", 7: "seven", 20: "twenty"}
MESSAGES = {
    "ArrivalsQueue": {"key": KEY}, "PagesQueue": {"page": "list:home"}, "PurgesQueue": {"tags": ["list-home"]},
    "AuditsQueue": {"audit": "nightly"}, "PicturesQueue": {"key": PICTURE},
    "RenditionsQueue": {"page": f"picture:{'0' * 64}"}, "PingsQueue": EVENT, "WebhooksQueue": EVENT,
    "ProbesQueue": {"probe": "now"},
    "AnnouncementsQueue": {"announce": "published", "facts": {"articleId": "a", "path": "/a/"}},
}  # fmt: skip


def _lent(name):
    """A queue of the template and its dead letters, with nothing hidden for long: their URLs."""
    kind = ".fifo" if QUEUES[name].get("FifoQueue") else ""
    policy = QUEUES[name]["RedrivePolicy"]
    letters = aws.create_queue(target(policy["deadLetterTargetArn"]) + kind)
    lent = {"deadLetterTargetArn": aws.queue_arn(letters), "maxReceiveCount": policy["maxReceiveCount"]}
    return aws.create_queue(name + kind, VisibilityTimeout="0", RedrivePolicy=json.dumps(lent)), letters


def _deliver(cloud, url, app):
    """As Lambda does, until nothing waits; how often."""
    times = 0
    while messages := cloud.sqs.receive_message(QueueUrl=url, AttributeNames=["All"]).get("Messages"):
        times += 1
        (message,) = messages
        with cloud.sky.begin(url):
            works = _works(app, batch(received(message, url)))
        if works:
            cloud.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return times


def _works(app, event):
    try:
        return not failed(app.handler(event, NO_TIME))
    except Exception:  # noqa: BLE001 - Lambda, too, asks for no more than whether it broke off
        return False


@pytest.fixture(scope="module")
def cloud():
    """A newsroom that has published; whoever is told answers well."""
    with pytest.MonkeyPatch.context() as patch, moto_aws(patch), weather(patch) as sky:
        made = Stormy(sky)
        made.start(patch)
        for key, document in (("site.json", SITE), (PICTURE, jpeg()), (KEY, ARTICLE)):
            made.put(key, document)
        patch.setattr(PublicWeb, "post", lambda *_: Outside.well())
        yield made


@pytest.mark.parametrize(("function", "queue"), SOURCES, ids=[queue for _, queue in SOURCES])
def test_a_message_is_tried_lies_among_the_dead_and_works_when_aws_is_back(cloud, function, queue):
    (url, letters), app = _lent(queue), load_function(function.removesuffix("Function").lower())
    more = {"MessageGroupId": "a", "MessageDeduplicationId": "a"} if url.endswith(".fifo") else {}
    cloud.sqs.send_message(QueueUrl=url, MessageBody=json.dumps(MESSAGES[queue]), **more)
    cloud.sky.kind, cloud.sky.mood = refused, Mood.DOWN
    assert _deliver(cloud, url, app) == QUEUES[queue]["RedrivePolicy"]["maxReceiveCount"]
    cloud.sky.mood = Mood.CALM
    outputs = {queue: url, target(QUEUES[queue]["RedrivePolicy"]["deadLetterTargetArn"]): letters}
    redrive = Redrive(cloud.sqs, outputs, Stream(cloud.streams, outputs))
    assert max(redrive.move(queue.replace("Queue", "DeadLetters"), 10)) == 1
    assert _deliver(cloud, url, app) == 1
    assert aws.drain(letters) == []


def test_the_runbook_says_how_often():
    text = (ROOT / "docs" / "runbook.md").read_text()
    for _, queue in SOURCES:
        letters = target(QUEUES[queue]["RedrivePolicy"]["deadLetterTargetArn"])
        part = text.partition(f"### {letters}Alarm\n")[2].partition("###")[0]
        tries = QUEUES[queue]["RedrivePolicy"]["maxReceiveCount"]
        # Whoever is told outside is waited for: what counts there is how long.
        said = "nine hours" if queue in ("PingsQueue", "WebhooksQueue") else WORDS.get(tries, "")
        assert said
        assert queue == "AnnouncementsQueue" or said in part, queue


def test_the_documentation_says_how_often_and_where():
    text = (ROOT / "docs" / "resilience.md").read_text()
    for function, queue in SOURCES:
        name, tries = function.removesuffix("Function").lower(), QUEUES[queue]["RedrivePolicy"]["maxReceiveCount"]
        hidden = QUEUES[queue]["VisibilityTimeout"] // 60
        letters = target(QUEUES[queue]["RedrivePolicy"]["deadLetterTargetArn"])
        assert f"| `{queue}` | `{name}` | {tries} | {hidden} | `{letters}` |" in text
    changes = FUNCTIONS["PlanFunction"]["Events"]["Changes"]["Properties"]
    assert f"| the table's stream | `plan` | {changes['MaximumRetryAttempts'] + 1} | at once | `PlanFailures` |" in text
