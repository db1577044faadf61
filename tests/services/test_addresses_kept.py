"""An address, once given, is never taken away: it moves, answers that it is gone, or stays."""

from support.documents import KEY, PATH, article, codes, world

_A, _B, _C = "/2024/12/02/a/", "/2024/12/02/b/", "/2024/12/02/c/"


def _answers(made, path):
    item = made.get(path)
    return (item.status, item.location) if item else None


def test_two_articles_of_one_headline_and_day_both_stand():
    made = world(a=article(author=["rn"]), b=article(author=["tk"]))
    first, second = (made.receipt(f"articles/{id_}.json")["url"] for id_ in "ab")
    assert first == f"https://uji.example{PATH}"
    assert second.startswith(f"https://uji.example{PATH[:-1]}-")
    assert "Rina N." in made.text(PATH)
    assert "Tika" in made.text(second.removeprefix("https://uji.example"))


def test_the_second_keeps_its_address_when_the_first_is_withdrawn_or_updated():
    made = world(a=article(), b=article())
    second = made.receipt("articles/b.json")["url"]
    made.delete(KEY)
    made.put("articles/b.json", article(headline="Lain"))
    assert made.receipt("articles/b.json")["url"] == second
    assert _answers(made, PATH) == (410, None)


def test_a_slug_that_is_taken_is_rejected_and_nothing_changes():
    made = world(a=article(slug="a"))
    before = dict(made.site.objects)
    made.put("articles/b.json", article(slug="a"))
    receipt = made.receipt("articles/b.json")
    assert (receipt["status"], codes(receipt)) == ("rejected", [("/slug", "address-taken")])
    assert made.site.objects == before


def test_a_slug_that_another_article_had_before_is_taken_too():
    made = world(a=article(slug="a"))
    made.put(KEY, article(slug="b"))
    made.put("articles/b.json", article(slug="a"))
    assert codes(made.receipt("articles/b.json")) == [("/slug", "address-taken")]


def test_a_new_slug_moves_the_article_and_the_old_address_redirects():
    made = world(a=article(slug="a"))
    made.put(KEY, article(slug="b"))
    assert _answers(made, _A) == (301, _B)
    assert _answers(made, _B) == (None, None)
    assert made.get(f"{_A}article.json") is None
    assert not any(_A.encode() in item.body for key, item in made.site.objects.items() if not key.startswith(_A[1:]))


def test_a_chain_of_moves_is_one_hop():
    made = world(a=article(slug="a"))
    made.put(KEY, article(slug="b"))
    made.put(KEY, article(slug="c"))
    assert _answers(made, _A) == (301, _C)
    assert _answers(made, _B) == (301, _C)


def test_moving_back_works():
    made = world(a=article(slug="a"))
    before = dict(made.site.objects)
    made.put(KEY, article(slug="b"))
    made.put(KEY, article(slug="a"))
    assert _answers(made, _B) == (301, _A)
    for lite in ("", "lite/"):
        del made.site.objects[f"{_B[1:]}{lite}index.html"]
    assert made.site.objects == before


def test_a_withdrawal_is_told_at_every_address_it_ever_had_and_restoring_redirects_again():
    made = world(a=article(slug="a"))
    made.put(KEY, article(slug="b"))
    moved = dict(made.site.objects)
    made.delete(KEY)
    assert _answers(made, _A) == _answers(made, _B) == (410, None)
    made.put(KEY, article(slug="b"))
    assert made.site.objects == moved


def test_a_corrected_date_moves_the_article_too():
    made = world(a=article())
    made.put(KEY, article(datePublished="2024-12-04T10:15"))
    assert _answers(made, PATH) == (301, PATH.replace("/02/", "/04/"))
    assert made.get("/2024/12/02/") is None
    assert "Air Sungai Naik" in made.text("/2024/12/04/")


def test_an_address_of_nobody_has_no_object():
    assert world(a=article()).get("/2024/12/02/lain/") is None
