"""Histories: drawn from a seed, run to rest, made smaller when they fail."""

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from random import Random
from typing import Final

from kabar.render.renderer import Renderer
from kabar.services.render_picture import GRACE
from simulation.alarms import LATE
from simulation.checks import check_rest
from simulation.disasters import audited, repair
from simulation.editor import apply
from simulation.invariants import BrokenError
from simulation.renderer import Dumper
from simulation.steps import FIRST_SITE, Step, Swarm, draw_step, draw_swarm
from simulation.wiring import inhabited
from simulation.world import World

Fault = Callable[[World], AbstractContextManager[object]]
LENGTH: Final = (30, 60)
"""Fewest and most steps of a history, each an act of an editor, of the world's, or a stretch of running."""
_AUDITED: Final = 3
"""One history in so many ends with an audit."""


def draw_history(rng: Random, length: int | None = None, swarm: Swarm | None = None) -> list[Step]:
    """Any history (of so many steps, of such a swarm); most begin with a publication."""
    drawn = draw_swarm(rng)
    steps = [draw_step(rng, swarm or drawn) for _ in range(length or rng.randint(*LENGTH))]
    return [FIRST_SITE, *steps[1:]] if rng.random() < 0.9 else steps


def history_of(seed: int, length: int | None = None, swarm: Swarm | None = None) -> list[Step]:
    """The history that this seed names."""
    return draw_history(Random(seed), length, swarm)


def run_history(steps: Sequence[Step], *, real: bool = False, fault: Fault | None = None) -> World:
    """Live through it, come to rest, and check. Raises AssertionError."""
    end = steps[-1].seed if steps else 0
    world = World(Random(end), Renderer() if real else Dumper(), page_size=3 if end % 2 else 100)
    with inhabited(world), fault(world) if fault else nullcontext():
        for number, step in enumerate(steps):
            apply(step, world, number)
            for queue in world.queues_by_name.values():
                world.invariants.one_place(queue)
        world.rng = Random(end)
        if any(step.kind == "lose" for step in steps):
            repair(world)
        _come_to_rest(world)
        while ahead := [edge for edge in world.invariants.readable.edges if edge > world.time.now]:
            world.jump(min(ahead) - world.time.now + 2 * LATE)
            _come_to_rest(world)
        world.jump(GRACE.total_seconds() + 2 * LATE)
        _come_to_rest(world, later=True)
        if end % _AUDITED == 0:
            _is_whole(world)
    return world


def _is_whole(world: World) -> None:
    """Where everything agrees an audit finds nothing, and changes nothing."""
    site, rows = dict(world.buckets.site), list(world.table.rows())
    report = audited(world, "last")
    wrong = [finding for finding in report["findings"] if not _is_empty(world, finding)]
    if wrong:
        raise BrokenError(f"an audit finds faults where there are none: {wrong}")
    if site != world.buckets.site or rows != list(world.table.rows()):
        raise BrokenError("an audit changes what was right")


def _is_empty(world: World, finding: dict[str, str]) -> bool:
    """Whether a page without objects is called stale: a changed publication has nobody build it, and no one need."""
    used = {item["page"]["S"] for item in world.manifest.rows() if item["pk"]["S"] == "OBJECT"}
    return finding["fault"] == "stale" and finding["where"] not in used


def _come_to_rest(world: World, *, later: bool = False) -> None:
    world.rest()
    world.refresh_news()
    world.rest()
    check_rest(world, later=later)


def fails(steps: Sequence[Step], *, real: bool = False) -> str | None:
    """How the history fails, None if it doesn't."""
    try:
        run_history(steps, real=real)
    except Exception as error:  # noqa: BLE001 - a crash of the world is a failure too
        return f"{type(error).__name__}: {error}"
    return None


def _kind(failure: str | None) -> str | None:
    return failure and failure[:30]


def shrink(steps: list[Step], *, real: bool = False, patience: float = 60) -> list[Step]:
    """A smaller history that fails as well: without any step, or trouble, that it doesn't need.

    Looks for it for `patience` seconds of CPU time.
    """
    kind, until = _kind(fails(steps, real=real)), time.process_time() + patience

    def same(attempt: list[Step]) -> bool:
        return time.process_time() < until and _kind(fails(attempt, real=real)) == kind

    size = len(steps) // 2
    while size:
        for start in range(len(steps) - size, -1, -size):
            fewer = steps[:start] + steps[start + size :]
            steps = fewer if same(fewer) else steps
        size //= 2
    for number, step in enumerate(steps):
        calm = replace(step, options=step.options | {"trouble": 0.0})
        attempt = [*steps[:number], calm, *steps[number + 1 :]]
        steps = attempt if step.options.get("trouble") and same(attempt) else steps
    return steps


def literal(steps: Sequence[Step]) -> str:
    """The history as it can be written into a test."""
    lines = (f"    Step({step.kind!r}, {step.key!r}, {step.options!r}, {step.seed})," for step in steps)
    return "[\n" + "\n".join(lines) + "\n]"
