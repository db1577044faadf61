"""The table of prices."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

FILE: Final = Path(__file__).with_name("prices.json")


@dataclass(frozen=True)
class Price:
    """Dollars for `per` of a unit."""

    unit: str
    usd: float
    per: float
    free: float
    """How many a month AWS gives to each account for nothing, without end."""
    confirmed: bool
    """Whether it was found again outside our memory when the table was made."""
    source: str


@dataclass(frozen=True)
class Prices:
    """A region's prices on a day."""

    date: str
    region: str
    name: str
    by_kind: Mapping[str, Price]

    @classmethod
    def of(cls, region: str, file: Path | None = None) -> Self:
        """The table for a region. Raises LookupError if it has no such region, or can't be read."""
        try:
            table = json.loads((file or FILE).read_text("utf-8"))
            if region not in table["regions"]:
                known = ", ".join(sorted(table["regions"]))
                raise LookupError(
                    f"There are no prices for {region}, only for {known}. --prices takes a table of yours."
                )
            kinds = {kind: _price(each, region) for kind, each in table["prices"].items()}
            return cls(table["date"], region, table["regions"][region], kinds)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise LookupError(f"{file or FILE} isn't a table of prices like Kabar's own: {error!r}") from error

    def cost(self, kind: str, quantity: float) -> float:
        """Dollars."""
        price = self.by_kind[kind]
        return quantity / price.per * price.usd


def _price(row: dict[str, Any], region: str) -> Price:
    confirmed = region in row["confirmed"]
    return Price(
        row["unit"], float(row["usd"][region]), float(row["per"]), float(row["free"]), confirmed, row["source"]
    )
