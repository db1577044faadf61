"""kabar.imaging, with what it made kept between runs: it takes half a second for each picture of the sample."""

import hashlib
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kabar import imaging
from kabar.domain.picture_facts import Made, PictureFacts

ROOT = Path(__file__).parents[2]
_KEPT = ROOT / ".build" / "lightroom"
_KABAR = ROOT / "functions" / "kabar"
_SOURCES = [*sorted((_KABAR / "imaging").rglob("*.py")), *sorted((_KABAR / "domain").glob("picture*.py"))]
_VERSION = hashlib.sha256(b"".join(path.read_bytes() for path in _SOURCES)).hexdigest()[:16]


def examine(body: bytes) -> PictureFacts:
    """As kabar.imaging."""
    facts: PictureFacts = _kept("examine", body, lambda: imaging.examine(body))
    return facts


def make(body: bytes, uses: frozenset[str]) -> list[Made]:
    """As kabar.imaging."""
    made: list[Made] = _kept(f"make-{sorted(uses)}", body, lambda: list(imaging.make(body, uses)))
    return made


def social_card(headline: str, publication: str, accent: str, logo: bytes | None) -> bytes:
    """As kabar.imaging."""
    words = (headline, publication, accent)
    card: bytes = _kept(f"card-{words}", logo or b"", lambda: imaging.social_card(*words, logo))
    return card


def _kept(what: str, body: bytes, do: Callable[[], Any]) -> Any:
    name = hashlib.sha256(f"{_VERSION} {what} ".encode() + body).hexdigest()
    path = _KEPT / name
    if not path.exists():
        _KEPT.mkdir(parents=True, exist_ok=True)
        whole = path.with_suffix(f".{os.getpid()}")
        whole.write_bytes(pickle.dumps(do()))
        whole.replace(path)
    return pickle.loads(path.read_bytes())  # noqa: S301 - of our own making
