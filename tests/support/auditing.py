"""The audit over the world in memory."""

from collections.abc import Callable

from kabar.domain.audit import Report
from kabar.services.audit.audit import Audit
from kabar.services.audit.objects import Objects
from kabar.services.audit.pages import BuiltPages
from kabar.services.audit.pictures import MadePictures
from kabar.services.audit.rows import Rows
from kabar.services.audit.uploads import Uploads
from support.memory_queues import MemoryArrivals, MemoryAudits
from support.world import World


class Auditor:
    """Audits a world. While it pauses, `meanwhile` happens."""

    def __init__(self, made: World, meanwhile=lambda: None, budget: int = 10**9) -> None:
        """`budget` is after how many steps an invocation runs out of time."""
        self.made, self.pictures, self.audits, self.budget = made, MemoryArrivals(), MemoryAudits(), budget
        pictures = MadePictures(made.table, made.clock, made.render.wishes, made.cards)
        stages = {
            "uploads": Uploads(made.inbox, made.inbox, made.table, made.clock),
            "rows": Rows(made.inbox, made.table, made.table, made.manifest),
            "pages": BuiltPages(made.manifest, made.build, pictures),
            "objects": Objects(made.manifest, made.site, made.build),
        }
        self.service = Audit(
            stages,
            made.inbox,
            made.table,
            made.table,
            made.arrivals,
            self.pictures,
            made.pages,
            made.renditions,
            self.audits,
            made.clock,
            lambda _: meanwhile(),
        )

    def run(self) -> Report:
        """A whole audit, over as many invocations as it takes; the repairs wait in their queues."""
        self.audits.waiting.append(("nightly", "", ""))
        while True:
            report = self.service.go_on(*self.audits.waiting.pop(0), _timer(self.budget))
            self.made.arrivals.look_at(self.pictures.looks)
            self.pictures.looks.clear()
            if report.ended:
                return report

    def repair(self) -> Report:
        """A whole audit, and all that it asks for."""
        report = self.run()
        self.made.rest()
        return report


def _timer(budget: int) -> Callable[[], bool]:
    steps = iter(range(budget))
    return lambda: next(steps, None) is None
