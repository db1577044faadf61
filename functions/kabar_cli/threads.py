"""Threads that Ctrl-C doesn't wait for."""

from concurrent.futures import ThreadPoolExecutor
from types import TracebackType


class Workers(ThreadPoolExecutor):
    """As the library's, but what Ctrl-C interrupts is left where it is: an answer may never come."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        """Waits for what was begun, unless somebody doesn't want to wait any longer."""
        if kind and issubclass(kind, KeyboardInterrupt):
            self.shutdown(wait=False, cancel_futures=True)
            return None
        return super().__exit__(kind, error, trace)
