"""Asking for an audit, and following its report."""

import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from rich.progress import Progress

from kabar.services.audit.audit import STAGES, report_key
from kabar_cli.operator.queues import drained, flow_queues
from kabar_cli.target import Target

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_PAUSE: Final = 0.5
Report = Mapping[str, Any]


class NotFinishedError(Exception):
    """Something takes longer than somebody wanted to wait."""


@dataclass
class Auditing:
    """Audits of one installation. The work is the `audit` function's."""

    target: Target
    outputs: Mapping[str, str]
    sqs: "SQSClient"
    timeout: float

    def audit(self, progress: Progress) -> Report:
        """A whole audit; its report. Raises NotFinishedError."""
        id_ = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}-{uuid.uuid4().hex[:6]}"
        self.sqs.send_message(
            QueueUrl=self.outputs["AuditsQueue"],
            MessageBody=json.dumps({"audit": id_}),
            MessageGroupId="audit",
            MessageDeduplicationId=id_,
        )
        tasks = {name: progress.add_task(f"Auditing {name}", total=None) for name in STAGES}
        deadline = time.monotonic() + self.timeout
        while time.monotonic() < deadline:
            report = self._report(id_)
            done = list(STAGES).index(report["stage"]) if report else 0
            for number, (name, task) in enumerate(tasks.items()):
                seen = report["seen"].get(name, 0) if report else 0
                ended = bool(report and (number < done or report["ended"]))
                progress.update(task, completed=seen, total=seen if ended else None)
            if report and report["ended"]:
                return report
            time.sleep(_PAUSE)
        raise NotFinishedError("the audit isn't finished yet: it goes on by itself, see receipts/audit/ in the inbox")

    def settle(self, progress: Progress) -> None:
        """Wait until what was asked for is done. Raises NotFinishedError."""
        if not drained(self.sqs, flow_queues(self.outputs), self.timeout, progress, "Repairing"):
            raise NotFinishedError("it isn't finished yet: it goes on by itself, or `kabar redrive` moves dead letters")

    def _report(self, id_: str) -> Report | None:
        s3 = self.target.s3
        try:
            body = s3.get_object(Bucket=self.target.inbox, Key=report_key(id_))["Body"].read()
        except s3.exceptions.NoSuchKey:
            return None
        report: Report = json.loads(body)
        return report
