"""Objects are made to stand a few at a time."""

from kabar.domain.site import SiteObject
from kabar.ports import Written
from kabar.services.placing import AT_ONCE, one_by_one, place


def made(count, told):
    for number in range(count):
        told.append(number)
        yield SiteObject(f"{number}.html", str(number).encode(), "text/html", "no-cache", ())


def test_objects_are_taken_as_they_are_written():
    told, sizes = [], []

    def at_once(write, objects):
        sizes.append((len(objects), len(told)))
        return one_by_one(write, objects)

    placed, written = place(
        made(2 * AT_ONCE + 1, told), lambda item: None if item.key == "0.html" else Written(), at_once
    )
    assert sizes == [(AT_ONCE, AT_ONCE), (AT_ONCE, 2 * AT_ONCE), (1, 2 * AT_ONCE + 1)]
    assert [*placed] == [f"{number}.html" for number in range(2 * AT_ONCE + 1)]
    assert len(written) == 2 * AT_ONCE


def test_nothing_is_nothing():
    assert place((), lambda _: Written(), one_by_one) == ({}, [])
