"""What pictures and social cards would be made of now, for comparison with what they were made of."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from kabar.domain.audit import Fault
from kabar.domain.pages import CARD, PICTURE, Page
from kabar.ports import Clock, Table
from kabar.services.render_picture import GRACE
from kabar.services.social_card import MakeSocialCard
from kabar.services.wishes import Wishes

_LATE: Final = timedelta(minutes=5)


@dataclass
class MadePictures:
    """Asks the index by the code that makes them."""

    table: Table
    clock: Clock
    wishes: Wishes
    cards: MakeSocialCard

    def fault(self, page: Page, inputs: str) -> Fault | None:
        """What is wrong with a page of these two kinds that was made of `inputs`."""
        if page.kind == CARD:
            return Fault.STALE if self.cards.inputs(page.name) != inputs else None
        if page.kind != PICTURE:
            return None
        row = self.table.rendition(page.name)
        if row and row.leaving and row.leaving + GRACE + _LATE <= self.clock.now():
            return Fault.OVERDUE
        return Fault.STALE if self.wishes.of(page.name).digest != inputs else None
