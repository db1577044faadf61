"""One run of a Lambda function, as a coroutine that stops before every call to the outside."""

from collections.abc import Callable
from enum import Enum, auto
from typing import Any

from botocore.exceptions import ClientError, ReadTimeoutError
from greenlet import GreenletExit, greenlet


class Mishap(Enum):
    """What can go wrong with one call to the outside."""

    REFUSED = auto()
    """Throttled: not done, and the caller knows."""
    UNANSWERED = auto()
    """Done, but the answer is lost: the caller believes that it failed."""
    PARTIAL = auto()
    """A batch of which only a part is taken."""


class Invocation(greenlet):
    """Runs `work` step by step; `deadline` (seconds of the world's clock) is when Lambda would end it."""

    def __init__(self, name: str, deadline: float, skew: float, work: Callable[[], Any]) -> None:
        super().__init__(self._run)
        self.name = name
        self.deadline = deadline
        self.skew = skew
        self.service: Any = None
        self.response: Any = None
        self.error: Exception | None = None
        self.pages: frozenset[str] = frozenset()
        self.messages: list[Any] = []
        self.asked: set[str] = set()
        self.saw: dict[str, str] = {}
        self.wakes = float("-inf")
        self.done = False
        self.safe = False
        self.calls = 0
        self.stalls = -1
        self.asleep = 0
        self.after: Callable[[Invocation], None] = lambda _: None
        self._work = work

    def _run(self, _: object = None) -> None:
        try:
            self.response = self._work()
            self.pause()  # so that it can be ended between its last call and its answer
            self.done = True
        except Exception as error:  # noqa: BLE001 - as Lambda does, whatever it is
            self.error = error

    def pause(self) -> Mishap | None:
        """Let others go on; returns what goes wrong with the call that follows. Raises GreenletExit at a crash."""
        if self.parent is None:
            raise GreenletExit
        mishap: Mishap | None = self.parent.switch()
        return mishap

    def resume(self, mishap: Mishap | None = None) -> None:
        """Go on up to the next call to the outside."""
        self.calls += 1
        self.switch(mishap)

    def has_seen(self, item: Any) -> None:
        """Remember what it was told of an article's state; `asked` are the cache tags whose purge it asked for."""
        if item and item["pk"]["S"].startswith("ARTICLE#"):
            self.saw[item["pk"]["S"].removeprefix("ARTICLE#")] = item["state"]["S"]

    def crash(self) -> None:
        """End here and now, nothing told to anybody."""
        self.throw(GreenletExit)


def refusal(operation: str, code: str = "ThrottlingException", **more: Any) -> ClientError:
    """The error of AWS that says no."""
    response: Any = {"Error": {"Code": code, "Message": "no"}, "ResponseMetadata": {"HTTPHeaders": {}}, **more}
    return ClientError(response, operation)


def silence() -> ReadTimeoutError:
    """The error of a connection that stays silent."""
    return ReadTimeoutError(endpoint_url="https://aws.example")
