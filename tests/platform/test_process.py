"""Child processes of `kabar local` end with it."""

import fcntl
import os
import sys
import time

import pytest

from kabar_cli.local.process import Child, ToolError, run

# Holds the lock on a file itself and by a child of its own, which would outlive it.
FAMILY = """
import fcntl, subprocess, sys, time
lock = open(sys.argv[1], "w")
fcntl.flock(lock, fcntl.LOCK_EX)
subprocess.Popen(["sleep", "60"], pass_fds=[lock.fileno()])
print("ready", flush=True)
time.sleep(60)
"""


def test_a_child_takes_its_own_children_along(tmp_path):
    log = tmp_path / "log"
    with Child([sys.executable, "-c", FAMILY, tmp_path / "lock"], os.environ, log) as child:
        while "ready" not in log.read_text():
            assert child.running
            time.sleep(0.02)
    stopped = time.monotonic()
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
    assert time.monotonic() - stopped < 30


def test_a_failure_shows_the_end_of_the_log(tmp_path):
    with pytest.raises(ToolError, match="Counting failed") as caught:
        run("Counting", [sys.executable, "-c", "print('only two'); raise SystemExit(3)"], os.environ, tmp_path / "log")
    assert "only two" in str(caught.value)
    assert str(tmp_path / "log") in str(caught.value)


def test_a_success_says_nothing(tmp_path):
    run("Counting", [sys.executable, "-c", ""], os.environ, tmp_path / "log")
    assert (tmp_path / "log").read_text() == ""
