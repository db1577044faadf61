"""Objects are written at the same time, and nothing of it goes on afterwards."""

import threading

import pytest

from kabar.adapters.threads import Threads
from kabar.domain.site import SiteObject
from kabar.ports import Written

DEADLINE = 30


def objects(count):
    return [SiteObject(f"{number}.html", b"", "text/html", "no-cache", ()) for number in range(count)]


def test_writes_go_on_at_the_same_time():
    together = threading.Barrier(4)

    def write(_):
        together.wait(DEADLINE)
        return Written()

    assert Threads(3)(write, objects(4)) == [Written()] * 4


def test_answers_come_in_the_order_of_the_objects():
    last = threading.Event()

    def write(item):
        if item.key == "3.html":
            last.set()
            return None
        assert last.wait(DEADLINE)
        return Written()

    assert Threads(3)(write, objects(4)) == [Written(), Written(), Written(), None]


@pytest.mark.parametrize("failing", range(4))
def test_a_failure_is_raised_when_nothing_goes_on_any_more(failing):
    failed, written = threading.Event(), []

    def write(item):
        if item.key == f"{failing}.html":
            failed.set()
            raise ConnectionError(item.key)
        assert failed.wait(DEADLINE)
        written.append(item.key)
        return Written()

    with pytest.raises(ConnectionError, match=f"{failing}.html"):
        Threads(3)(write, objects(4))
    assert sorted(written) == [f"{number}.html" for number in range(4) if number != failing]


def test_one_object_needs_no_thread():
    threads = []
    Threads(3)(lambda _: threads.append(threading.current_thread()), objects(1))
    assert threads == [threading.current_thread()]
