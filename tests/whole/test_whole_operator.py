"""What docs/operations.md has the operator type, against the running installation."""

import json
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.local_cloud
PAGE = (Path(__file__).parents[2] / "docs" / "operations.md").read_text("utf-8")
KEY = "articles/2025/02/juru-mudi.json"
ARTICLE = {
    "headline": "Juru Mudi",
    "articleSection": "daerah",
    "author": ["rn"],
    "datePublished": "2025-02-03T09:30:00+07:00",
    "description": "Ringkas.",
    "articleBody": [{"type": "paragraph", "text": "Juru mudi itu berjaga."}],
}


def commands(heading):
    """The words of each command that the page shows under a heading."""
    told = re.search(rf"^## {re.escape(heading)}$(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE)
    fences = re.findall(r"^```sh\n(.*?)^```$", told[1], re.DOTALL | re.MULTILINE)
    return [line.split()[1:] for fence in fences for line in fence.splitlines() if line.startswith("kabar ")]


@pytest.fixture(scope="module")
def outputs(whole):
    stack = whole.client("cloudformation").describe_stacks(StackName="kabar")["Stacks"][0]
    return {each["OutputKey"]: each["OutputValue"] for each in stack["Outputs"]}


@pytest.fixture(scope="module", autouse=True)
def _published(whole, publication):
    assert whole.upload("site.json", publication)["status"] == "published"
    assert whole.upload(KEY, ARTICLE)["status"] == "published"


def test_an_audit_names_what_is_damaged_mends_it_and_then_everything_agrees(whole):
    ((*words,),) = commands("Is everything right?")
    before = whole.rest()
    whole.s3.delete_object(Bucket=whole.site_bucket, Key="index.html")
    whole.s3.put_object(Bucket=whole.site_bucket, Key="daerah/index.html", Body=b"<p>diubah", CacheControl="no-cache")
    whole.s3.put_object(Bucket=whole.site_bucket, Key="selundupan.html", Body=b"<p>bukan kami")
    whole.s3.delete_object(Bucket=whole.inbox, Key=f"receipts/{KEY}")
    done = whole.kabar(*words)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.findall(r"^ +1 (\S+)$", done.stdout, re.MULTILINE) == ["altered", "missing", "not-answered", "orphan"]
    assert done.stdout.splitlines()[-1].startswith("Everything agrees: ")
    assert whole.rest() == before
    assert whole.current_receipt(KEY)["status"] == "published"
    again = whole.kabar(*words)
    assert (again.returncode, len(again.stdout.splitlines())) == (0, 1), again.stdout


@pytest.fixture
def hurried(whole, outputs):
    """Webhooks that aren't taken at the second try are given up."""
    sqs, url = whole.client("sqs"), outputs["WebhooksQueue"]
    answer = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["RedrivePolicy"])
    policy = answer["Attributes"]["RedrivePolicy"]
    few = json.dumps(json.loads(policy) | {"maxReceiveCount": 2})
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"RedrivePolicy": few})
    yield
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"RedrivePolicy": policy})


@pytest.mark.usefixtures("hurried")
def test_what_was_given_up_is_told_and_tried_again_by_redrive(whole, outputs, listener):
    (dry, redrive) = commands("Something failed too often")
    lying = outputs["WebhooksDeadLetters"]
    sqs = whole.client("sqs")
    listener.failing.add("/in")
    headline = "Juru Mudi Baru"
    whole.upload(KEY, ARTICLE | {"headline": headline})
    assert whole.eventually(lambda: _count(sqs, lying), within=400) == 1
    tried = [headers["webhook-id"] for _, headers, body in listener.asked if headline.encode() in body]
    assert (len(tried), len(set(tried))) == (2, 1)
    said = whole.kabar(*dry)
    assert (said.returncode, "1 waiting  WebhooksDeadLetters" in said.stdout) == (0, True), said.stdout
    listener.failing.clear()
    done = whole.kabar(*redrive)
    assert (done.returncode, "1 moved  WebhooksDeadLetters" in done.stdout) == (0, True), done.stdout + done.stderr
    assert whole.eventually(
        lambda: [headers["webhook-id"] for _, headers, body in listener.asked if headline.encode() in body][2:]
    ) == [tried[0]]
    assert _count(sqs, lying) == 0


def test_a_message_that_isnt_kabars_stays_and_is_named(whole, outputs):
    sqs, url = whole.client("sqs"), outputs["SchedulesDeadLetters"]
    sqs.send_message(QueueUrl=url, MessageBody="halo")
    sqs.send_message(QueueUrl=url, MessageBody=json.dumps({"key": KEY}))
    done = whole.kabar("redrive")
    assert (done.returncode, "left in SchedulesDeadLetters: it isn't JSON: halo" in done.stderr) == (1, True), (
        done.stderr
    )
    assert "1 moved  SchedulesDeadLetters" in done.stdout
    assert _count(sqs, url) == 1
    sqs.purge_queue(QueueUrl=url)


def _count(sqs, url):
    counts = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"].items()
    return sum(int(value) for name, value in counts if name.startswith("ApproximateNumber"))
