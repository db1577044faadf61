"""As many histories as the time carries: whatever happens, at rest the site is render(inbox, clock).

Histories are drawn from numbered seeds by a plain generator of random numbers, because Hypothesis would spend more
time on drawing them than the world on living them, and has no notion of "as many as two minutes carry"; a smaller
number is drawn by Hypothesis, which looks elsewhere and shrinks better. SECONDS sets how long (of CPU time, shared out
over some tests so that pytest-xdist can run them side by side), SEED where the seeds begin; one that fails is replayed
by `SEED=<seed> SECONDS=0 pytest tests/simulation/test_simulation.py -k seeded`.
"""

import os
import time
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulation.history import draw_history, fails, history_of, literal, run_history, shrink

_SHARES = 8
_SECONDS = float(os.environ.get("SECONDS", "120"))
_FIRST = int(os.environ.get("SEED", "0"))
_FEWEST = 40 if _SECONDS else 1
"""Of each share, however slow the machine is."""
_REAL = 10
"""One history in so many is rendered by the real renderer; see simulation.renderer."""


@pytest.mark.parametrize("share", range(_SHARES))
def test_seeded_histories_converge(share, lived):
    start, seed = time.process_time(), _FIRST + share
    while (spent := time.process_time() - start) < _SECONDS / _SHARES or seed < _FIRST + share + _FEWEST * _SHARES:
        _live(seed)
        seed += _SHARES
    lived((seed - _FIRST - share) // _SHARES, spent)


def _live(seed: int) -> None:
    real = seed % _REAL == 0
    steps = history_of(seed)
    if fails(steps, real=real):
        smaller = shrink(steps, real=real)
        pytest.fail(f"SEED={seed}: {fails(smaller, real=real)}\nsteps = {literal(smaller)}", pytrace=False)


@settings(max_examples=60, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
@given(st.randoms(use_true_random=False))
def test_drawn_histories_converge(rng: Random):
    run_history(draw_history(rng))
