"""What editors put to the front, and that it leaves by the clock."""

import pytest

from support.documents import KEY, PATH, article, codes, site, world
from support.world import at

_UNTIL = "2025-01-02T08:00:00+07:00"


def _newer():
    moments = {number: f"2024-12-0{number + 5}T08:00:00+07:00" for number in range(3)}
    return {f"n{at}": article(headline=f"Lebih baru {at}", datePublished=moment) for at, moment in moments.items()}


def _lead(made, path="/"):
    body = made.text(path)
    return body[body.index('class="lead"') : body.index("</h2>", body.index('class="lead"'))]


@pytest.mark.parametrize("front", ["/", "/daerah/"])
def test_a_pinned_article_leads_until_its_moment(front):
    made = world(a=article(pinned=_UNTIL), **_newer())
    assert PATH in _lead(made, front)
    assert made.scheduler.alarms == {KEY: at("2025-01-02T01:00")}
    made.clock.time = at("2025-01-02T01:00")
    made.look(KEY)
    assert "lebih-baru-2" in _lead(made, front)


def test_what_was_pinned_leaves_the_site_as_if_it_never_had_been_but_for_its_document():
    made, plain = world(a=article(pinned=_UNTIL), **_newer()), world(a=article(), **_newer())
    made.clock.time = at("2025-01-02T01:00")
    made.look(KEY)
    apart = {key for key, item in made.site.objects.items() if item != plain.site.objects[key]}
    assert apart == {f"{PATH[1:]}article.json"}


def test_a_moment_that_is_past_pins_nothing():
    made = world(a=article(pinned="2024-12-31T08:00:00+07:00"), **_newer())
    assert "lebih-baru-2" in _lead(made)
    assert made.scheduler.alarms == {}


def test_pinned_though_older_than_all_that_a_front_shows():
    more = {
        f"m{number}": article(headline=f"Umum {number}", datePublished="2024-12-09T08:00:00Z") for number in range(35)
    }
    made = world(a=article(pinned=_UNTIL), **more)
    assert PATH in _lead(made)


def test_a_change_of_section_takes_the_pin_along():
    made = world(a=article(pinned=_UNTIL), **_newer())
    made.put(KEY, article(pinned=_UNTIL, articleSection="ekonomi"))
    assert PATH not in made.text("/daerah/")
    assert PATH in _lead(made, "/ekonomi/")


def test_a_withdrawn_article_is_not_pinned():
    made = world(a=article(pinned=_UNTIL, breaking=_UNTIL), **_newer())
    made.delete(KEY)
    assert PATH not in made.text("/")


def test_breaking_news_stand_in_the_bar_and_reach_the_edge_at_once():
    made = world(**_newer())
    made.purges.asked.clear()
    made.put(KEY, article(breaking=_UNTIL, expires="2025-01-05T08:00:00+07:00"))
    assert {"list-home", "list-section-daerah"} <= set(made.purges.asked[0])
    for front in ("/", "/daerah/"):
        assert 'class="breaking"' in made.text(front)
    assert 'class="breaking"' not in made.text("/ekonomi/")
    assert made.scheduler.alarms == {KEY: at("2025-01-02T01:00")}
    made.clock.time = at("2025-01-02T01:00")
    made.look(KEY)
    assert 'class="breaking"' not in made.text("/")
    assert made.scheduler.alarms == {KEY: at("2025-01-05T01:00")}


def test_the_standing_version_goes_on_by_the_clock_after_a_rejection():
    made = world(a=article(pinned=_UNTIL), **_newer())
    made.put(KEY, b"{}")
    assert PATH in _lead(made)
    made.clock.time = at("2025-01-02T01:00")
    made.look(KEY)
    assert PATH not in _lead(made)


def test_priority_lifts_a_little():
    made = world(a=article(priority=3), **_newer())
    assert PATH in _lead(made)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("priority", 0, "too-small"),
        ("priority", 10, "too-big"),
        ("priority", "1", "wrong-type"),
        ("priority", 1.5, "wrong-type"),
        ("pinned", "2025-02-30T08:00:00Z", "impossible-date"),
        ("breaking", True, "wrong-type"),
    ],
)
def test_what_cannot_be_is_refused(field, value, code):
    made = world(a=article(**{field: value}))
    assert codes(made.receipt(KEY)) == [(f"/{field}", code)]


def test_the_front_has_the_menus_sections():
    local = {f"d{number}": article(headline=f"Daerah {number}") for number in range(17)}
    other = article(headline="Ekonomi satu", articleSection="ekonomi", datePublished="2024-11-02T08:00:00Z")
    made = world(**local, e=other)
    assert made.text("/").count('class="by-section"') == 2
    made.put("site.json", site(navigation=["ekonomi"]))
    assert made.text("/").count('class="by-section"') == 1
