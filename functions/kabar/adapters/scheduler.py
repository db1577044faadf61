"""One-off schedules in Amazon EventBridge Scheduler."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from kabar.domain.moments import utc_text
from kabar.domain.pages import Page

if TYPE_CHECKING:
    from mypy_boto3_scheduler import EventBridgeSchedulerClient


_MARGIN: Final = timedelta(seconds=2)
"""How much later than asked for a schedule is set, for clocks that disagree.

A function whose clock is behind the scheduler's would else be woken a moment before the time, see that it hasn't come,
and ask again for a moment that the scheduler has behind it.
"""


def schedule_name(key: str) -> str:
    """What the schedule of an inbox key is called."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]


@dataclass
class EventBridgeScheduler:
    """kabar.ports.Scheduler or Alarms, as the queue is: each key or page has one schedule at most, by its hash."""

    client: "EventBridgeSchedulerClient"
    group: str
    role_arn: str
    queue_arn: str
    dead_letters_arn: str

    def look_at(self, key: str, moment: datetime) -> None:
        """Have an inbox key looked at, at a moment to come; replaces what was set for the key before."""
        self._set(key, moment, {"Input": json.dumps({"key": key})})

    def build_at(self, page: Page, moment: datetime) -> None:
        """Have a page built at a moment to come; replaces what was set for the page before.

        The queue is a FIFO queue that tells messages apart by their content. The moment is said in the message for that
        alone: what was set for a moment shortly before must not stand for this.
        """
        body = json.dumps({"page": str(page), "at": utc_text(moment)})
        self._set(str(page), moment, {"Input": body, "SqsParameters": {"MessageGroupId": page.group}})

    def _set(self, name: str, moment: datetime, target: dict[str, Any]) -> None:
        schedule: Any = {
            "Name": schedule_name(name),
            "GroupName": self.group,
            "ScheduleExpression": f"at({moment.astimezone(UTC) + _MARGIN:%Y-%m-%dT%H:%M:%S})",
            "FlexibleTimeWindow": {"Mode": "OFF"},
            "ActionAfterCompletion": "DELETE",
            "Target": {
                "Arn": self.queue_arn,
                "RoleArn": self.role_arn,
                "DeadLetterConfig": {"Arn": self.dead_letters_arn},
                **target,
            },
        }
        try:
            self.client.create_schedule(**schedule)
        except self.client.exceptions.ConflictException:
            self.client.update_schedule(**schedule)
