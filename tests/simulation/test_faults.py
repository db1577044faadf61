"""The simulation can fail: each planted fault is caught, and nothing is without one."""

from contextlib import nullcontext

import pytest

from simulation import index_faults, page_faults
from simulation.history import history_of, run_history
from simulation.invariants import BrokenError
from simulation.planted import PLANTED, Planted

_LENGTHS = (5, 10, 20, 30, 40, 60)
_TRIES = 40
assert index_faults, page_faults


def _caught(each: Planted) -> tuple[int, int, str] | None:
    """The length of the first history that notices, how many it took, and what it noticed."""
    for round_, length in enumerate(_LENGTHS):
        for seed in range(_TRIES):
            try:
                run_history(history_of(seed, length, each.swarm), fault=each.fault)
            except BrokenError as broken:
                return length, round_ * _TRIES + seed + 1, str(broken).partition("\n")[0][:150]
    return None


@pytest.mark.parametrize("name", PLANTED)
def test_planted_fault_is_caught(name, tell):
    caught = _caught(PLANTED[name])
    assert caught, f"no history notices that {name}"
    length, count, how = caught
    tell(f"planted: {name}\n    caught by a history of {length} steps, the {count}th: {how}")


@pytest.mark.parametrize(
    "swarm", list(dict.fromkeys(each.swarm for each in PLANTED.values())), ids=lambda swarm: swarm and swarm.kinds[-1]
)
def test_nothing_is_noticed_where_there_is_no_fault(swarm):
    assert _caught(Planted(lambda _: nullcontext(), swarm)) is None
