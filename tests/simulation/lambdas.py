"""AWS Lambda in memory: runs of the functions, each of which goes on step by step and may end at any."""

from collections.abc import Callable
from functools import partial
from random import Random
from types import SimpleNamespace
from typing import Any, Final

from simulation.clock import Time
from simulation.invocation import Invocation, Mishap
from simulation.wiring import ENVIRONMENT, SERVICES, app

TIMEOUTS: Final = {"receive": 30.0, "plan": 30.0, "build": 30.0, "purge": 30.0, "picture": 60.0, "audit": 900.0}
"""Of the functions, in seconds (template.yaml)."""
_STALLS: Final = (30, 100, 400)
"""For how many steps of the world somebody stalls between two of his calls, so that others do much meanwhile."""
_SKEW: Final = 0.45
"""How far a function's clock is off at most, in seconds."""


class Lambdas:
    """Everything that runs. `trouble` is the share of calls that go wrong."""

    def __init__(self, time: Time) -> None:
        """Nothing runs yet."""
        self.time, self.trouble, self.steps = time, 0.0, 0
        self.flying: list[Invocation] = []
        self._warm: dict[str, list[Any]] = {name: [] for name in SERVICES}

    def running(self, name: str) -> int:
        """How many runs of a function there are."""
        return sum(invocation.name == name for invocation in self.flying)

    def start(
        self, rng: Random, name: str, event: dict[str, Any], after: Callable[[Invocation], None], *, safe: bool = False
    ) -> Invocation:
        """Hand an event to a function, warm or cold. Nothing goes wrong with one that is `safe`."""
        skew = rng.uniform(-_SKEW, _SKEW)
        deadline = self.time.now + TIMEOUTS[name]
        context = SimpleNamespace(get_remaining_time_in_millis=lambda: (deadline - self.time.now) * 1000)
        invocation = Invocation(name, deadline, skew, partial(app(name).handler, event, context))
        warm = self._warm[name]
        invocation.service = warm.pop() if warm and rng.random() < 0.8 else SERVICES[name](ENVIRONMENT)
        invocation.after, invocation.safe = after, safe
        invocation.stalls = rng.randrange(1, 12) if rng.random() < 0.25 else -1
        self.flying.append(invocation)
        return invocation

    def awake(self) -> list[Invocation]:
        """Those that neither stall nor sleep."""
        now, steps = self.time.now, self.steps
        return [each for each in self.flying if each.asleep <= steps and each.wakes <= now]

    def waking(self) -> list[float]:
        """When those wake that sleep."""
        return [each.wakes for each in self.flying if each.wakes > self.time.now]

    def resume(self, rng: Random, invocation: Invocation) -> None:
        """Let it go on up to its next call, or crash it."""
        chance = rng.random()
        if invocation.deadline < self.time.now or (chance < self.trouble * 0.4 and not invocation.safe):
            self._crash(invocation)
        elif invocation.calls == invocation.stalls:
            invocation.asleep = self.steps + rng.choice(_STALLS)
            invocation.stalls = -1
        else:
            wrong = chance < self.trouble and not invocation.safe
            invocation.resume(rng.choice(tuple(Mishap)) if wrong else None)
            if invocation.dead:
                self.flying.remove(invocation)
                self._warm[invocation.name].append(invocation.service)
                invocation.after(invocation)

    def end_overdue(self) -> None:
        """Whatever runs longer than it may is ended."""
        for invocation in [each for each in self.flying if each.deadline < self.time.now]:
            self._crash(invocation)

    def end(self) -> None:
        """Nothing goes on."""
        for invocation in self.flying:
            invocation.crash()
        self.flying.clear()

    def _crash(self, invocation: Invocation) -> None:
        invocation.crash()
        invocation.response, invocation.done = None, False
        self.flying.remove(invocation)
        invocation.after(invocation)
