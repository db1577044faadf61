"""What is made of cards once."""

from dataclasses import replace

from kabar.domain.per_card import PerCard
from support.rows import card


def _counting():
    asked = []

    def make(context, each, *more):
        asked.append((context, each.id, *more))
        return f"{context} {each.headline} {more}"

    return PerCard(make), asked


def test_a_card_is_made_once_for_a_context():
    made, asked = _counting()
    here, one = "here", card("a")
    assert [made(here, one), made(here, one)] == [f"here {one.headline} ()"] * 2
    assert asked == [("here", "a")]


def test_an_equal_card_that_is_another_one_is_never_mistaken():
    made, _ = _counting()
    for number in range(5_000):
        # Each of them is gone before the next one is made, and may come to lie where it lay.
        assert made("here", replace(card("a"), headline=f"headline {number}")) == f"here headline {number} ()"


def test_only_so_many_answers_are_kept():
    made, asked = _counting()
    cards = [card(f"a{number}") for number in range(4_200)]
    for each in cards:
        made("here", each)
    made("here", cards[0])
    assert len(asked) == 4_201


def test_another_context_or_question_is_another_answer():
    made, asked = _counting()
    one = card("a")
    assert len({made("here", one), made("there", one), made("here", one, "id"), made("here", one, "en")}) == 4
    assert len(asked) == 4
