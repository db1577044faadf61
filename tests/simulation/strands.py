"""What a function does at the same time as something else: its calls come in any order, and one may fail alone."""

from collections.abc import Callable, Sequence
from functools import partial
from random import Random
from typing import Any

from greenlet import GreenletExit, getcurrent, greenlet

from kabar.domain.site import SiteObject
from kabar.ports import Written


class Strand(greenlet):
    """One of several pieces of work of an invocation, which makes their calls for them, one after the other."""

    def __init__(self, work: Callable[[], Any]) -> None:
        """Runs up to its first call."""
        super().__init__(self._run)
        self.outcome: Any = None
        self.error: Exception | None = None
        self._work = work
        self._ended = False
        self._call: Callable[[], Any] | None = self.switch()

    @property
    def waits(self) -> bool:
        """Whether it has a call to make."""
        return self._call is not None

    def ask(self, call: Callable[[], Any]) -> Any:
        """Have a call made, for the strand that runs. Raises what the call raises, GreenletExit at a crash."""
        if self._ended or self.parent is None:
            raise GreenletExit
        return self.parent.switch(call)

    def go_on(self) -> None:
        """Make its call, and let it go on up to the next one."""
        assert self._call is not None
        try:
            answer = self._call()
        except Exception as error:  # noqa: BLE001 - of the strand, not of the invocation
            self._call = self.throw(error)
        else:
            self._call = self.switch(answer)

    def end(self) -> None:
        """Nothing more of it happens."""
        self._ended = True
        if not self.dead:
            self.throw(GreenletExit)

    def _run(self) -> None:
        try:
            self.outcome = self._work()
        except Exception as error:  # noqa: BLE001 - told to whoever waits for all of them
            self.error = error


class Strands:
    """kabar.ports.AtOnce, in an order that chance finds."""

    def __init__(self, rng: Random) -> None:
        """Chance."""
        self._rng = rng

    def __call__(
        self, write: Callable[[SiteObject], Written | None], objects: Sequence[SiteObject], /
    ) -> list[Written | None]:
        """Write each, and wait for all of them, also where some fail. Raises the first failure."""
        strands = [Strand(partial(write, item)) for item in objects]
        try:
            while waiting := [strand for strand in strands if strand.waits]:
                self._rng.choice(waiting).go_on()
        finally:
            for strand in strands:
                strand.end()
        for strand in strands:
            if strand.error:
                raise strand.error
        return [strand.outcome for strand in strands]


def called(call: Callable[[], Any]) -> Any:
    """What a call answers, whoever runs makes it: an invocation, or a strand of one."""
    running = getcurrent()
    return running.ask(call) if isinstance(running, Strand) else call()
