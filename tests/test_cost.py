"""The bill: counted anew, told in the documentation, and within what a publication may cost."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from bench.cost_paper import PAPER, rewritten
from bench.counts import counted
from kabar_cli.cost.bill import Newsroom, article_usage, bill
from kabar_cli.cost.command import total
from kabar_cli.cost.measured import FILE, Measured
from kabar_cli.cost.prices import FILE as PRICES
from kabar_cli.cost.prices import Prices
from kabar_cli.cost.usage import CALL, gigabyte_seconds, usage
from kabar_cli.main import main

MEASURED = Measured.read()
TABLES = [Prices.of(region) for region in ("ap-southeast-3", "us-east-1")]
ROOM = Newsroom(80, 1_000_000, 3)
ABOUT = ("bytes", "gzip_bytes")
ASK = ("cost", "--articles-per-day", "80", "--views-per-month", "1000000")


def figures(document, name=""):
    if isinstance(document, dict):
        return {
            key: value for part, inner in document.items() for key, value in figures(inner, f"{name} {part}").items()
        }
    return {name.strip(): document}


def test_what_was_counted_is_what_is_counted():
    kept = {name: value for name, value in json.loads(FILE.read_text()).items() if name not in ("date", "seconds")}
    before, now = figures(kept), figures(counted())
    about = {name: value for name, value in now.items() if name.endswith(ABOUT)}
    assert {name: before.get(name) for name in now if name not in about} == {
        name: value for name, value in now.items() if name not in about
    }, "`make cost` counts anew: what it changes costs newsrooms money"
    assert {name: before.get(name) for name in about} == pytest.approx(about, rel=0.15)


def test_the_page_shows_what_comes_out():
    assert PAPER.read_text("utf-8") == rewritten(PAPER.read_text("utf-8")), "`make cost` writes the tables"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.region)
def test_publishing_an_article_costs_a_twentieth_of_a_cent_at_most(table):
    dollars = sum(table.cost(kind, quantity) for kind, quantity in article_usage(MEASURED).items())
    assert 0 < dollars <= 0.0005


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.region)
def test_a_bill_has_a_line_for_everything_that_is_used(table):
    lines = bill(replace(ROOM, firewall=True), MEASURED, table)
    told = {line.kind for line in lines}
    assert table.by_kind.keys() <= told
    assert all(line.dollars >= 0 for line in lines)


def test_twice_as_much_work_costs_twice_as_much():
    part = {}
    for factor in (1, 2):
        lines = bill(Newsroom(80 * factor, 1e6 * factor, 3), MEASURED, TABLES[0])
        part[factor] = {
            name: sum(each.dollars for each in lines if each.part == name) for name in ("publishing", "readers")
        }
    assert part[2] == pytest.approx({name: 2 * dollars for name, dollars in part[1].items()})


def test_nobody_who_publishes_nothing_pays_for_publishing():
    lines = bill(Newsroom(0, 0), MEASURED, TABLES[0])
    assert {line.part for line in lines} == {"standing by"}


def test_what_is_free_is_given_once():
    whole, less = (bill(ROOM, MEASURED, TABLES[0], free_tier=free) for free in (False, True))
    saved = sum(
        one.dollars - other.dollars for one, other in zip(whole, less, strict=True) if one.kind == "lambda-request"
    )
    assert saved == pytest.approx(
        min(1e6, sum(each.quantity for each in whole if each.kind == "lambda-request")) * 0.2e-6
    )
    assert total(less) < total(whole)
    small = bill(Newsroom(1, 100), MEASURED, TABLES[0], free_tier=True)
    assert all(line.dollars == 0 for line in small if line.part == "readers" and line.kind.startswith("edge"))


def test_less_memory_means_less_processor_and_as_long_waits():
    assert gigabyte_seconds(1, 0, 512) == pytest.approx(gigabyte_seconds(1, 0, 1024))
    assert gigabyte_seconds(0, 10, 512) == pytest.approx(10 * CALL / 2)
    assert gigabyte_seconds(1, 0, 4096) == 4


def test_nobody_pays_for_the_time_of_what_was_not_invoked():
    article = article_usage(MEASURED)["lambda-second"]
    without = {name: seconds for name, seconds in MEASURED.seconds.items() if name in MEASURED.article.invocations}
    assert "photograph" not in without
    assert article == usage(MEASURED.article, without, MEASURED.standing["memory"])["lambda-second"]
    assert article < gigabyte_seconds(MEASURED.seconds["photograph"], 0, 1769)


def test_the_command_prints_lines_and_their_sum():
    done = CliRunner().invoke(main, [*ASK, "--pictures-per-article", "3"])
    assert done.exit_code == 0, done.output
    lines = bill(ROOM, MEASURED, TABLES[0])
    assert f"{total(lines):,.2f}" in done.stdout
    assert "Asia Pacific (Jakarta)" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_it_tells_what_one_publication_costs_and_what_an_article_with_all_that_comes_after():
    once, article = (
        float(line.split()[-1])
        for line in CliRunner().invoke(main, [*ASK, "--updates-per-article", "1"]).stdout.splitlines()
        if line.startswith(("one publication, without a picture", "an article, with all its uploads"))
    )
    assert 0 < once <= 0.0005
    # Twice uploaded, with a picture.
    assert article > 2 * once


def test_programs_get_the_same():
    done = CliRunner().invoke(main, [*ASK, "--pictures-per-article", "3", "--region", "us-east-1", "--format", "json"])
    told = json.loads(done.stdout)
    assert told["dollars"] == pytest.approx(total(bill(ROOM, MEASURED, TABLES[1])), abs=1e-3)
    assert told["dollars"] == pytest.approx(sum(line["dollars"] for line in told["lines"]), abs=1e-3)
    assert (told["region"], told["newsroom"]["articles_per_day"]) == ("us-east-1", 80)


def test_a_table_of_ones_own(tmp_path):
    table = json.loads(PRICES.read_text())
    table["regions"]["eu-central-1"] = "Frankfurt"
    for price in table["prices"].values():
        price["usd"]["eu-central-1"] = 0
    (tmp_path / "prices.json").write_text(json.dumps(table))
    done = CliRunner().invoke(main, [*ASK, "--region", "eu-central-1", "--prices", str(tmp_path / "prices.json")])
    assert (done.exit_code, "Frankfurt" in done.stdout) == (0, True), done.output


@pytest.mark.parametrize(
    "broken", ["", "[]", "{", '{"regions": {"ap-southeast-3": "x"}, "date": "x", "prices": {"x": {}}}']
)
def test_a_table_that_is_none(broken, tmp_path):
    (tmp_path / "prices.json").write_text(broken)
    done = CliRunner().invoke(main, [*ASK, "--prices", str(tmp_path / "prices.json")])
    assert (done.exit_code, "isn't a table of prices" in done.stderr) == (1, True), done.output


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--region", "mars-1"], 1, "only for ap-southeast-3, us-east-1"),
        (["--pictures-per-article", "-1"], 2, "-1"),
        (["--archive", "nan"], 2, "nan"),
        (["--archive", "many"], 2, "many"),
    ],
)
def test_what_cant_be_meant(words, code, said):
    done = CliRunner().invoke(main, [*ASK, *words])
    assert (done.exit_code, said in done.stderr) == (code, True), done.output
