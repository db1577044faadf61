"""Rows as DynamoDB items and back."""

import pytest
from boto3.dynamodb.types import TypeDeserializer
from hypothesis import given
from hypothesis import strategies as st

from kabar.adapters.cards import dump_card, load_card
from kabar.adapters.items import from_item, key_item, to_item
from kabar.adapters.stream import changes_in
from support.rows import KINDS, cards

ROWS = st.one_of(*KINDS.values())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_row_comes_back_as_it_was(kind):
    @given(KINDS[kind])
    def comes_back(row):
        item = to_item(row)
        assert from_item(item) == row
        assert key_item(row).items() <= item.items()

    comes_back()


@given(ROWS)
def test_every_value_is_one_that_dynamodb_knows(row):
    read = TypeDeserializer().deserialize
    assert all(read(value) is not None for value in to_item(row).values())


@given(ROWS, ROWS)
def test_two_rows_lie_in_one_place_only_if_they_are_of_one_kind(one, other):
    if key_item(one) == key_item(other):
        assert type(one) is type(other)


@given(cards)
def test_a_card_comes_back_as_it_was(card):
    assert load_card(dump_card(card)) == card


def test_an_item_of_a_kind_to_come_is_no_row():
    assert from_item({"pk": {"S": "POLL#2024-12"}, "sk": {"S": "2024-12-02T03:15:00Z#a"}}) is None


@given(st.lists(st.tuples(st.none() | ROWS, st.none() | ROWS), max_size=3))
def test_the_stream_tells_old_and_new_in_order(changes):
    records = [
        {"dynamodb": {name: to_item(row) for name, row in (("OldImage", old), ("NewImage", new)) if row}}
        for old, new in changes
    ]
    assert changes_in({"Records": records}) == changes
