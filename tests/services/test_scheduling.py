import pytest

from support.documents import KEY, PATH, article, codes, image, site, world
from support.world import at

_LATER = "2025-06-01T08:00:00+07:00"
_ADDRESS = "/2025/06/01/air-sungai-naik/"


def _pass(made, moment):
    """Let the clock pass a moment; what is set for it fires."""
    made.clock.time = at(moment)
    made.look(KEY)


def test_before_its_time_no_byte_of_an_article_is_in_the_site_and_the_receipt_says_when():
    made = world()
    before = dict(made.site.objects)
    made.put(KEY, article(datePublished=_LATER, keywords=["Rahasia"]))
    receipt = made.receipt(KEY)
    assert (receipt["status"], receipt["publishAt"], receipt["url"]) == ("scheduled", "2025-06-01T01:00:00Z", None)
    assert made.site.objects == before
    assert made.scheduler.alarms == {KEY: at("2025-06-01T01:00")}


def test_at_its_time_it_appears():
    made = world(a=article(datePublished=_LATER))
    _pass(made, "2025-06-01T01:00")
    assert made.receipt(KEY)["status"] == "published"
    assert made.receipt(KEY)["url"] == f"https://uji.example{_ADDRESS}"
    assert "Air Sungai Naik" in made.text(_ADDRESS)
    assert "Air Sungai Naik" in made.text("/")


@pytest.mark.parametrize("moment", ["2025-01-01T00:00", "2025-06-01T00:59"])
def test_an_alarm_that_fires_too_early_is_set_again(moment):
    made = world(a=article(datePublished=_LATER))
    made.scheduler.alarms.clear()
    _pass(made, moment)
    assert made.get(_ADDRESS) is None
    assert made.scheduler.alarms == {KEY: at("2025-06-01T01:00")}


def test_an_alarm_that_fires_twice_or_late_does_no_harm():
    made = world(a=article(datePublished=_LATER))
    _pass(made, "2025-06-02T01:00")
    made.site.written.clear()
    _pass(made, "2025-06-02T01:00")
    assert made.site.written == []


def test_an_article_put_off_is_gone_until_its_time_and_shows_nothing_of_itself():
    made = world(a=article())
    made.put(KEY, article(datePublished=_LATER))
    assert made.get(PATH).status == 410
    assert not any(b"Air Sungai Naik" in item.body for item in made.site.objects.values())
    _pass(made, "2025-06-01T01:00")
    assert made.get(PATH).location == _ADDRESS


def test_a_scheduled_article_brought_forward_is_published_at_once():
    made = world(a=article(datePublished=_LATER))
    made.put(KEY, article())
    assert made.site.objects == world(a=article()).site.objects


def test_a_scheduled_article_is_judged_by_the_publication_of_its_time():
    made = world(a=article(datePublished=_LATER, articleSection="ekonomi"))
    made.put("site.json", site(sections=[{"slug": "daerah", "name": "Daerah"}]))
    assert codes(made.receipt(KEY)) == [("/articleSection", "unknown-section")]
    _pass(made, "2025-06-01T01:00")
    assert made.get(_ADDRESS) is None


def test_an_accepted_schedule_stands_though_its_update_was_rejected():
    made = world(a=article(datePublished=_LATER))
    made.put(KEY, b"{}")
    assert made.receipt(KEY)["url"] is None
    _pass(made, "2025-06-01T01:00")
    assert "Air Sungai Naik" in made.text(_ADDRESS)
    assert made.receipt(KEY)["status"] == "rejected"


def test_an_article_whose_time_passes_while_it_is_judged_is_looked_at_again():
    made = world()
    waited = made.scheduler.look_at

    def slow(key, moment):
        waited(key, moment)
        made.clock.time = at("2025-06-01T01:00")

    made.scheduler.look_at = slow
    made.put(KEY, article(datePublished=_LATER))
    assert made.receipt(KEY)["status"] == "published"


def test_a_reference_to_a_scheduled_article_is_plain_text():
    referrer = article(headline="Perujuk", articleBody=[{"type": "related", "article": "a", "headline": "Nanti"}])
    made = world(a=article(datePublished=_LATER), b=referrer)
    assert codes(made.receipt("articles/b.json"), "warnings") == [("/articleBody/0/article", "related-missing")]
    assert "Air Sungai Naik" not in made.text("/2024/12/02/perujuk/")
    _pass(made, "2025-06-01T01:00")
    assert "Air Sungai Naik" in made.text("/2024/12/02/perujuk/")


def test_a_time_in_the_repeated_hour_of_autumn_is_scheduled_once():
    made = world()
    made.put("site.json", site(timeZone="Europe/Berlin"))
    made.put(KEY, article(datePublished="2025-10-26T02:30", articleBody=[image("media/a.jpg")]))
    rows = dict(made.table.rows)
    made.look(KEY)
    assert made.table.rows == rows
