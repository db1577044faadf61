"""How long each function takes from a fresh process to its first answer, beside what boto3's clients take alone."""

from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from bench.process import BUILT, bundle_of, functions, size_of, started

__all__ = ["functions", "measure"]
_TIMES: Final = 7
_WATCHED: Final = """
import boto3, sys
made = boto3.client
def client(name, **options):
    print("client", name, file=sys.stderr, flush=True)
    return made(name, **options)
boto3.client = client
"""
_BARE: Final = """
import boto3
from botocore.config import Config
config = Config(retries={{"mode": "standard", "total_max_attempts": 5}}, connect_timeout=2, read_timeout=10)
clients = [boto3.client(name, config=config) for name in {clients}]
def handler(event, context):
    return {{}}
"""


@dataclass(frozen=True)
class ColdStart:
    """Milliseconds from the process's start to the first answer: the function's, and that of its clients alone.

    `bundle_bytes` are the bundle's files, unzipped; `slowest` the modules that took most of the import by themselves.
    """

    init_ms: float
    boto3_ms: float
    own_ms: float
    bundle_bytes: int
    peak_mib: float
    slowest: dict[str, float]


def measure(name: str, times: int = _TIMES) -> ColdStart:
    """Start the function some times, and its clients alone as often, by turns; the median of each."""
    bundle = bundle_of(name)
    bare = _bare(name, clients_of(name))
    pairs = [(started(bundle, name), started(bare, name)) for _ in range(times)]
    whole, clients = (round(median(each.seconds for each in starts) * 1000, 1) for starts in zip(*pairs, strict=True))
    peak = round(median(start.peak_mib for start, _ in pairs), 1)
    return ColdStart(whole, clients, round(whole - clients, 1), size_of(bundle), peak, _slowest(bundle, name))


def clients_of(name: str) -> list[str]:
    """The services of AWS that the function makes a client of for its first event."""
    told = started(bundle_of(name), name, prelude=_WATCHED).errors
    return [line.removeprefix("client ") for line in told.splitlines() if line.startswith("client ")]


def _bare(name: str, clients: list[str]) -> Path:
    folder = BUILT / f"{name}-bare"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "app.py").write_text(_BARE.format(clients=clients), "utf-8")
    return folder


def _slowest(bundle: Path, name: str, count: int = 8) -> dict[str, float]:
    """The modules that took longest to import by themselves, in milliseconds (python -X importtime)."""
    told = started(bundle, name, options=("-X", "importtime")).errors
    lines = [
        line.removeprefix("import time:").split("|") for line in told.splitlines() if line.startswith("import time:")
    ]
    taken = {module.strip(): int(own) / 1000 for own, _, module in lines if own.strip().isdecimal()}
    return dict(sorted(taken.items(), key=lambda each: -each[1])[:count])
