"""Moving dead letters back.

Each message is received, sent again, and deleted only then: whoever is interrupted in between leaves it in both places,
and whoever looks twice at a key, or builds a page twice, does no harm. Amazon SQS's own StartMessageMoveTask would not
do for two of the queues, whose messages have to be turned into others or go to different places (docs/adr).
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from kabar.domain.identity import MEDIA
from kabar.domain.pages import CARD, PICTURE, parse_page
from kabar_cli.operator.stream import Stream, TrimmedError

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_HIDDEN: Final = 120
"""Seconds for which a message is nobody else's while it is moved."""
_PATIENCE: Final = 2
"""How many times in a row a queue must say that it is empty: it may not find all at once."""


class UnknownError(Exception):
    """A message that can't be moved; says why."""


@dataclass
class Redrive:
    """Moves dead letters. `left` names what couldn't be moved: queue and reason."""

    sqs: "SQSClient"
    outputs: Mapping[str, str]
    stream: Stream
    left: list[tuple[str, str]] = field(default_factory=list)

    def move(self, name: str, count: int) -> Iterator[int]:
        """Move what lies there, up to `count` messages; yields how many have been moved so far."""
        done, seen, empty = 0, 0, 0
        work = self._replan if name == "PlanFailures" else self._send
        while seen < count and empty < _PATIENCE:
            messages = self._receive(name)
            empty = 0 if messages else empty + 1
            for message in messages:
                seen += 1
                done += self._moved(name, message, work)
                yield done

    def _receive(self, name: str) -> list[Any]:
        answer = self.sqs.receive_message(
            QueueUrl=self.outputs[name],
            MaxNumberOfMessages=10,
            VisibilityTimeout=_HIDDEN,
            WaitTimeSeconds=1,
            AttributeNames=["All"],
        )
        return list(answer.get("Messages", ()))

    def _moved(self, name: str, message: Any, work: Callable[[str, Any], None]) -> bool:
        try:
            work(name, message)
        except UnknownError as error:
            self.left.append((name, str(error)))
            return False
        self.sqs.delete_message(QueueUrl=self.outputs[name], ReceiptHandle=message["ReceiptHandle"])
        return True

    def _send(self, name: str, message: Any) -> None:
        queue = self._target(name, message["Body"])
        if queue not in self.outputs:
            raise UnknownError(f"the stack has no {queue}")
        more: Any = {}
        if self.outputs[queue].endswith(".fifo"):
            group = message.get("Attributes", {}).get("MessageGroupId") or _group(message["Body"])
            # The same letter twice within five minutes is one: so an interruption leaves not even a second message.
            more = {"MessageGroupId": group, "MessageDeduplicationId": f"redrive-{message['MessageId']}"}
        self.sqs.send_message(QueueUrl=self.outputs[queue], MessageBody=message["Body"], **more)

    def _target(self, name: str, body: str) -> str:
        """Where it came from; of a schedule's, where it was to go."""
        if name != "SchedulesDeadLetters":
            return name.removesuffix("DeadLetters") + "Queue"
        said = _said(body)
        if "page" in said:
            return "RenditionsQueue" if parse_page(str(said["page"])).kind in (PICTURE, CARD) else "PagesQueue"
        for kind in ("audit", "probe"):
            if kind in said:
                return f"{kind.title()}sQueue"
        return "PicturesQueue" if str(said.get("key", "")).startswith(MEDIA) else "ArrivalsQueue"

    def _replan(self, _: str, message: Any) -> None:
        """What `plan` couldn't do is done here, as long as the stream remembers it; else an audit finds it."""
        said = _said(message["Body"])
        try:
            self.stream.plan_again(said["DDBStreamBatchInfo"])
        except (KeyError, TypeError) as error:
            raise UnknownError(f"it names no records of the stream: {message['Body']:.200}") from error
        except TrimmedError:
            body, id_ = json.dumps({"audit": f"after-{message['MessageId']}"}), message["MessageId"]
            queue = self.outputs["AuditsQueue"]
            self.sqs.send_message(QueueUrl=queue, MessageBody=body, MessageGroupId="audit", MessageDeduplicationId=id_)


def _said(body: str) -> Mapping[str, Any]:
    try:
        document = json.loads(body)
    except ValueError as error:
        raise UnknownError(f"it isn't JSON: {body:.200}") from error
    if not isinstance(document, dict):
        raise UnknownError(f"it isn't one of Kabar's: {body:.200}")
    return document


def _group(body: str) -> str:
    said = _said(body)
    return parse_page(str(said["page"])).group if "page" in said else "audit"
