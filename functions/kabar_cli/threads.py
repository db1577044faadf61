"""Threads that Ctrl-C doesn't wait for."""

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType

import click


class Workers(ThreadPoolExecutor):
    """As the library's, but what Ctrl-C interrupts is left where it is: an answer may never come."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        """Waits for what was begun, unless somebody doesn't want to wait any longer."""
        if kind is KeyboardInterrupt:
            self.shutdown(wait=False, cancel_futures=True)
            return None
        return super().__exit__(kind, error, trace)


def leave() -> None:
    """End the process at once if threads would keep it; they only hold copies of what is safe elsewhere."""
    if any(not each.daemon for each in threading.enumerate() if each is not threading.main_thread()):
        click.echo("Aborted!", err=True)
        sys.stdout.flush()
        os._exit(1)
