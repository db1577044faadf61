"""The tables of docs/cost.md."""

from pathlib import Path
from typing import Final

from kabar_cli.cost.bill import Line, Newsroom, bill
from kabar_cli.cost.command import total
from kabar_cli.cost.measured import Measured
from kabar_cli.cost.prices import FILE, Prices

PAPER: Final = Path(__file__).resolve().parents[2] / "docs" / "cost.md"
START, END = "<!-- counted -->", "<!-- end -->"
REGION: Final = "ap-southeast-3"
_PROBES: Final = (5, 15, 30, 60)
NEWSROOMS: Final = {
    "a small provincial one": Newsroom(12, 60_000, 1),
    "a regional one": Newsroom(80, 1_000_000, 3),
    "a national one": Newsroom(500, 30_000_000, 3),
}


def rewritten(text: str) -> str:
    """The page with the tables as they come out now."""
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    parts = (_newsrooms(), _probe(), _publication(), _prices())
    return f"{before}{START}\n" + "\n\n".join(parts) + f"\n{END}{after}"


def _newsrooms() -> str:
    measured, prices = Measured.read(), Prices.of(REGION)
    bills = [bill(each, measured, prices) for each in NEWSROOMS.values()]
    free = [bill(each, measured, prices, free_tier=True) for each in NEWSROOMS.values()]
    rows = [
        ["", *NEWSROOMS],
        ["---", *["---:"] * len(NEWSROOMS)],
        ["articles a day", *(f"{each.articles_per_day:,}" for each in NEWSROOMS.values())],
        ["views a month", *(f"{each.views_per_month:,}" for each in NEWSROOMS.values())],
        ["pictures an article", *(f"{each.pictures_per_article:,}" for each in NEWSROOMS.values())],
        *([part, *(_part(lines, part) for lines in bills)] for part in dict.fromkeys(line.part for line in bills[0])),
        ["**a month**", *(f"**${total(lines):,.2f}**" for lines in bills)],
        ["less what is free", *(f"${total(lines):,.2f}" for lines in free)],
    ]
    return f"Prices of {prices.date}, {prices.name}. Calls counted on {measured.date}.\n\n" + _table(rows)


def _probe() -> str:
    """What probing adds to any of them."""
    measured, prices = Measured.read(), Prices.of(REGION)
    bills = {each: bill(Newsroom(0, 0, probe_minutes=each), measured, prices) for each in _PROBES}
    rows = [
        ["the probe, every", *(f"{each} minutes" for each in _PROBES)],
        ["---", *["---:"] * len(_PROBES)],
        ["**a month more**", *(_part(lines, "probe") for lines in bills.values())],
    ]
    return _table(rows)


def _part(lines: list[Line], part: str) -> str:
    return f"${sum(line.dollars for line in lines if line.part == part):,.2f}"


def _publication() -> str:
    measured = Measured.read()
    rows = [["", "an article", "a picture more", "a correction", "a probe"], ["---", *["---:"] * 4]]
    kinds = {
        "written into S3": "s3_writes", "read from S3": "s3_reads", "read units of DynamoDB": "read_units",
        "write units": "write_units", "requests to SQS": "sqs_requests", "objects of the site": "objects",
        "bytes of them": "bytes",
    }  # fmt: skip
    things = (measured.article, measured.picture, measured.correction, measured.probe)
    rows += [[told, *(f"{getattr(each, name):,.0f}" for each in things)] for told, name in kinds.items()]
    rows.append(["invocations of functions", *(f"{sum(each.invocations.values()):,.0f}" for each in things)])
    return _table(rows)


def _prices() -> str:
    prices = Prices.of(REGION)
    rows = [["what", "dollars", "for", "found elsewhere", "page"], ["---", "---:", "---:", "---", "---"]]
    for price in prices.by_kind.values():
        confirmed = "yes" if price.confirmed else "**no**"
        page = price.source.removeprefix("https://").rstrip("/")
        rows.append(
            [price.unit, f"{price.usd:g}", f"{price.per:,.0f}", confirmed, f"[{page.split('/')[1]}]({price.source})"]
        )
    return f"`{FILE.name}`, for {prices.name}, {prices.date}:\n\n" + _table(rows)


def _table(rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
