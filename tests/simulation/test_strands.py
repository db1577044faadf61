from random import Random

import pytest
from greenlet import GreenletExit

from simulation.strands import Strands, called


def orders(write, objects, seeds=50):
    made = []
    for seed in range(seeds):
        calls = []
        Strands(Random(seed))(lambda item, calls=calls: write(item, calls), objects)
        made.append(tuple(calls))
    return set(made)


def twice(item, calls):
    called(lambda: calls.append(item))
    called(lambda: calls.append(item.upper()))
    return item


def test_calls_come_in_any_order_but_each_strand_keeps_its_own():
    found = orders(twice, "ab")
    assert found == {tuple(each) for each in ("aAbB", "abAB", "abBA", "baAB", "baBA", "bBaA")}


def test_answers_are_in_the_order_of_the_objects():
    assert Strands(Random(0))(lambda item: called(lambda: item * 2), "abc") == ["aa", "bb", "cc"]


def test_one_that_fails_keeps_no_other_from_its_end():
    calls = []

    def write(item):
        if item == "a":
            called(lambda: 1 / 0)
        return twice(item, calls)

    with pytest.raises(ZeroDivisionError):
        Strands(Random(0))(write, "ab")
    assert calls == ["b", "B"]


def test_a_crash_ends_all():
    calls = []

    def crash():
        raise GreenletExit

    def write(item):
        try:
            called(crash)
        finally:
            called(lambda: calls.append(item))

    with pytest.raises(GreenletExit):
        Strands(Random(0))(write, "ab")
    assert calls == []
