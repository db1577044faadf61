"""Where the time of one publication, or of a rebuild, goes: `make profile`, with pyinstrument."""

import argparse
import sys
from collections.abc import Callable, Mapping
from typing import Final

from pyinstrument import Profiler

from bench import publication, rebuild

_WHAT: Final[Mapping[str, Callable[[], object]]] = {
    "publication": lambda: publication.measure(10_000, times=100),
    "rebuild": lambda: rebuild.measure(500),
}


def main() -> None:
    """Print the tree of calls that took most."""
    parser = argparse.ArgumentParser(prog="make profile", description=__doc__)
    parser.add_argument("what", nargs="?", choices=_WHAT, default="publication")
    with Profiler(interval=0.0005) as profiler:
        _WHAT[parser.parse_args().what]()
    sys.stdout.write(profiler.output_text(unicode=True, show_all=False))


if __name__ == "__main__":
    main()
