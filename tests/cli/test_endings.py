"""A signal ends what a command does, wherever it comes, and lets it tidy up. Each in a process of its own."""

import os
import signal
import subprocess
import sys
import time
import weakref
from contextlib import suppress
from pathlib import Path

import pytest

from kabar_cli.endings import heeding

WITHIN = 30
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
ALONE = """
import signal, sys
import test_endings
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGTERM, signal.SIG_DFL)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
test_endings.heeded(sys.argv[1], int(sys.argv[2]))
"""


def alone(work, number=signal.SIGINT):
    """A function of this module, told by a signal in a process of its own; how that ended, and what it said."""
    command = [sys.executable, "-c", ALONE, work.__name__, str(int(number))]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=False)  # noqa: S603 - our own
    return done.returncode, done.stdout.decode()


def heeded(name, number):
    """What the other process does."""
    with heeding():
        globals()[name](number)


def interrupt(number):
    os.kill(os.getpid(), number)


def long():
    deadline = time.monotonic() + WITHIN
    while time.monotonic() < deadline:
        time.sleep(0.01)
    os._exit(3)  # whatever is raised here would be taken for the signal


class Thing:
    pass


def in_a_callback(number):
    thing = Thing()
    _kept = weakref.ref(thing, lambda _: interrupt(number))
    del thing
    long()


def in_a_finalizer(number):
    def generator():
        try:
            yield
        finally:
            interrupt(number)

    started = generator()
    next(started)
    del started
    long()


def in_the_making_of_a_class(number):
    class Named:
        def __set_name__(self, *_):
            interrupt(number)

    type("A", (), {"field": Named()})


def where_all_errors_are_taken(number):
    with suppress(RuntimeError):
        in_the_making_of_a_class(number)
    long()


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize(
    "work", [interrupt, in_a_callback, in_a_finalizer, in_the_making_of_a_class, where_all_errors_are_taken]
)
def test_a_signal_is_heard_wherever_it_comes(work, number):
    assert alone(work, number) == (-number, "")


def refused():
    try:
        raise OSError
    except OSError as error:
        time.sleep(0.3)  # longer than a signal waits before it insists
        raise ValueError from error


def tidying_up(number):
    try:
        interrupt(number)
    finally:
        for each in SIGNALS:
            interrupt(each)
        with suppress(ValueError):
            refused()
        os.write(1, b"tidied")


@pytest.mark.parametrize("number", SIGNALS)
def test_tidying_up_is_not_disturbed(number):
    assert alone(tidying_up, number) == (-number, "tidied")


def test_what_was_there_before_is_there_again():
    def handlers():
        return [signal.getsignal(number) for number in (*SIGNALS, signal.SIGALRM)]

    before = handlers()
    with heeding():
        pass
    assert handlers() == before


def test_what_was_asked_to_be_ignored_is():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with heeding():
            interrupt(signal.SIGHUP)
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
