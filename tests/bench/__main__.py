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
    "publication": lambda: {str(size): asdict(run) for size, run in publication.by_size().items()},
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
    arguments = _arguments()
    target = _target()
    measured = {}
    for name in dict.fromkeys(arguments.benchmarks) or _ALL:
        measured[name] = _ALL[name]()
        for figure, value in _figures({name: measured[name]}).items():
            sys.stdout.write(_line(figure, value, arguments.compare.get(figure)))
        sys.stdout.flush()
    if target:
        target.write_text(json.dumps(measured, indent=2) + "\n")


def _arguments() -> argparse.Namespace:
    """What was asked for. Whatever is wrong with it is said now, not after an hour's measuring."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("benchmarks", nargs="*", type=_known, metavar="NAME", help=f"all, or some of {', '.join(_ALL)}")
    parser.add_argument("--compare", type=_run, metavar="FILE", default={}, help="JSON of an earlier run")
    return parser.parse_args()


def _known(name: str) -> str:
    if name not in _ALL:
        raise argparse.ArgumentTypeError(f'there is no "{name}", only {", ".join(_ALL)}')
    return name


def _run(path: str) -> dict[str, float]:
    """The figures of an earlier run."""
    try:
        figures = _figures(json.loads(Path(path).read_text("utf-8")))
    except OSError as error:
        raise argparse.ArgumentTypeError(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{path} is no JSON: {error}") from error
    if not figures:
        raise argparse.ArgumentTypeError(f"{path} has no figures; BENCH_JSON=FILE writes one that has")
    return figures


def _target() -> Path | None:
    """Where the JSON goes. It is looked at first: a run takes long."""
    if not (path := os.environ.get("BENCH_JSON")):
        return None
    try:
        Path(path).open("a").close()
    except OSError as error:
        raise SystemExit(f"make bench: BENCH_JSON={path} can't be written: {error.strerror}") from error
    return Path(path)


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
