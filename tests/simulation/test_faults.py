"""The simulation can fail: each planted fault is caught, and nothing is without one."""

import pytest

from simulation import index_faults, page_faults
from simulation.history import run_history
from simulation.invariants import BrokenError
from simulation.planted import PLANTED, Planted
from simulation.steps import Step
from simulation.world import NeverRestsError

assert index_faults, page_faults


def _caught(each: Planted) -> tuple[list[Step], int, str] | None:
    """The first history that notices, how many it took, and what it noticed."""
    for count, history in enumerate(each.histories(), 1):
        try:
            run_history(history, fault=each.fault)
        except (BrokenError, NeverRestsError) as noticed:
            return history, count, (str(noticed) or "it never rests").partition("\n")[0][:150]
    return None


@pytest.mark.parametrize("name", PLANTED)
def test_planted_fault_is_caught(name, tell):
    caught = _caught(PLANTED[name])
    assert caught, f"no history notices that {name}"
    history, count, how = caught
    run_history(history)  # Without the fault there is nothing to notice.
    tell(f"planted: {name}\n    caught by a history of {len(history)} steps, the {count}th: {how}")
