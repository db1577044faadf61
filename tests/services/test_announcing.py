"""What others are told, from the upload to the bus."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from kabar.adapters.queues import _announcement_message, read_announcement
from kabar.domain.identity import receipt_key
from kabar.domain.problems import Retryable
from kabar.services.announce import Announce
from kabar.services.publications import Publications
from support.documents import KEY, PATH, article, related, site, world

SCHEMAS = Path(__file__).parents[2] / "schemas"
_NOTICE = {"type": "koreksi", "text": "Satu meter.", "datePublished": "2024-12-03T08:00:00+07:00"}
_WITHDRAWN = {"date": "2024-12-04T08:00:00+07:00", "reason": "sara", "statement": "Keliru."}


@dataclass
class MemoryBus:
    events: list = field(default_factory=list)

    def put(self, kind, detail):
        self.events.append((kind, detail))


def _validator(name):
    documents = [json.loads(path.read_text()) for path in SCHEMAS.rglob("*.json")]
    registry = Registry().with_resources((each["$id"], Resource.from_contents(each)) for each in documents)
    return Draft202012Validator(json.loads((SCHEMAS / "events" / f"{name}.json").read_text()), registry=registry)


def _told(made):
    """The events on the bus, through the queue's messages and back; what was made is forgotten."""
    bus = MemoryBus()
    service = Announce(made.table, Publications(made.inbox), bus)
    for announcement in made.announcements.made:
        body = _announcement_message(announcement)["MessageBody"]
        _validator("announcement").validate(json.loads(body))
        service.announce(read_announcement(body))
    made.announcements.made.clear()
    for _, detail in bus.events:
        _validator("article-event").validate(detail)
    return bus.events


def test_the_life_of_an_article_is_told():
    made = world()
    made.put(KEY, article())
    made.put(KEY, article(headline="Air Surut", slug="surut"))
    made.put(KEY, article(headline="Air Surut", slug="surut", correction=[_NOTICE]))
    made.put(KEY, article(headline="", slug="surut"))
    made.put(KEY, article(slug="surut", withdrawn=_WITHDRAWN))
    told = _told(made)
    assert [kind.removeprefix("Article ") for kind, _ in told] == [
        "Published", "Updated", "Corrected", "Rejected", "Withdrawn",
    ]  # fmt: skip
    published, updated, corrected, rejected, withdrawn = (detail for _, detail in told)
    assert (published["url"], published["articleId"]) == (f"https://uji.example{PATH}", "a")
    assert (updated["url"], updated["movedFrom"]) == (
        "https://uji.example/2024/12/02/surut/", [f"https://uji.example{PATH}"],
    )  # fmt: skip
    assert corrected["notices"][0]["text"] == "Satu meter."
    assert (rejected["versionId"], rejected["errors"][0]["pointer"]) == ("v4", "/headline")
    assert (rejected["standing"]["state"], "headline" in rejected) == ("published", False)
    assert withdrawn["withdrawal"]["reason"] == "sara"
    assert published["revision"] < updated["revision"] < corrected["revision"] < withdrawn["revision"]


def test_nothing_is_told_of_what_changes_around_an_article():
    made = world(a=article(), b=article(headline="Lain", articleBody=[related("c")]))
    _told(made)
    made.put("site.json", site(name="Nama Baru"))
    made.put("articles/c.json", article(headline="C", datePublished="2030-01-01T00:00"))
    made.look(KEY)
    assert _told(made) == []


def test_a_rejection_is_told_once_and_again_only_if_the_answer_changes():
    made = world(a=article(articleSection="laut"))
    assert len(_told(made)) == 1
    made.look(KEY)
    assert _told(made) == []
    made.put("site.json", site(sections=[{"slug": "darat", "name": "Darat"}]))
    assert [detail["errors"][0]["fix"] for _, detail in _told(made)] == ["Pakai salah satu dari: darat."]


def test_a_rejection_that_can_t_be_told_isn_t_answered_either_so_that_it_comes_again():
    made = world()

    def refuse(_):
        raise Retryable("away")

    made.announcements.announce = refuse
    made.inbox.put(KEY, b"{}")
    with pytest.raises(Retryable):
        made.receive.look_at(KEY)
    assert made.receipt(KEY) is None
    del made.announcements.announce
    made.look(KEY)
    assert [kind for kind, _ in _told(made)] == ["Article Rejected"]


def test_a_lost_index_that_is_made_again_is_no_news():
    made = world(a=article(), b=article(headline="Dua"))
    made.delete("articles/b.json")
    _told(made)
    made.table.rows.clear()
    made.put("site.json", site())
    made.arrivals.sweep("receipts/articles/")
    made.rest()
    assert made.receipt(KEY)["status"] == "published"
    assert _told(made) == []
    made.put(KEY, article(headline="Tiga"))
    assert [kind for kind, _ in _told(made)] == ["Article Updated"]


def test_a_rejection_before_there_is_a_publication_is_told_too():
    made = world()
    made.inbox.versions.pop(receipt_key("site.json"))
    made.table.rows.clear()
    made.put(KEY, article())
    ((kind, detail),) = _told(made)
    assert (kind, detail["errors"][0]["code"]) == ("Article Rejected", "no-publication")
