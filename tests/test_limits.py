"""Under the services' limits every upload arrives, and pages are built by windows (`make bench BENCH=limits`)."""

import json

import pytest

from bench import limits
from bench.archive import SITE, Archive, document, id_of
from bench.cloud import Cloud, inhabited
from bench.lines import Line
from bench.newsroom import Newsroom, Settings
from bench.service_limits import Meter
from kabar.services.build import Build
from simulation.envelopes import batch
from simulation.queues import Message


def burst(articles, within, settings):
    room = Newsroom(Archive(200, 100), settings)
    with inhabited(room):
        room.plan([(0, "site.json", SITE)])
        room.run()
        room.builds.clear()
        start = room.time.now
        made = (
            (n * within / articles, f"articles/{id_of(900 + n)}.json", document(900 + n, room.time.moment()))
            for n in range(articles)
        )
        room.plan(made)
        room.run()
    return room, room.time.now - start


@pytest.mark.parametrize("concurrency", [2, 10])
def test_a_burst_comes_to_rest_with_nothing_lost_and_no_page_built_more_than_once_a_window(concurrency):
    room, seconds = burst(30, 3, Settings(concurrency=concurrency))
    assert len(room.uploaded) == 30
    assert room.shown.keys() == room.uploaded.keys()
    assert {name: line.depth for name, line in room.lines.items() if name in ("arrivals", "pages")} == {
        "arrivals": 0,
        "pages": 0,
    }
    assert max(room.most[name] for name in ("receive", "build")) <= concurrency
    for times in room.builds.values():
        assert len(times) <= seconds + 1
    assert all(room.shown[id_] - at > 2 for id_, at in room.uploaded.items())  # the queue's own delay


def test_a_page_that_takes_long_is_one_build_for_all_that_wait_for_it():
    room, _ = burst(20, 20, Settings(whole={"sitemap": (3.0, 0.0)}))
    (sitemap,) = (times for page, times in room.builds.items() if page.startswith("sitemap:"))
    assert len(sitemap) < 10
    assert room.shown.keys() == room.uploaded.keys()


def test_who_asks_for_more_than_a_partition_gives_waits():
    meter = Meter(1_000)
    assert meter.take(0, 1_000) == 0
    assert meter.take(0, 500) == pytest.approx(0.5)
    assert meter.take(10, 500) == 0


def test_a_message_group_is_worked_by_one_at_a_time_and_in_its_order():
    line = Line("pages", lambda _: None, fifo=True, delay=2)
    for number, group in enumerate("aab"):
        line.send(0, f"{number}", group, f"{number}")
    line.send(0, "again", "a", "0")
    assert line.receive(1, 10) == []
    first = line.receive(2, 1)
    assert [message.body for _, message in first] == ["0"]
    assert [message.body for _, message in line.receive(2, 10)] == ["2"]
    line.done(first)
    assert [message.body for _, message in line.receive(2, 10)] == ["1"]
    assert line.dropped == 1


def test_a_day_has_its_rhythm():
    assert len(limits.RHYTHM) == 24
    assert max(limits.RHYTHM) < 2.2 * sum(limits.RHYTHM) / 24


def test_what_a_batch_asks_for_twice_is_built_once(monkeypatch):
    cloud, built, build = Cloud(Archive(200, 100)), [], Build.build
    monkeypatch.setattr(Build, "build", lambda self, page, frame: built.append(str(page)) or build(self, page, frame))
    asked = ["list:home", "furniture", "list:home"]
    messages = [Message(str(n), json.dumps({"page": page}), 0, page, 1) for n, page in enumerate(asked)]
    with inhabited(cloud):
        cloud.upload("site.json", SITE)
        cloud.rest()
        built.clear()
        assert cloud.invoke("build", batch(messages, "pages")) == {"batchItemFailures": []}
    assert built == ["list:home", "furniture"]
