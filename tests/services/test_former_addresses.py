"""Addresses that an article had in another system lead to it, and to nothing else."""

import pytest

from support.documents import KEY, PATH, article, codes, site, world

_OLD, _FILE = "/berita/lama/", "/berita/lama-12.html"


def _answers(made, path):
    item = made.get(path)
    return (item.status, item.location) if item else None


def _old(*paths):
    return article(formerAddresses=list(paths))


def test_old_addresses_redirect_to_the_article():
    made = world(a=_old(_OLD, _FILE))
    assert [_answers(made, path) for path in (_OLD, _FILE)] == [(301, PATH), (301, PATH)]
    assert made.receipt(KEY)["movedFrom"] == [_OLD, _FILE]
    assert codes(made.receipt(KEY), "warnings") == []


def test_one_that_is_taken_out_is_free_again():
    made = world(a=_old(_OLD))
    made.put(KEY, article())
    made.put("articles/b.json", article(headline="Lain", formerAddresses=[_OLD]))
    assert _answers(made, _OLD) == (301, "/2024/12/02/lain/")


def test_the_first_keeps_it_and_the_second_is_warned():
    made = world(a=_old(_OLD), b=article(headline="Lain", formerAddresses=[_FILE, _OLD]))
    receipt = made.receipt("articles/b.json")
    assert receipt["status"] == "published"
    assert codes(receipt, "warnings") == [("/formerAddresses/1", "former-address-taken")]
    assert (_answers(made, _OLD), _answers(made, _FILE)) == ((301, PATH), (301, "/2024/12/02/lain/"))


def test_an_articles_own_address_needs_no_redirect():
    made = world(a=_old(PATH))
    assert _answers(made, PATH) == (None, None)
    assert codes(made.receipt(KEY), "warnings") == []


def test_an_old_address_and_one_that_it_moved_from_are_the_same():
    made = world(a=article(slug="satu"))
    made.put(KEY, article(slug="dua", formerAddresses=["/2024/12/02/satu/"]))
    assert _answers(made, "/2024/12/02/satu/") == (301, "/2024/12/02/dua/")
    assert made.receipt(KEY)["movedFrom"] == ["/2024/12/02/satu/"]


def test_a_page_of_the_site_stays_what_it_is():
    made = world(a=_old("/daerah/"))
    assert codes(made.receipt(KEY), "warnings") == [("/formerAddresses/0", "former-address-taken")]
    assert _answers(made, "/daerah/") == (None, None)


def test_a_section_that_comes_later_takes_the_address_and_the_article_is_warned():
    made = world(a=_old("/olahraga/"))
    assert _answers(made, "/olahraga/") == (301, PATH)
    sections = [*site()["sections"], {"slug": "olahraga", "name": "Olahraga"}]
    made.put("site.json", site(sections=sections))
    assert "Olahraga" in made.text("/olahraga/")
    assert _answers(made, "/olahraga/") == (None, None)
    assert codes(made.receipt(KEY), "warnings") == [("/formerAddresses/0", "former-address-taken")]


def test_a_withdrawn_article_is_gone_at_every_address():
    made = world(a=_old(_OLD, _FILE))
    made.delete(KEY)
    assert [_answers(made, path)[0] for path in (PATH, _OLD, _FILE)] == [410, 410, 410]
    made.put(KEY, _old(_OLD))
    assert [_answers(made, path) for path in (_OLD, _FILE)] == [(301, PATH), None]


def test_a_scheduled_article_claims_nothing_before_its_time():
    made = world(a=article(datePublished="2030-01-01T00:00:00+07:00", formerAddresses=[_OLD]))
    assert _answers(made, _OLD) is None


def test_all_of_them_follow_a_move():
    made = world(a=_old(_OLD))
    made.put(KEY, article(slug="baru", formerAddresses=[_OLD]))
    assert _answers(made, _OLD) == (301, "/2024/12/02/baru/")


@pytest.mark.parametrize("deleted", [False, True])
def test_they_survive_the_loss_of_the_table(deleted):
    made = world(a=_old(_OLD, _FILE))
    if deleted:
        made.delete(KEY)
    before = {path: _answers(made, path) for path in (PATH, _OLD, _FILE)}
    made.table.rows.clear()
    made.site.objects.clear()
    made.look("site.json")
    made.look(KEY)
    made.arrivals.sweep("receipts/articles/")
    made.rest()
    assert {path: _answers(made, path) for path in (PATH, _OLD, _FILE)} == before


@pytest.mark.parametrize("path", ["/../x", "//x/", "/a?b=1", "x", "/%ff"])
def test_what_is_no_address_is_rejected(path):
    made = world(a=_old(path))
    (place, _), *_ = codes(made.receipt(KEY))
    assert place == "/formerAddresses/0"
