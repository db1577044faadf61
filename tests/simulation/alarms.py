"""Amazon EventBridge Scheduler in memory: one-off schedules that fire at or after their time, sometimes twice."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any, Final

from simulation.clock import Time, seconds
from simulation.invocation import refusal

LATE: Final = 60.0
"""How much later than asked for a schedule may fire, in seconds."""
_SOON: Final = 5.0


@dataclass
class Alarm:
    """A schedule; `fired` tells that it has done its work and will be removed."""

    moment: float
    body: str
    queue: str
    group: str | None
    fired: bool = False


@dataclass
class Alarms:
    """The operations of EventBridge Scheduler that Kabar calls. A moment that is past already never comes."""

    time: Time
    set: dict[str, Alarm] = field(default_factory=dict)

    def create_schedule(self, *, Name: str, **request: Any) -> dict[str, Any]:
        """CreateSchedule."""
        if Name in self.set:
            raise refusal("CreateSchedule", "ConflictException")
        self.set[Name] = self._alarm(request)
        return {}

    def update_schedule(self, *, Name: str, **request: Any) -> dict[str, Any]:
        """UpdateSchedule."""
        if Name not in self.set:
            raise refusal("UpdateSchedule", "ResourceNotFoundException")
        self.set[Name] = self._alarm(request)
        return {}

    def delete_schedule(self, *, Name: str, **_: Any) -> dict[str, Any]:
        """DeleteSchedule."""
        if self.set.pop(Name, None) is None:
            raise refusal("DeleteSchedule", "ResourceNotFoundException")
        return {}

    def get_schedule(self, *, Name: str, **_: Any) -> dict[str, Any]:
        """GetSchedule."""
        if Name not in self.set:
            raise refusal("GetSchedule", "ResourceNotFoundException")
        return {"Target": {"Input": self.set[Name].body}}

    def due(self, now: float) -> list[str]:
        """The schedules that have something to do."""
        return [name for name, alarm in self.set.items() if alarm.fired or alarm.moment <= now]

    def soon(self, now: float) -> list[float]:
        """When those fire that do so within seconds: without them nothing is at rest."""
        return [alarm.moment for alarm in self.set.values() if now < alarm.moment <= now + _SOON]

    def ring(self, name: str, rng: Random) -> Alarm | None:
        """Fire once, fire again, or be removed after that."""
        alarm = self.set[name]
        if alarm.fired and rng.random() < 0.7:
            del self.set[name]
            return None
        alarm.fired = True
        return alarm

    def _alarm(self, request: dict[str, Any]) -> Alarm:
        text = request["ScheduleExpression"].removeprefix("at(").removesuffix(")")
        moment = seconds(datetime.fromisoformat(text).replace(tzinfo=UTC))
        target = request["Target"]
        queue, group = target["Arn"].rpartition(":")[2], target.get("SqsParameters", {}).get("MessageGroupId")
        return Alarm(moment if moment > self.time.now else float("inf"), target["Input"], queue, group)
