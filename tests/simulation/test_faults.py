"""The simulation can fail: each planted fault is caught, and nothing is without one."""

from contextlib import nullcontext
from dataclasses import replace

import pytest

from simulation import index_faults, page_faults
from simulation.history import run_history
from simulation.invariants import BrokenError
from simulation.planted import PLANTED, Planted

assert index_faults, page_faults


def _caught(each: Planted) -> tuple[int, int, str] | None:
    """The length of the first history that notices, how many it took, and what it noticed."""
    for count, history in enumerate(each.histories(), 1):
        try:
            run_history(history, fault=each.fault)
        except BrokenError as broken:
            return len(history), count, str(broken).partition("\n")[0][:150]
    return None


@pytest.mark.parametrize("name", PLANTED)
def test_planted_fault_is_caught(name, tell):
    caught = _caught(PLANTED[name])
    assert caught, f"no history notices that {name}"
    length, count, how = caught
    tell(f"planted: {name}\n    caught by a history of {length} steps, the {count}th: {how}")


_LOOKED_IN = {(each.swarm, each.shape): each for each in PLANTED.values()}


@pytest.mark.parametrize("each", _LOOKED_IN.values(), ids=range(len(_LOOKED_IN)))
def test_nothing_is_noticed_where_there_is_no_fault(each):
    assert _caught(replace(each, fault=lambda _: nullcontext())) is None
