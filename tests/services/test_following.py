"""A new edition of the publication is followed through the articles, in the receipt of site.json."""

import pytest

from kabar.domain.takeover import NAMED, PATIENCE, REMINDERS, Takeover
from support.documents import KEY, article, site, world
from support.world import World


@pytest.fixture
def made():
    """Five articles; a sixth was refused."""
    made = world()
    for number in range(5):
        made.put(f"articles/{number}.json", article(slug=f"s{number}"))
    made.put("articles/6.json", article(slug="s1"))
    return made


def _stuck(made, *keys):
    """A new site.json, and these articles are never looked at again."""
    made.inbox.put("site.json", b"{}")
    dispatch = made._dispatch
    made._dispatch = lambda key: None if key in keys else dispatch(key)
    asked = []
    made.arrivals.look_at = lambda looks, real=made.arrivals.look_at: (
        looks := list(looks),
        asked.append(looks),
        real(looks),
    )
    made.put("site.json", site(name="Nama Baru"))
    return asked


def test_it_ends_with_every_article(made):
    made.put("site.json", site(name="Nama Baru"))
    rebuild = made.receipt("site.json")["rebuild"]
    counts = {name: rebuild[name] for name in ("articles", "done", "behind", "left")}
    assert counts == {"articles": 6, "done": 6, "behind": 0, "left": []}
    assert rebuild["ended"] >= rebuild["began"]


def test_the_first_publication_is_through_at_once():
    made = World()
    made.put("site.json", site())
    rebuild = made.receipt("site.json")["rebuild"]
    assert (rebuild["articles"], rebuild["done"], bool(rebuild["ended"])) == (0, 0, True)


def test_what_never_comes_is_asked_for_again_given_up_and_named(made):
    asked = _stuck(made, "articles/2.json")
    rebuild = made.receipt("site.json")["rebuild"]
    assert (rebuild["done"], rebuild["behind"], rebuild["left"]) == (5, 1, ["articles/2.json"])
    assert rebuild["ended"]
    assert asked.count(["articles/2.json"]) >= len(REMINDERS)


def test_it_is_told_while_it_goes_on(made):
    told = []
    write = made.inbox.write
    made.inbox.write = lambda key, body, over: (told.append(body), write(key, body, over))
    _stuck(made, "articles/2.json")
    assert any(b'"done": 5' in body and b'"ended": null' in body for body in told)
    assert len([body for body in told if b'"rebuild"' in body]) < PATIENCE


def test_the_wait_grows_and_has_an_end():
    waits = [Takeover("v1:", tries=tries).wait for tries in range(PATIENCE)]
    assert waits == sorted(waits)
    assert waits[0] == 2
    assert waits[-1] == 30


def test_a_later_edition_has_its_own(made):
    made.arrivals.follow(Takeover("long-gone:"), 0)
    before = made.inbox.versions["receipts/site.json"][:]
    made.rest()
    assert made.inbox.versions["receipts/site.json"] == before


def test_a_receipt_that_answers_another_version_stays_as_it_is(made):
    made.put("site.json", b"no publication")
    receipt = made.receipt("site.json")
    assert (receipt["status"], "rebuild" in receipt) == ("rejected", False)
    made.arrivals.follow(Takeover(made.table.site().edition), 0)
    made.rest()
    assert "rebuild" not in made.receipt("site.json")


def test_another_look_at_the_same_site_json_leaves_its_progress(made):
    made.look("site.json")
    assert made.receipt("site.json")["rebuild"]["ended"]


def test_more_than_a_slice_is_counted_and_gone_through(made, monkeypatch):
    monkeypatch.setattr("kabar.services.follow._SLICE", 2)
    monkeypatch.setattr("kabar.services.follow._SLICES", 2)
    made.put("wire/a.txt", b"?")
    made.put("site.json", site(name="Nama Baru"))
    rebuild = made.receipt("site.json")["rebuild"]
    assert (rebuild["articles"], rebuild["done"], rebuild["behind"]) == (6, 6, 0)


def test_only_so_many_are_named(made):
    keys = [f"articles/lagi-{number:02}.json" for number in range(NAMED + 5)]
    for key in keys:
        made.put(key, article(slug=key[9:-5]))
    _stuck(made, *keys)
    rebuild = made.receipt("site.json")["rebuild"]
    assert (rebuild["behind"], rebuild["left"]) == (NAMED + 5, keys[:NAMED])


def test_an_article_that_is_put_off_counts_as_any(made):
    made.put(KEY, article(datePublished="2030-01-01T00:00:00+07:00", slug="nanti"))
    made.put("site.json", site(name="Nama Baru"))
    assert made.receipt("site.json")["rebuild"]["done"] == 7


def test_a_receipt_that_comes_later_than_the_end_is_waited_for(made):
    give, late = made.receive.site.answers.give, []
    made.receive.site.answers.give = lambda *said: late.append(said)
    follow, waits = made.arrivals.follow, []

    def later(takeover, seconds):
        waits.append(seconds)
        if len(waits) == 6:
            give(*late[0])
        follow(takeover, seconds)

    made.arrivals.follow = later
    made.put("site.json", site(name="Nama Baru"))
    assert made.receipt("site.json")["rebuild"]["ended"]


def test_a_receipt_that_comes_back_after_a_rejection_is_told_again(made):
    made.inbox.delete("site.json")
    made.look("site.json")
    assert made.receipt("site.json")["status"] == "rejected"
    made.inbox.versions["site.json"].pop()
    made.look("site.json")
    assert made.receipt("site.json")["rebuild"]["ended"]
