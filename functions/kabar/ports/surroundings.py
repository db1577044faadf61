"""Time, and the darkroom."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from kabar.domain.picture_facts import Made, PictureFacts


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """Now, aware, UTC."""


class Pause(Protocol):
    """Time passing."""

    def __call__(self, seconds: float, /) -> None:
        """Return after so many seconds."""


class Imaging(Protocol):
    """The darkroom (kabar.imaging)."""

    def examine(self, body: bytes) -> PictureFacts:
        """Facts of a picture. Raises Rejected if it isn't one that can be shown."""

    def make(self, body: bytes, uses: frozenset[str]) -> Iterable[Made]:
        """The files that the uses need of a picture that has been examined."""

    def social_card(self, headline: str, publication: str, accent: str, logo: bytes | None) -> bytes:
        """A PNG with both texts, a bar of the colour (#rrggbb) and a logo that has been examined."""
