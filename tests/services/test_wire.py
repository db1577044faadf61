"""Agencies' copy in the inbox: it is an article of its own, and lives as any other."""

import json

from support.documents import article, codes, site, world
from support.world import at

KEY = "wire/kb/air-naik.json"
PATH = "/2024/12/01/air-naik/"
ITEM = {
    "uri": "urn:agency:1", "type": "text", "versionCreated": "2024-12-01T03:15:00Z", "pubStatus": "usable",
    "copyrightHolder": "Kantor Berita", "headlines": [{"value": "Air Naik"}],
    "bodies": [{"contentType": "text/html", "value": "<p>Air naik dua meter.</p>"}], "subjects": [{"name": "Ekonomi"}],
}  # fmt: skip


def _wired(**fields):
    made = world()
    made.put(KEY, {**ITEM, **fields})
    return made


def test_copy_is_published_and_answered_beside_it():
    made = _wired()
    receipt = json.loads(made.inbox.read("receipts/wire/kb/air-naik.json", 1 << 20).body)
    assert (receipt["status"], receipt["id"]) == ("published", "wire/kb/air-naik")
    assert receipt["url"] == f"https://uji.example{PATH}"
    assert "Air naik dua meter." in made.text(PATH)
    assert "Kantor Berita" in made.text(PATH)
    assert PATH in made.text("/ekonomi/")


def test_a_new_version_is_an_update_at_the_same_address():
    made = _wired(firstCreated="2024-12-01T03:15:00Z")
    bodies = [{"contentType": "text/plain", "value": "Tiga meter."}]
    made.put(
        KEY,
        {**ITEM, "firstCreated": "2024-12-01T03:15:00Z", "versionCreated": "2024-12-03T03:15:00Z", "bodies": bodies},
    )
    assert "Tiga meter." in made.text(PATH)


def test_canceled_copy_is_gone_and_says_why_and_comes_back():
    made = _wired()
    made.put(KEY, {**ITEM, "pubStatus": "canceled"})
    assert made.get(PATH).status == 410
    assert "kantor berita asalnya" in made.text(PATH)
    assert "Air Naik" in made.text("/koreksi/")
    assert made.receipt(KEY)["status"] == "withdrawn"
    made.put(KEY, ITEM)
    assert made.get(PATH).status is None


def test_copy_that_was_never_public_leaves_no_trace_when_it_is_canceled():
    made = _wired(pubStatus="canceled")
    assert made.get(PATH) is None


def test_an_embargo_schedules():
    made = _wired(embargoedUntil="2030-01-01T00:00:00Z")
    assert made.receipt(KEY)["status"] == "scheduled"
    assert made.get(PATH) is None
    made.clock.time = at("2030-01-01T00:01")
    made.look(KEY)
    assert "Air naik dua meter." in made.text(PATH)


def test_an_article_has_one_master():
    made = _wired()
    made.put("articles/wire/kb/air-naik.json", article(headline="Lain"))
    assert codes(made.receipt("articles/wire/kb/air-naik.json")) == [("", "key-of-wire")]
    assert "Air naik dua meter." in made.text(PATH)


def test_what_is_wrong_is_said_in_the_receipt_and_what_stood_stands():
    made = _wired()
    made.put(KEY, {**ITEM, "type": "video"})
    assert codes(made.receipt(KEY)) == [("/type", "not-allowed")]
    assert "Air naik dua meter." in made.text(PATH)


def test_it_is_judged_anew_with_the_publication():
    made = _wired()
    sections = [*site()["sections"], {"slug": "dunia", "name": "Dunia"}]
    made.put("site.json", site(sections=sections, wire={"sections": {"Ekonomi": "dunia"}}))
    assert PATH in made.text("/dunia/")
    assert PATH not in made.text("/ekonomi/")


def test_a_section_for_wire_copy_that_isnt_there_is_refused():
    made = world()
    made.put("site.json", site(wire={"section": "x", "sections": {"a/b": "y"}}))
    assert codes(made.receipt("site.json")) == [
        ("/wire/sections/a~1b", "unknown-section"),
        ("/wire/section", "unknown-section"),
    ]


def test_articles_can_name_it():
    made = _wired()
    block = {"type": "related", "article": "wire/kb/air-naik", "headline": "x"}
    made.put("articles/a.json", article(articleBody=[block]))
    assert PATH in made.text("/2024/12/02/air-sungai-naik/")
    made.put(KEY, {**ITEM, "headlines": [{"value": "Air Surut"}]})
    assert "Air Surut" in made.text("/2024/12/02/air-sungai-naik/")


def test_it_survives_the_loss_of_the_table():
    made = _wired()
    made.delete(KEY)
    assert made.get(PATH).status == 410
    made.put(KEY, ITEM)
    made.table.rows.clear()
    made.site.objects.clear()
    made.look("site.json")
    made.arrivals.sweep("receipts/wire/")
    made.rest()
    assert "Air naik dua meter." in made.text(PATH)


def test_other_names_under_wire_are_answered():
    made = world()
    made.put("wire/a.txt", b"x")
    assert codes(made.receipt("wire/a.txt")) == [("", "key-not-json")]
