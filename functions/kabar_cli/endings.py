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

_SIGNALS: Final = (signal.SIGTERM, signal.SIGHUP)


class Ended(KeyboardInterrupt):
    """A signal that would have ended the process at once; `number` is the signal's."""

    def __init__(self, number: int) -> None:
        """Told by this signal."""
        super().__init__()
        self.number = number


@contextmanager
def heeding() -> Iterator[None]:
    """Inside, what ends the process raises as Ctrl-C does, so that nothing is left half done. Then it ends."""
    heeded = [number for number in _SIGNALS if _is_free(number)]
    for number in heeded:
        signal.signal(number, _raise)
    try:
        yield
    except Ended as ended:
        _die(ended.number)
        raise
    except KeyboardInterrupt:
        _leave()
        raise
    finally:
        for number in heeded:
            signal.signal(number, signal.SIG_DFL)


def _is_free(number: int) -> bool:
    """Whether nobody has asked for something else: `nohup` has SIGHUP ignored."""
    return threading.current_thread() is threading.main_thread() and signal.getsignal(number) is signal.SIG_DFL


def _raise(number: int, _: FrameType | None) -> None:
    for each in _SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    raise Ended(number)


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
