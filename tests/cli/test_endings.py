"""A signal ends what a command does, wherever it comes, and lets it tidy up."""

import os
import signal
import subprocess
import sys
import time
import weakref
from contextlib import suppress

import pytest

from kabar_cli.endings import heeding

WITHIN = 30


def interrupt(number=signal.SIGINT):
    os.kill(os.getpid(), number)


def long():
    deadline = time.monotonic() + WITHIN
    while time.monotonic() < deadline:
        time.sleep(0.01)
    os._exit(3)  # it went on: whatever is raised here would be taken for the signal


class Thing:
    pass


def in_a_callback():
    thing = Thing()
    _kept = weakref.ref(thing, lambda _: interrupt())
    del thing
    long()


def in_a_finalizer():
    def generator():
        try:
            yield
        finally:
            interrupt()

    started = generator()
    next(started)
    del started
    long()


def in_the_making_of_a_class():
    class Named:
        def __set_name__(self, *_):
            interrupt()

    type("A", (), {"field": Named()})


def where_all_errors_are_taken():
    with suppress(RuntimeError):
        in_the_making_of_a_class()
    long()


@pytest.mark.parametrize(
    "work", [interrupt, in_a_callback, in_a_finalizer, in_the_making_of_a_class, where_all_errors_are_taken]
)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_signal_is_heard_wherever_it_comes(work):
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGALRM)
    with pytest.raises(KeyboardInterrupt), heeding():
        work()
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGALRM)) == before
    assert signal.getitimer(signal.ITIMER_REAL)[0] > 1, "the deadline that pytest has set"


def refused():
    try:
        raise OSError
    except OSError as error:
        time.sleep(0.3)  # longer than a signal waits before it insists
        raise ValueError("refused") from error


def test_tidying_up_is_not_disturbed():
    done = []

    def tidy():
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            interrupt(number)
        with pytest.raises(ValueError, match="refused"):
            refused()
        done.append(True)

    def interrupted():
        try:
            interrupt()
        finally:
            tidy()

    with pytest.raises(KeyboardInterrupt), heeding():
        interrupted()
    assert done == [True]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_the_process_ends_by_the_signal_that_it_was_told_by(number):
    script = f"""
import os, signal
signal.signal({number}, signal.SIG_DFL)
from kabar_cli.endings import heeding
with heeding():
    try:
        os.kill(os.getpid(), {number})
    finally:
        print("tidied")
"""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=False)  # noqa: S603 - our own
    assert (done.returncode, done.stdout) == (-number, b"tidied\n")


def test_what_was_asked_to_be_ignored_is():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with heeding():
            interrupt(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)
