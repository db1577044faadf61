"""What disagrees is found by listing and repaired byte for byte; what agrees is left alone."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest

from kabar.domain.audit import Fault
from kabar.domain.identity import receipt_key
from kabar.domain.index import Address, DayMark, ListEntry, MonthMark, Record, Reference, Relation, YearMark
from kabar.domain.objects import may_stay
from kabar.domain.rows import key_of
from kabar.domain.site import SiteObject
from kabar.services.audit.audit import report_key
from support.auditing import Auditor
from support.documents import article, image, paragraph, related, site
from support.memory_buckets import MemoryInbox, MemoryManifest, MemorySite
from support.memory_index import MemoryTable
from support.memory_rows import Rows
from support.uploads import jpeg
from support.world import World

ARTICLES = 500
FAULTS = 50
SECTIONS, AUTHORS = ("daerah", "ekonomi"), ("rn", "tk")


def document(number, rng):
    """An article with a bit of everything."""
    day = f"2024-{1 + number % 11:02}-{1 + number % 28:02}"
    body = [paragraph(f"Isi {number}.")]
    if number % 7 == 0:
        body.append(image("media/peta.jpg"))
    if number % 5 == 0 and number:
        body.append(related(f"{number - 1:03}"))
    fields = {
        "headline": f"Berita {number}", "articleSection": SECTIONS[number % 2], "author": [AUTHORS[number % 3 % 2]],
        "datePublished": f"{day}T{number % 24:02}:15:00+07:00", "keywords": rng.sample(["Air", "Sungai", "Pasar"], 2),
        "articleBody": body,
    }  # fmt: skip
    if number % 50 == 3:
        notice = {"type": "hak-jawab", "text": "Jawab.", "datePublished": f"{day}T20:00:00+07:00"}
        fields["correction"] = [notice | {"article": f"{number + 1:03}"}]
    if number % 50 == 9:
        fields |= {"followUpTo": f"{number - 2:03}", "slug": f"lanjutan-{number}"}
    return article(**fields)


def newsroom(count, seed=0):
    """A publication at rest, with updates, moves, withdrawals, deletions, rejections and articles to come."""
    rng, made = Random(seed), World()  # noqa: S311 - chance, no secret
    made.inbox.put("site.json", json.dumps(site(publisher={"name": "PT Uji", "logo": "media/logo.jpg"})).encode())
    made.look("site.json")
    for key, colour in (("media/peta.jpg", "teal"), ("media/logo.jpg", "red"), ("media/sisa.jpg", "blue")):
        made.put(key, jpeg(color=colour))
    for number in range(count):
        made.inbox.put(f"articles/{number:03}.json", json.dumps(document(number, rng)).encode())
        made.arrivals.look_at([f"articles/{number:03}.json"])
    made.rest()
    made.put("articles/001.json", document(1, rng) | {"slug": "pindah"})
    made.put("articles/002.json", document(2, rng) | {"headline": "Diperbarui"})
    reason = {"date": "2024-12-20T10:00:00+07:00", "reason": "sara", "statement": "Ditarik."}
    made.put("articles/006.json", document(6, rng) | {"withdrawn": reason})
    made.delete("articles/008.json")
    made.put("articles/010.json", b"{}")
    made.put("articles/rusak.json", b"{")
    made.put("articles/kelak.json", document(0, rng) | {"datePublished": "2025-06-01T08:00:00+07:00"})
    made.put("media/bukan.jpg", b"GIF?")
    made.put("luar.txt", b"x")
    made.inbox.put("articles/kilat.json", b"{}")
    made.delete("articles/kilat.json")
    made.delete("media/sisa.jpg")
    made.rest()
    return made


def standing(made):
    return dict(made.site.objects), dict(made.table.rows), made.receipt("articles/002.json")


def copy_of(made):
    """Another world in which all stands the same."""
    inbox = MemoryInbox({key: list(versions) for key, versions in made.inbox.versions.items()})
    manifest = MemoryManifest(dict(made.manifest.placed), dict(made.manifest.inputs))
    table, stands = MemoryTable(Rows(made.table.rows)), MemorySite(dict(made.site.objects))
    return World(inbox=inbox, table=table, manifest=manifest, site=stands)


@pytest.fixture(scope="module")
def five_hundred():
    return newsroom(ARTICLES)


@pytest.fixture(scope="module")
def forty():
    return newsroom(40)


@pytest.fixture
def large(five_hundred):
    return copy_of(five_hundred)


@pytest.fixture
def small(forty):
    return copy_of(forty)


def test_a_healthy_site_needs_no_repair(large):
    before = standing(large)
    report = Auditor(large).run()
    assert report.faults == {}
    assert not large.arrivals.looks
    assert not large.pages.waiting
    assert standing(large) == before
    assert report.seen["uploads"] > ARTICLES
    assert report.seen["objects"] == len(large.site.objects)
    assert report.seen["pages"] == len(large.manifest.inputs)
    assert report.seen["rows"] == len(large.table.rows)


class Saboteur:
    """Plants faults behind everybody's back. Each returns what an audit may say of it."""

    def __init__(self, made, seed):
        self.made, self.rng = made, Random(seed)  # noqa: S311 - chance, no secret
        self.spoilt = set()

    def plant(self, kind):
        getattr(self, kind)()

    def _object(self):
        keys = [key for key in self.made.site.objects if not may_stay(key) and key not in self.spoilt]
        key = self.rng.choice(sorted(keys))
        self.spoilt.add(key)
        return key

    def page_deleted(self):
        del self.made.site.objects[self._object()]

    def page_altered(self):
        key = self._object()
        item = self.made.site.objects[key]
        self.made.site.objects[key] = SiteObject(
            key, item.body + b"<!-- -->", item.content_type, item.cache_control, item.tags
        )

    def picture_deleted(self):
        del self.made.site.objects[self._made()]

    def picture_altered(self):
        key = self._made()
        self.made.site.objects[key] = replace(self.made.site.objects[key], body=b"?")

    def picture_orphaned(self):
        key = f"media/{self.rng.randrange(10**9):032}/320.jpg"
        self.made.site.objects[key] = SiteObject(key, b"?", "image/jpeg", "", ())

    def _made(self):
        """A rendition or a social card."""
        made = [key for key in self.made.site.objects if key.startswith("media/") or key.endswith("/card.png")]
        self.spoilt.add(key := self.rng.choice(sorted(set(made) - self.spoilt)))
        return key

    def orphan_page(self):
        number = self.rng.randrange(10**6)
        for key in self.rng.choice([
            [f"2024/05/05/palsu-{number}/index.html", f"2024/05/05/palsu-{number}/article.json"],
            [f"tag/palsu-{number}/index.html"], [f"palsu{number}/index.html"], [f"palsu/{number}.html"],
            [f"2019/01/{number % 28 + 1:02}/index.html"], [f"sitemaps/2019-{number % 12 + 1:02}.xml"],
        ]):  # fmt: skip
            self.spoilt.add(key)
            self.made.site.objects[key] = SiteObject(key, b"x", "text/html", "", ())

    def _row(self, *kinds):
        rows = [row for row in self.made.table.rows.values() if isinstance(row, kinds)]
        return self.rng.choice(sorted(rows, key=key_of))

    def row_lost(self):
        kinds = (Record, ListEntry, Address, Reference, Relation, DayMark, MonthMark, YearMark)
        del self.made.table.rows[key_of(self._row(self.rng.choice(kinds)))]

    def row_astray(self):
        entry = self._row(ListEntry)
        wrong = ListEntry("tag/palsu", entry.card, entry.day)
        self.made.table.rows[key_of(wrong)] = wrong

    def stale_list(self):
        """An entry says something old, and so do the pages."""
        entry = self._row(ListEntry)
        self.made.table.rows[key_of(entry)] = ListEntry(entry.list, entry.card, "2020-02-02")

    def event_lost_upload(self):
        self.made.inbox.put(f"articles/baru-{self.rng.randrange(10**6)}.json", self._body())

    def event_lost_update(self):
        self.made.inbox.put(f"articles/{self._number():03}.json", self._body())

    def event_lost_delete(self):
        self.made.inbox.delete(f"articles/{self._number():03}.json")

    def event_lost_picture(self):
        self.made.inbox.put("media/peta.jpg", jpeg(color=self.rng.choice(["red", "green", "black"])))

    def receipt_lost(self):
        key = f"receipts/articles/{self._number():03}.json"
        self.made.inbox.versions.pop(key, None)

    def stream_lost(self):
        """An article is looked at, but what changed never gets to the pages."""
        key = f"articles/{self._number():03}.json"
        self.made.inbox.put(key, self._body())
        self.made.receive.look_at(key)
        self.made.table.changes.clear()

    def page_never_asked(self):
        """A page's request is lost."""
        key = f"articles/hilang-{self.rng.randrange(10**6)}.json"
        self.made.inbox.put(key, self._body())
        self.made.receive.look_at(key)
        self.made.plan.spread(self.made.table.changes)
        self.made.table.changes.clear()
        self.made.pages.waiting.clear()

    def _number(self):
        """One of the articles that nothing happened to."""
        count = sum(key.startswith("articles/") and len(key) == 17 for key in self.made.inbox.versions)
        return self.rng.randrange(20, count)

    def _body(self):
        return json.dumps(document(self.rng.randrange(20, 900), self.rng)).encode()


KINDS = [name for name in vars(Saboteur) if not name.startswith("_") and name != "plant"]


def rebuilt(made):
    """The site that the inbox alone makes: index, manifest and site are new."""
    fresh = World(inbox=MemoryInbox({key: list(versions) for key, versions in made.inbox.versions.items()}))
    fresh.clock.time = made.clock.time
    fresh.look("site.json")
    keys = {newest.key for newest in fresh.inbox.newest("", 10**6)}
    answered = {key.removeprefix("receipts/") for key in fresh.inbox.versions if key.startswith("receipts/articles/")}
    for key in sorted(key for key in keys if key.startswith("media/")):
        fresh.look(key)
    fresh.arrivals.look_at(sorted({key for key in keys if key.startswith("articles/")} | answered))
    fresh.rest()
    return fresh.site.objects


def agrees(made):
    """Whether the site is what the inbox alone makes; of pictures there may be more, until their hour is over."""
    expected = rebuilt(made)
    there = {key: item for key, item in made.site.objects.items() if key in expected or not may_linger(key)}
    return there == {key: item for key, item in expected.items() if not may_stay(key) or key in there}


def may_linger(key):
    return may_stay(key) or key.startswith("media/")


@pytest.mark.parametrize("seed", range(3))
def test_fifty_faults_are_found_and_repaired_byte_for_byte(large, seed):
    saboteur = Saboteur(large, seed)
    for kind in [*KINDS, *saboteur.rng.choices(KINDS, k=FAULTS - len(KINDS))]:
        saboteur.plant(kind)
    report = Auditor(large).repair()
    assert sum(report.faults.values()) >= FAULTS
    again = Auditor(large).run()
    assert again.faults == {}, again.findings[:5]
    assert agrees(large)


FOUND = {
    "page_deleted": {Fault.MISSING},
    "page_altered": {Fault.ALTERED},
    "picture_deleted": {Fault.MISSING},
    "picture_altered": {Fault.ALTERED},
    "picture_orphaned": {Fault.ORPHAN},
    "orphan_page": {Fault.ORPHAN},
    "row_lost": {Fault.ROWS_LOST, Fault.NOT_INDEXED, Fault.RECORD_LOST, Fault.MARK_ASTRAY},
    "row_astray": {Fault.ROW_ASTRAY},
    "stale_list": {Fault.ROWS_LOST},
    "event_lost_upload": {Fault.NOT_INDEXED},
    "event_lost_update": {Fault.NOT_INDEXED},
    "event_lost_delete": {Fault.NOT_INDEXED},
    "event_lost_picture": {Fault.NOT_INDEXED},
    "receipt_lost": {Fault.NOT_ANSWERED},
    "stream_lost": {Fault.STALE},
    "page_never_asked": {Fault.NEVER_BUILT},
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_fault_is_found_for_what_it_is_and_repaired(small, kind):
    for seed in range(4):
        Saboteur(small, seed).plant(kind)
        report = Auditor(small).repair()
        assert FOUND[kind] & report.faults.keys(), (kind, report.findings)
        again = Auditor(small).run()
        assert again.faults == {}, again.findings
    assert agrees(small)


def test_the_clock_s_faults_are_found(small):
    """A schedule that never rang, and an edition that a sweep never brought."""
    small.clock.time = datetime(2025, 6, 2, tzinfo=UTC)
    assert Auditor(small).repair().faults == {Fault.OVERDUE: 1}
    small.inbox.put("site.json", json.dumps(site(name="Nama Lain", publisher={"name": "PT Uji"})).encode())
    small.receive.look_at("site.json")
    small.table.changes.clear()
    faults = Auditor(small).repair().faults
    assert faults[Fault.OLD_EDITION] > 40
    assert faults[Fault.STALE] > 40
    assert Auditor(small).run().faults == {}
    assert agrees(small)


def test_it_goes_on_where_its_time_ran_out(small):
    whole = Auditor(small).run()
    Saboteur(small, 0).plant("page_deleted")
    for budget in (0, 1, 3):
        auditor = Auditor(small, budget=budget)
        report = auditor.run()
        assert report.seen == {**whole.seen, "objects": whole.seen["objects"] - 1}
        assert report.faults == {Fault.MISSING: 1}


def test_what_is_under_way_is_left_alone(small):
    """An upload comes during the audit; when it looks again, all is done."""
    small.inbox.put("articles/003.json", json.dumps(document(203, Random(1))).encode())  # noqa: S311 - chance, no secret
    auditor = Auditor(small, meanwhile=lambda: small.look("articles/003.json"))
    assert auditor.run().faults == {}


@pytest.mark.parametrize("seed", range(5))
def test_uploads_while_it_runs_make_nothing_wrong(small, seed):
    rng = Random(seed)  # noqa: S311 - chance, no secret
    saboteur = Saboteur(small, seed)
    for kind in KINDS:
        saboteur.plant(kind)

    def newsroom_at_work():
        number = rng.randrange(40)
        key = f"articles/{number:03}.json"
        if rng.random() < 0.2:
            small.inbox.delete(key)
        else:
            small.inbox.put(key, json.dumps(document(rng.randrange(900), rng)).encode())
        small.arrivals.look_at([key])
        if rng.random() < 0.5:
            small.rest()

    auditor = Auditor(small, meanwhile=newsroom_at_work, budget=1)
    auditor.repair()
    auditor.repair()
    assert Auditor(small).repair().faults.keys() <= {Fault.STALE}
    assert Auditor(small).run().faults == {}
    assert agrees(small)


def test_the_report_stands_where_no_receipt_can(small):
    report = Auditor(small).run()
    body = json.loads(small.inbox.read("receipts/audit/nightly", 10**6).body)
    assert body["ended"] == report.ended
    assert body["seen"] == report.seen
    assert not receipt_key("audit/nightly").startswith(report_key("nightly") + "/")
    assert receipt_key("audit/nightly") != report_key("nightly")
