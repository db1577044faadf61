"""Being told to end: by Ctrl-C, and by the signals of a system or a terminal that closes."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Final

import click

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_AGAIN: Final = 0.1
"""Seconds."""


class Ended(KeyboardInterrupt):
    """A signal came that would have ended the process at once."""


class _Ears:
    """The first signal is raised as an Ended, again and again until it unwinds the stack; later ones are ignored.

    Python drops what is raised in a finalizer or a weak reference's callback, and an import's lock has one of these.
    """

    def __init__(self) -> None:
        self.told = 0
        self._before: dict[int, object] = {}

    def open(self) -> None:
        if threading.current_thread() is threading.main_thread():
            for number in filter(_is_free, _SIGNALS):
                self._before[number] = signal.signal(number, self._hear)

    def close(self) -> None:
        if self.told:
            signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]
        self._before.clear()

    def _hear(self, number: int, _: FrameType | None) -> None:
        self.told = number
        for each in self._before:
            signal.signal(each, signal.SIG_IGN)
        self._before[signal.SIGALRM] = signal.signal(signal.SIGALRM, self._insist)
        signal.setitimer(signal.ITIMER_REAL, _AGAIN, _AGAIN)
        raise Ended

    def _insist(self, *_: object) -> None:
        if not _is_unwinding(sys.exception()):
            raise Ended


@contextmanager
def heeding() -> Iterator[None]:
    """Inside, what ends the process raises as Ctrl-C does, so that nothing is left half done. Then it ends."""
    ears = _Ears()
    ears.open()
    try:
        yield
    except BaseException as error:
        ears.close()
        if ears.told in {signal.SIGTERM, signal.SIGHUP}:
            _die(ears.told)
        if ears.told or isinstance(error, KeyboardInterrupt):
            _leave()
            raise KeyboardInterrupt from error
        raise
    finally:
        ears.close()


def _is_free(number: int) -> bool:
    """Whether nobody has asked for something else: `nohup` has SIGHUP ignored."""
    return signal.getsignal(number) in {signal.SIG_DFL, signal.default_int_handler}


def _is_unwinding(error: BaseException | None) -> bool:
    """Whether what was interrupted tidies up after an Ended."""
    if error is None or isinstance(error, Ended):
        return error is not None
    return _is_unwinding(error.__cause__) or _is_unwinding(error.__context__)


def _die(number: int) -> None:
    """End as whoever sent the signal expects; nobody waits for threads."""
    with suppress(OSError, ValueError):
        sys.stdout.flush()
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def _leave() -> None:
    """End the process at once if threads would keep it; they only hold copies of what is safe elsewhere."""
    if any(not each.daemon for each in threading.enumerate() if each is not threading.main_thread()):
        click.echo("Aborted!", err=True)
        sys.stdout.flush()
        os._exit(1)
