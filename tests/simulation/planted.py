"""Mistakes that somebody could have made, planted one at a time: the simulation must notice each of them.

Each replaces one thing in Kabar or in the world around it while it lasts. Where possible that is an adapter or a pure
function and not a method of a service, so that the faults outlive changes of the services.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final
from unittest import mock

from simulation.history import Fault, history_of
from simulation.steps import Step, Swarm

Shape = Callable[[int], list[Step]]
_LENGTHS: Final = (5, 10, 20, 30, 40, 60)
_TRIES: Final = 40


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault, and the swarm of histories to look for it in where it is rare: any swarm may be that one.

    Or their very shape, by the seed of what the world does meanwhile.
    """

    fault: Fault
    swarm: Swarm | None = None
    shape: Shape | None = None

    def histories(self) -> Iterator[list[Step]]:
        """Ever longer ones, the same each time."""
        for length in _LENGTHS:
            for seed in range(_TRIES):
                if self.shape:
                    yield self.shape(_LENGTHS.index(length) * _TRIES + seed)
                else:
                    yield history_of(seed, length, self.swarm)


PLANTED: Final[dict[str, Planted]] = {}


def planted(name: str, swarm: Swarm | None = None, shape: Shape | None = None) -> Callable[[Fault], Fault]:
    """Adds a fault to the table, by what it does."""

    def register(fault: Fault) -> Fault:
        PLANTED[name] = Planted(fault, swarm, shape)
        return fault

    return register


def instead(target: object, name: str, value: object) -> AbstractContextManager[object]:
    """Another thing in the place of one, while it lasts."""
    return mock.patch.object(target, name, value)
