"""Child processes, each the head of a process group of its own, so that all of it can be ended."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

GRACE = 1.0  # seconds between asking a group to end and ending it


class ToolError(Exception):
    """A tool ended with an error. `log` holds all that it said."""

    def __init__(self, what: str, log: Path) -> None:
        """`what` failed, as a person would say it."""
        super().__init__(f"{what} failed. The end of {log}:\n\n{_tail(log)}")


class Child:
    """A running program. Leaving its context ends it and everything it started."""

    def __init__(self, command: Sequence[str | Path], environment: Mapping[str, str], log: Path) -> None:
        """Starts `command`, in the folder of the log; both of its outputs are appended to `log`."""
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [str(part) for part in command],
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def running(self) -> bool:
        """Whether it hasn't ended by itself."""
        return self._process.poll() is None

    def wait(self) -> int:
        """Its exit status, when it has ended."""
        return self._process.wait()

    def stop(self) -> None:
        """Ends the whole group, at first politely."""
        self._signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(GRACE)
        self._signal(signal.SIGKILL)
        self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def run(what: str, command: Sequence[str | Path], environment: Mapping[str, str], log: Path) -> None:
    """Runs `command` to its end. Raises ToolError."""
    with Child(command, environment, log) as child:
        if child.wait() != 0:
            raise ToolError(what, log)


def _tail(log: Path, lines: int = 30) -> str:
    return "\n".join(log.read_text("utf-8", "replace").splitlines()[-lines:])
