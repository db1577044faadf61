"""The verb `cost`."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from kabar_cli.cost.bill import Line, Newsroom, article_usage, bill
from kabar_cli.cost.measured import Measured
from kabar_cli.cost.prices import Prices

_EXACT = 1_000
"""Above it nobody wants digits after the point."""


class _Amount(click.FloatRange):
    """A number that isn't negative, nor `nan`, which no comparison catches."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        number: float = super().convert(value, param, ctx)
        if number != number:  # noqa: PLR0124 - only nan differs from itself
            self.fail(f"{value} is no number.", param, ctx)
        return number


_AMOUNT = _Amount(min=0, max=1e12)


@click.command()
@click.option("--articles-per-day", required=True, type=_AMOUNT, help="New articles.")
@click.option("--views-per-month", required=True, type=_AMOUNT, help="Pages that readers open.")
@click.option("--pictures-per-article", type=_AMOUNT, default=1, show_default=True)
@click.option("--updates-per-article", type=_AMOUNT, default=1, show_default=True, help="Uploads after the first.")
@click.option("--archive", type=_AMOUNT, help="Articles that there are already. [default: those of a year]")
@click.option("--region", default="ap-southeast-3", show_default=True, help="Where Kabar runs.")
@click.option("--free-tier", is_flag=True, help="Take off what AWS gives every account for nothing, without end.")
@click.option("--waf", is_flag=True, help="With the firewall.")
@click.option("--probe-minutes", type=_AMOUNT, default=0, show_default=True, help="Between two probes. 0: none.")
@click.option("--prices", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Another table of prices.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def cost(  # noqa: PLR0913 - click's way
    *,
    articles_per_day: float,
    views_per_month: float,
    pictures_per_article: float,
    updates_per_article: float,
    archive: float | None,
    region: str,
    free_tier: bool,
    waf: bool,
    probe_minutes: float,
    prices: Path | None,
    form: str,
) -> None:
    """Print what a month on AWS costs, line by line.

    From the calls that the benchmarks count, and a table of prices that has a date. It is an estimate: docs/cost.md
    says what is counted, what is assumed, and which prices were found again elsewhere.
    """
    newsroom = Newsroom(
        articles_per_day,
        views_per_month,
        pictures_per_article=pictures_per_article,
        updates_per_article=updates_per_article,
        archive=archive,
        firewall=waf,
        probe_minutes=probe_minutes,
    )
    measured, table = Measured.read(), Prices.of(region, prices)
    lines = bill(newsroom, measured, table, free_tier=free_tier)
    told = as_json(newsroom, lines, measured, table) if form == "json" else as_text(newsroom, lines, measured, table)
    click.echo(told)


def as_text(newsroom: Newsroom, lines: Sequence[Line], measured: Measured, prices: Prices) -> str:
    """A table with sums, and whence the numbers come."""
    width = max(len(line.unit) for line in lines)
    told = []
    for part in dict.fromkeys(line.part for line in lines):
        own = [line for line in lines if line.part == part]
        told.append(f"{part:<{width + 18}} {sum(line.dollars for line in own):>10,.2f}")
        told += [f"  {line.unit:<{width}} {line.quantity:>15,.{_digits(line)}f} {_dollars(line):>10}" for line in own]
    whole = total(lines)
    told.append(f"{'a month, in dollars':<{width + 18}} {whole:>10,.2f}")
    if newsroom.articles:
        published = sum(line.dollars for line in lines if line.part in ("publishing", "pictures", "corrections"))
        once = sum(prices.cost(kind, quantity) for kind, quantity in article_usage(measured).items())
        told.append(f"{'one publication, without a picture':<{width + 18}} {once:>10.6f}")
        told.append(f"{'an article, with all its uploads':<{width + 18}} {published / newsroom.articles:>10.6f}")
    told += ["", f"Prices of {prices.date} for {prices.name}; calls counted on {measured.date}."]
    if not all(line.confirmed for line in lines):
        told.append("? This price was found nowhere else: look at the page that docs/cost.md names.")
    return "\n".join(told)


def as_json(newsroom: Newsroom, lines: Sequence[Line], measured: Measured, prices: Prices) -> str:
    """The same for programs."""
    document: dict[str, Any] = {
        "newsroom": asdict(newsroom),
        "region": prices.region,
        "prices": prices.date,
        "measured": measured.date,
        "lines": [asdict(line) for line in lines],
        "dollars": round(total(lines), 4),
    }
    return json.dumps(document, indent=2)


def total(lines: Sequence[Line]) -> float:
    """Dollars of all lines."""
    return sum(line.dollars for line in lines)


def _digits(line: Line) -> int:
    return 0 if line.quantity.is_integer() or line.quantity > _EXACT else 1


def _dollars(line: Line) -> str:
    return f"{line.dollars:,.2f}{' ' if line.confirmed else '?'}"
