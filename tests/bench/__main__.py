"""All benchmarks, or those named: a table, JSON where BENCH_JSON says, and with `--compare FILE` ratios to that run."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from bench import bulk, cold_start, growth, hostile, importing, limits, picture, publication, rebuild, weight

_ALL: Final[Mapping[str, Callable[[], Any]]] = {
    "publication": lambda: {str(size): asdict(publication.measure(size)) for size in publication.SIZES},
    "rebuild": lambda: asdict(rebuild.measure(2_000)),
    "bulk": lambda: asdict(bulk.measure(10_000)),
    "cold_start": lambda: {name: asdict(cold_start.measure(name)) for name in cold_start.functions()},
    "growth": lambda: {
        str(size): {kind: asdict(page) for kind, page in growth.measure(size).items()} for size in growth.A_DAY
    },
    "limits": limits.everything,
    "importing": lambda: {str(size): asdict(importing.measure(size)) for size in importing.SIZES},
    "picture": picture.measure,
    "hostile": lambda: {name: asdict(cost) for name, cost in hostile.measure().items()},
    "weight": lambda: {kind: asdict(each) for kind, each in weight.measure().items()},
}


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("benchmarks", nargs="*", choices=[*_ALL, []], help="which ones; all without")
    parser.add_argument("--compare", type=Path, metavar="FILE", help="JSON of an earlier run")
    arguments = parser.parse_args()
    before = _figures(json.loads(arguments.compare.read_text())) if arguments.compare else {}
    measured = {}
    for name in arguments.benchmarks or _ALL:
        measured[name] = _ALL[name]()
        for figure, value in _figures({name: measured[name]}).items():
            sys.stdout.write(_line(figure, value, before.get(figure)))
        sys.stdout.flush()
    if path := os.environ.get("BENCH_JSON"):
        Path(path).write_text(json.dumps(measured, indent=2) + "\n")


def _figures(measured: Any, name: str = "") -> dict[str, float]:
    """Every number, under the names that lead to it."""
    if isinstance(measured, dict):
        return {key: value for part, inner in measured.items() for key, value in _inner(name, part, inner)}
    return {name: measured} if isinstance(measured, int | float) else {}


def _inner(name: str, part: str, inner: Any) -> Iterator[tuple[str, float]]:
    yield from _figures(inner, f"{name} {part}".strip()).items()


def _line(figure: str, value: float, before: float | None) -> str:
    ratio = f"{value / before:8.2f}x" if before else ""
    return f"{figure:<60} {value:>14,.10g}{ratio}\n"


if __name__ == "__main__":
    main()
