"""The probe: what it says of the way from an upload to a reader."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

import pytest

from kabar.domain.parsing import article_problems
from kabar.domain.site_parsing import parse_publication
from kabar.ports import Got, Unanswered
from kabar.services.probe import DEADLINE, KEY, Probe, Probed, document
from kabar.services.publications import Publications
from support.documents import SITE, article, site
from support.world import World, at

_SITE = "https://uji.example"


@dataclass
class Reader:
    """Reads the site of a world; `troubles` come first, one for each time that somebody asks."""

    made: World
    troubles: list[Got | Unanswered] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def get(self, url: str, limit: int) -> Got:
        self.asked.append(url)
        if self.troubles:
            trouble = self.troubles.pop(0)
            if isinstance(trouble, Unanswered):
                raise trouble
            return trouble
        item = self.made.get(url.removeprefix(_SITE))
        return Got(item.status or 200, item.body[:limit]) if item else Got(404, b"")


def _world(document: object = SITE) -> World:
    made = World()
    made.put("site.json", document)
    return made


def _probe(made: World, reader: Reader, meanwhile: Callable[[], None] | None = None) -> Probe:
    """Time passes only while the probe waits, and with it all else happens."""
    signs = count()

    def pause(seconds: float) -> None:
        made.clock.time += timedelta(seconds=seconds)
        (meanwhile or (lambda: made.look(KEY)))()

    publications = Publications(made.inbox)
    sign = lambda: f"sign-{next(signs)}"  # noqa: E731
    return Probe(made.inbox, made.table, publications, reader, made.clock, pause, _SITE, sign)


def test_it_measures_until_a_reader_gets_it():
    made = _world()
    reader = Reader(made)
    probe = _probe(made, reader)
    probed = probe.probe()
    assert probed.failure is None
    assert probed.seconds == pytest.approx(0.5)
    assert reader.asked == [f"{_SITE}/2024/01/01/kabar-probe/"]


def test_what_stands_from_the_last_time_is_not_taken_for_the_new():
    made = _world()
    first = _probe(made, Reader(made))
    first.probe()
    old = Got(200, made.text("/2024/01/01/kabar-probe/").encode())
    reader = Reader(made, [old, Got(404, b""), Unanswered("no line")])
    again = first.probe()
    assert again.seconds == pytest.approx(0.5)
    first.reader = reader
    late = first.probe()
    assert late.seconds == pytest.approx(0.5 + 0.5 + 0.75 + 1.125)
    assert len(reader.asked) == 4


def test_nothing_else_of_the_site_changes_by_it():
    made = _world()
    made.put("articles/a.json", article())
    before = dict(made.site.objects)
    probe = _probe(made, Reader(made))
    for _ in range(3):
        assert probe.probe().seconds
    own = {key for key in made.site.objects if "kabar-probe" in key}
    assert {key: item for key, item in made.site.objects.items() if key not in own} == before
    assert len(own) == 3
    assert made.announcements.made == made.announcements.made[:1]
    assert made.purges.asked == []
    made.delete(KEY)
    assert made.get("/2024/01/01/kabar-probe/").status == 410


@pytest.mark.parametrize("language", ["id", "en", "jv"])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "Asia/Jakarta"])
def test_every_publication_takes_it(language, zone):
    sections = [{"slug": "only", "name": "Only"}]
    publication = parse_publication(json.dumps(site(inLanguage=language, timeZone=zone, sections=sections)).encode())
    written = json.loads(document(publication, "s" * 32, at("2025-01-01T00:00")))
    assert article_problems("kabar-probe", written, publication) == ()
    made = _world(site(inLanguage=language, timeZone=zone, sections=sections, lints=None))
    assert _probe(made, Reader(made)).probe().seconds
    assert made.receipt(KEY)["warnings"] == []


def test_before_there_is_a_publication_there_is_nothing_to_probe():
    made = World()
    reader = Reader(made)
    assert _probe(made, reader).probe() == Probed()
    assert made.inbox.versions == {}


def test_who_never_shows_it_has_failed():
    made = _world()
    reader = Reader(made, [Got(500, b"")] * 1000)
    probed = _probe(made, reader).probe()
    assert probed == Probed(failure="answered, but not seen at https://uji.example/2024/01/01/kabar-probe/: status 500")
    assert made.clock.time < at("2025-01-01T00:00") + DEADLINE
    assert len(reader.asked) < 40


def test_an_upload_that_nobody_answers_has_failed():
    made = _world()
    reader = Reader(made)
    assert _probe(made, reader, lambda: None).probe() == Probed(failure="no answer to the upload")
    assert reader.asked == []


def test_a_rejection_is_told_with_its_reason_and_no_text():
    made = _world()
    reader = Reader(made)

    def renamed() -> None:
        made.put("site.json", site(sections=[{"slug": "lain", "name": "Lain"}]))
        made.look(KEY)

    probe = _probe(made, reader, renamed)
    assert probe.probe() == Probed(failure="the answer is rejected (unknown-section at /articleSection)")
    assert probe.probe().seconds


def test_somebody_who_withdraws_it_meanwhile_is_told():
    made = _world()
    body = json.loads(document(Publications(made.inbox).of(made.table.site()), "s", made.clock.now()))

    class Desk:
        """An upload that comes with a withdrawal."""

        def put(self, key, _):
            withdrawn = {"date": "2024-12-05T10:00:00+07:00", "reason": "other", "statement": "x"}
            return made.inbox.put(key, json.dumps(body | {"withdrawn": withdrawn}).encode())

        def read(self, *arguments):
            return made.inbox.read(*arguments)

    probe = _probe(made, Reader(made))
    probe.desk = Desk()
    assert probe.probe() == Probed(failure="the answer is withdrawn")
