"""What a person sees while Kabar starts."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

from kabar_cli.target import Target


class Screen:
    """Progress and addresses, on the standard output."""

    def __init__(self) -> None:
        """Writes in colour to a terminal, plainly to a file."""
        self._console = Console(highlight=False, soft_wrap=True)

    @contextmanager
    def step(self, what: str) -> Iterator[Callable[[str], None]]:
        """Shows that `what` goes on, then how long it took. What it yields takes a word on how far it is."""
        begun = time.monotonic()
        with self._console.status(f"{what} ...") as status:
            yield lambda how_far: status.update(f"{what} ... {how_far}")
        self._console.print(f"[green]✓[/] {what} [dim]{time.monotonic() - begun:.1f} s[/]")

    def addresses(self, target: Target, outputs: dict[str, str], log: str) -> None:
        """Where everything is, and how to publish."""
        rows = {
            "Site": f"{target.site}/",
            "Inbox": f"s3://{target.inbox}/",
            "Endpoint": target.endpoint,
            "Table": outputs["Table"],
            "Log": log,
        }
        self._console.print()
        for name, value in rows.items():
            self._console.print(f"  [bold]{name:<9}[/] {value}")
        self._console.print("\nTo publish, in another terminal:\n")
        for name, value in target.environment.items():
            self._console.print(f"  export {name}={value}")
        self._console.print("  aws s3 cp article.json s3://$KABAR_INBOX/articles/my-first.json")
        self._console.print("\nCtrl-C stops everything.")
