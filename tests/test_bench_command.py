"""`make bench`: what is wrong with the asking is said before anything is measured."""

import json
import sys

import pytest

from bench import __main__ as bench


@pytest.fixture
def measured():
    """What was measured, in that order."""
    return []


@pytest.fixture
def folder(monkeypatch, tmp_path):
    """An empty folder, from which `make bench` is run."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(monkeypatch, capsys, measured):
    """A run with these words; the benchmarks `one` and `two` take no time. What it printed, and what it measured."""

    def measuring(name, figures):
        return lambda: measured.append(name) or figures

    benchmarks = {"one": measuring("one", {"calls": 40, "bytes": 100}), "two": measuring("two", {"calls": 3})}
    monkeypatch.setattr(bench, "_ALL", benchmarks)
    monkeypatch.delenv("BENCH_JSON", raising=False)

    def made(*words):
        measured.clear()
        monkeypatch.setattr(sys, "argv", ["bench", *words])
        bench.main()
        return capsys.readouterr().out, measured

    return made


def test_it_measures_all_or_what_is_named_once(run):
    assert run()[1] == ["one", "two"]
    assert run("two", "two")[1] == ["two"]


def test_it_writes_json_and_compares_with_it(run, monkeypatch, tmp_path):
    monkeypatch.setenv("BENCH_JSON", str(tmp_path / "run.json"))
    run()
    assert json.loads((tmp_path / "run.json").read_text()) == {"one": {"calls": 40, "bytes": 100}, "two": {"calls": 3}}
    monkeypatch.delenv("BENCH_JSON")
    (tmp_path / "before.json").write_text('{"one": {"calls": 20, "bytes": 0}}')
    told = [line.split() for line in run("--compare", str(tmp_path / "before.json"))[0].splitlines()]
    assert told == [["one", "calls", "40", "2.00x"], ["one", "bytes", "100"], ["two", "calls", "3"]]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["three"], 'there is no "three", only one, two'),
        (["one", "--compare", "nowhere.json"], "nowhere.json: No such file"),
        (["one", "--compare", "text.json"], "text.json is no JSON"),
        (["one", "--compare", "empty.json"], "empty.json has no figures"),
        (["one", "--compare", "."], "Is a directory"),
        (["--compare"], "expected one argument"),
    ],
)
def test_what_can_t_be_meant_is_said_at_once(run, folder, capsys, words, said):
    (folder / "text.json").write_text("calls: 40\n")
    (folder / "empty.json").write_text("{}")
    with pytest.raises(SystemExit) as stopped:
        run(*words)
    assert (stopped.value.code, said in capsys.readouterr().err) == (2, True)


def test_json_that_can_t_be_written_is_said_before_an_hour_is_lost(run, monkeypatch, tmp_path, measured):
    monkeypatch.setenv("BENCH_JSON", str(tmp_path / "nowhere" / "run.json"))
    with pytest.raises(SystemExit, match="can't be written: No such file"):
        run()
    assert measured == []
