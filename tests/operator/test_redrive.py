"""Dead letters go back to where they came from, whatever queue they lie in."""

import json

import pytest
from botocore.exceptions import ClientError
from click.testing import CliRunner

from kabar.domain.identity import article_key
from kabar_cli.main import main
from kabar_cli.operator.letters import Redrive
from kabar_cli.operator.stream import Stream
from support import aws
from support.documents import ARTICLE, SITE
from support.moto_cloud import MotoCloud

FLOW = ("Arrivals", "Pages", "Renditions", "Pictures", "Purges", "Audits", "Announcements")
FIFO = ("Pages", "Renditions", "Purges", "Audits")
LOOK, PAGE = {"key": "articles/a.json"}, {"page": "list:home"}


@pytest.fixture
def cloud(monkeypatch):
    """Queues, each with its dead letters; the index and its stream."""
    with aws.moto_aws(monkeypatch):
        made = MotoCloud()
        made.start(monkeypatch)
        yield made


@pytest.fixture
def outputs(cloud):  # noqa: ARG001 - it must be there
    """What the stack tells of itself."""
    urls = {"Table": aws.TABLE, "InboxBucket": aws.INBOX}
    for name in FLOW:
        kind = ".fifo" if name in FIFO else ""
        urls |= {f"{name}{part}": aws.create_queue(f"{name}{part}{kind}") for part in ("Queue", "DeadLetters")}
    urls |= {name: aws.create_queue(name) for name in ("SchedulesDeadLetters", "PlanFailures")}
    return urls


@pytest.fixture
def redrive(outputs):
    return Redrive(aws.client("sqs"), outputs, Stream(aws.client("dynamodbstreams"), outputs))


def die(outputs, name, body, group=None):
    more = {"MessageGroupId": group, "MessageDeduplicationId": f"{name}-{body}-{group}"[:128]} if group else {}
    text = body if isinstance(body, str) else json.dumps(body)
    aws.client("sqs").send_message(QueueUrl=outputs[name], MessageBody=text, **more)


def lying(outputs, name):
    return [json.loads(message["Body"]) for message in aws.drain(outputs[name])]


def move(redrive, name, count=100):
    return max(redrive.move(name, count), default=0)


def test_each_letter_goes_back_to_its_queue(outputs, redrive):
    for number in range(23):
        die(outputs, "ArrivalsDeadLetters", {"key": f"articles/{number}.json"})
    assert move(redrive, "ArrivalsDeadLetters") == 23
    assert len(lying(outputs, "ArrivalsQueue")) == 23
    assert lying(outputs, "ArrivalsDeadLetters") == []
    assert redrive.left == []


def test_a_letter_of_a_group_stays_in_its_group(outputs, redrive):
    die(outputs, "PagesDeadLetters", PAGE, "list:home")
    die(outputs, "PurgesDeadLetters", {"tags": ["list-home"]}, "purges")
    assert (move(redrive, "PagesDeadLetters"), move(redrive, "PurgesDeadLetters")) == (1, 1)
    (message,) = aws.drain(outputs["PagesQueue"])
    assert message["Attributes"]["MessageGroupId"] == "list:home"
    assert lying(outputs, "PurgesQueue") == [{"tags": ["list-home"]}]


def test_what_a_schedule_could_not_deliver_goes_where_it_was_meant_to(outputs, redrive):
    for body in (LOOK, PAGE, {"audit": "x"}, {"key": "media/a.jpg"}):
        die(outputs, "SchedulesDeadLetters", body)
    assert move(redrive, "SchedulesDeadLetters") == 4
    assert lying(outputs, "ArrivalsQueue") == [LOOK]
    assert lying(outputs, "PagesQueue") == [PAGE]
    assert lying(outputs, "AuditsQueue") == [{"audit": "x"}]
    assert lying(outputs, "PicturesQueue") == [{"key": "media/a.jpg"}]


def test_one_that_was_killed_between_sending_and_deleting_leaves_no_second_message(outputs, redrive, monkeypatch):
    die(outputs, "PagesDeadLetters", PAGE, "list:home")
    monkeypatch.setattr("kabar_cli.operator.letters._HIDDEN", 0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(redrive.sqs, "delete_message", lambda **_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            move(redrive, "PagesDeadLetters")
    assert move(redrive, "PagesDeadLetters") == 1
    assert lying(outputs, "PagesQueue") == [PAGE]
    assert lying(outputs, "PagesDeadLetters") == []


@pytest.mark.parametrize("body", ["{", "[1]", "hello"])
def test_what_is_none_of_ours_stays_and_is_named(outputs, redrive, body):
    die(outputs, "SchedulesDeadLetters", body)
    die(outputs, "PlanFailures", body)
    assert (move(redrive, "SchedulesDeadLetters"), move(redrive, "PlanFailures")) == (0, 0)
    assert {name for name, _ in redrive.left} == {"SchedulesDeadLetters", "PlanFailures"}
    assert all(body in reason for _, reason in redrive.left)


def failure(cloud, first=0, last=-1):
    """What Lambda says of a batch of the stream that it gave up: where, not what."""
    records = cloud.changes()
    stream = aws.client("dynamodb").describe_table(TableName=aws.TABLE)["Table"]
    shards = aws.client("dynamodbstreams").describe_stream(StreamArn=stream["LatestStreamArn"])["StreamDescription"]
    return {
        "requestContext": {"condition": "RetryAttemptsExhausted", "approximateInvokeCount": 11},
        "DDBStreamBatchInfo": {
            "shardId": shards["Shards"][0]["ShardId"],
            "startSequenceNumber": records[first]["dynamodb"]["SequenceNumber"],
            "endSequenceNumber": records[last]["dynamodb"]["SequenceNumber"],
            "batchSize": len(records),
            "streamArn": stream["LatestStreamArn"],
        },
    }


def test_what_plan_gave_up_is_planned_again(cloud, outputs, redrive):
    cloud.put("site.json", SITE)
    key = article_key("a")
    cloud.upload(key, ARTICLE)
    cloud.receive.service().look_at(key)
    die(outputs, "PlanFailures", failure(cloud))
    moved = move(redrive, "PlanFailures")
    assert (moved, redrive.left) == (1, [])
    asked = {message["page"] for message in lying(outputs, "PagesQueue")}
    assert {"list:home", "address:/2024/12/02/air-sungai-naik/", "day:2024-12-02"} <= asked
    assert lying(outputs, "AuditsQueue") == []


def test_only_the_records_of_the_batch_are_planned(cloud, outputs, redrive):
    cloud.put("site.json", SITE)
    cloud.upload(article_key("a"), ARTICLE)
    cloud.receive.service().look_at(article_key("a"))
    said = failure(cloud, last=0)
    die(outputs, "PlanFailures", said)
    move(redrive, "PlanFailures")
    first = len(lying(outputs, "PagesQueue"))
    assert first < 10


def test_what_the_stream_has_forgotten_is_left_to_an_audit(outputs, redrive, monkeypatch):
    said = {"shardId": "shardId-0", "startSequenceNumber": "1", "endSequenceNumber": "2", "streamArn": "arn:x"}
    monkeypatch.setattr(redrive.stream.client, "get_shard_iterator", _forgotten)
    die(outputs, "PlanFailures", {"DDBStreamBatchInfo": said})
    assert move(redrive, "PlanFailures") == 1
    (asked,) = lying(outputs, "AuditsQueue")
    assert asked["audit"].startswith("after-")


def _forgotten(**_):
    raise ClientError({"Error": {"Code": "TrimmedDataAccessException", "Message": "gone"}}, "GetShardIterator")


def test_the_command_tells_what_it_moved_and_may_be_repeated(outputs, monkeypatch):
    monkeypatch.setattr("kabar_cli.operator.redrive.outputs_of", lambda _: outputs)
    die(outputs, "ArrivalsDeadLetters", LOOK)
    die(outputs, "PagesDeadLetters", PAGE, "list:home")
    told = CliRunner().invoke(main, ["redrive", "--stack", "kabar", "--dry-run"])
    assert (told.exit_code, "      1 waiting  ArrivalsDeadLetters" in told.stdout) == (0, True)
    done = CliRunner().invoke(main, ["redrive", "--stack", "kabar"])
    assert done.exit_code == 0, done.output
    assert "      1 moved  PagesDeadLetters" in done.stdout
    again = CliRunner().invoke(main, ["redrive", "--stack", "kabar"])
    assert (again.exit_code, "      0 waiting  PagesDeadLetters" in again.stdout) == (0, True)
    assert (lying(outputs, "ArrivalsQueue"), lying(outputs, "PagesQueue")) == ([LOOK], [PAGE])


def test_the_command_ends_with_1_when_something_stays(outputs, monkeypatch):
    monkeypatch.setattr("kabar_cli.operator.redrive.outputs_of", lambda _: outputs)
    die(outputs, "SchedulesDeadLetters", "{")
    done = CliRunner().invoke(main, ["redrive", "--stack", "kabar"])
    assert done.exit_code == 1
    assert "left in SchedulesDeadLetters: it isn't JSON" in done.stderr
