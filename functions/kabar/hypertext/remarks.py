"""What a conversion changed or left out."""

from dataclasses import dataclass, field

from kabar.domain.problems import Problem


@dataclass
class Remarks:
    """Collects each remark once, in their order. `place` is the JSON Pointer that they are about."""

    place: str = ""
    _problems: dict[tuple[str, str, str], Problem] = field(default_factory=dict)

    def add(self, code: str, place: str | None = None, **values: str) -> None:
        """Remark on something."""
        where = self.place if place is None else place
        self._problems.setdefault((where, code, str(values)), Problem(where, code, values))

    def all(self) -> tuple[Problem, ...]:
        """Every remark."""
        return tuple(self._problems.values())
