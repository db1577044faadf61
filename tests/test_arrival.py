"""What messages of the arrivals queue say."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.arrival import Look, Sweep, Unreadable, read_arrival
from support.envelopes import event

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(st.sampled_from(["key", "sweep", "after", "detail", "object"]) | st.text(), inner)
    ),
)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("receive-object-created", Look("articles/2024/12/kapal-perpustakaan.json")),
        ("receive-object-deleted", Look("articles/2024/12/kapal-perpustakaan.json")),
        ("receive-look", Look("articles/2024/12/kapal-perpustakaan.json")),
        ("receive-schedule", Look("articles/2024/12/kapal-perpustakaan.json")),
        ("receive-sweep", Sweep("articles/", "articles/2024/12/kapal-perpustakaan.json")),
        ("picture-object-created", Look("media/2024/12/kapal-perpustakaan.jpg")),
    ],
)
def test_each_example_says_where_to_look(name, said):
    assert read_arrival(event(name)["Records"][0]["body"]) == said


@given(st.text())
def test_a_key_is_taken_as_it_is_and_never_decoded(key):
    told = {"detail": {"object": {"key": key}}, "source": "aws.s3"}
    assert read_arrival(json.dumps(told)) == read_arrival(json.dumps({"key": key})) == Look(key)


@given(st.text() | JSON.map(json.dumps))
def test_whatever_else_arrives_is_unreadable_or_names_texts(body):
    try:
        said = read_arrival(body)
    except Unreadable:
        return
    places = [said.key] if isinstance(said, Look) else [said.prefix, said.after]
    assert all(isinstance(place, str) for place in places)
    assert all(json.dumps(place) in json.dumps(json.loads(body)) for place in places if place)
