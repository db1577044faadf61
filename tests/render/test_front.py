from dataclasses import replace

from contract_article import CARD, PLAIN_CARD
from kabar.domain.site import ListPage
from kabar.render.front import front_of
from render.pages import RENDERER, SITE, one, text, tree

NEWEST = tuple(replace(CARD, id=f"n{number}", path=f"/2024/12/02/n{number}/") for number in range(30))


def home(cards=NEWEST, **more):
    return ListPage("home", "", cards, **more)


def ids(cards):
    return [card.id for card in cards]


def with_priority(number, priority):
    return tuple(replace(card, priority=priority) if card.id == f"n{number}" else card for card in NEWEST)


def test_without_a_word_from_the_editors_the_newest_lead():
    front = front_of(home())
    assert ids(front.leading) == ["n0", "n1", "n2", "n3", "n4"]
    assert ids(front.latest) == ids(NEWEST[5:])
    assert (front.breaking, front.sections) == ((), ())


def test_a_step_of_priority_is_worth_three_newer_articles():
    assert ids(front_of(home(with_priority(3, 4))).leading) == ["n0", "n3", "n1", "n2", "n4"]
    assert ids(front_of(home(with_priority(5, 3))).leading) == ["n5", "n0", "n1", "n2", "n3"]
    assert ids(front_of(home(with_priority(20, 1))).leading) == ["n0", "n1", "n2", "n3", "n4"]
    assert ids(front_of(home(with_priority(0, 6))).leading) == ["n1", "n2", "n0", "n3", "n4"]


def test_what_leads_is_not_repeated_and_the_rest_stays_in_its_order():
    front = front_of(home(with_priority(9, 1)))
    assert ids(front.leading)[0] == "n9"
    assert ids(front.latest) == [id_ for id_ in ids(NEWEST) if id_ not in ids(front.leading)]


def test_pinned_articles_lead_the_more_important_first_however_old():
    old = replace(PLAIN_CARD, id="old")
    weighty = replace(PLAIN_CARD, id="weighty", priority=2)
    front = front_of(home(pinned=(NEWEST[7], old, weighty)))
    assert ids(front.leading) == ["weighty", "n7", "old", "n0", "n1"]
    assert "n7" not in ids(front.latest)


def test_sections_show_what_nothing_above_them_shows():
    mine = NEWEST[::2]
    front = front_of(home(sections=(("daerah", mine), ("sepi", NEWEST[:3]), ("kosong", ()))))
    assert len(front.latest) == 10
    (slug, cards), *others = front.sections
    assert (slug, ids(cards)) == ("daerah", ["n16", "n18", "n20", "n22"])
    assert others == []


def test_the_bar_repeats_what_stands_elsewhere_and_is_short():
    front = front_of(home(breaking=NEWEST[:5]))
    assert ids(front.breaking) == ["n0", "n1", "n2"]
    assert ids(front.leading)[0] == "n0"


def test_the_bar_says_what_is_paid_for_and_what_is_not_verified():
    news = (replace(NEWEST[0], sponsor="Bank Lanting"), replace(NEWEST[1], unverified=True), NEWEST[2])
    front, *_ = RENDERER.list_page(SITE, home(breaking=news))
    items = one(tree(front), "breaking").xpath(".//li")
    flags = [[text(flag) for flag in item.xpath("./*[@class='flag']")] for item in items]
    assert flags == [["Advertorial"], ["Belum terverifikasi"], []]


def test_the_front_page():
    sections = (("ekonomi", (PLAIN_CARD,)),)
    front, *_ = RENDERER.list_page(SITE, home(breaking=NEWEST[:1], pinned=(NEWEST[3],), sections=sections))
    page = tree(front)
    assert one(page, "breaking").xpath(".//a/@href") == ["/2024/12/02/n0/"]
    assert text(one(page, "breaking")).startswith("Berita mendesak")
    assert one(page, "lead").xpath(".//h2/a/@href") == ["/2024/12/02/n3/"]
    assert one(page, "by-section").xpath("h2/a/@href") == ["/ekonomi/"]
    assert one(page, "by-section").xpath(".//h3/a/@href") == [PLAIN_CARD.path]


def test_a_list_that_is_no_front_stays_in_its_order():
    page, _ = RENDERER.list_page(SITE, ListPage("author", "yl", with_priority(3, 1)))
    assert tree(page).xpath("//*[@class='teaser']//h3/a/@href")[:4] == [card.path for card in NEWEST[:4]]
