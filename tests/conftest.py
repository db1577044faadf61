"""What all tests share."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

_CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"
_ALONE, _TOGETHER = "tests/simulation/", "tests/whole/"
_TOLD, _LIVED = "told", "lived"

# How long an example takes says more of who else works on the machine than of Kabar.
settings.register_profile("kabar", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kabar")


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Test data that others wrote; it isn't part of the project."""
    if not _CORPORA.is_dir():
        pytest.skip(f"no test corpora at {_CORPORA}")
    return _CORPORA


@pytest.fixture
def tell(record_property):
    """Say something of a test that passes: it is shown at the end of the run, whichever worker has run it."""
    return lambda text: record_property(_TOLD, text)


@pytest.fixture
def lived(record_property):
    """Tell how many histories a test has lived, and in how many seconds of CPU time."""
    return lambda count, seconds: record_property(_LIVED, (count, seconds))


def pytest_terminal_summary(terminalreporter):
    reports = (report for each in terminalreporter.stats.values() for report in each)
    called = [report for report in reports if getattr(report, "when", None) == "call"]
    told = [value for report in called for name, value in report.user_properties if name == _TOLD]
    lived = [value for report in called for name, value in report.user_properties if name == _LIVED]
    if told or lived:
        terminalreporter.section("simulation")
    for text in told:
        terminalreporter.write_line(text)
    if lived:
        count, seconds = (sum(each) for each in zip(*lived, strict=True))
        rate = f"{count / seconds:.1f} a second" if seconds else "too few to tell how fast"
        terminalreporter.write_line(f"{count} histories lived in {seconds:.0f} seconds of CPU time: {rate}")


class _ByFile(LoadScopeScheduling):
    """A file's tests run in one worker, for they share what is dear.

    So do all that share the local cloud; but each of the simulation's, which share nothing, where there is room.
    """

    def _split_scope(self, nodeid):
        if nodeid.startswith(_TOGETHER):
            return _TOGETHER
        return nodeid if nodeid.startswith(_ALONE) else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config, log):
    return _ByFile(config, log) if config.getvalue("dist") == "loadfile" else None
