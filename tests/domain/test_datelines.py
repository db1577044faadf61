import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.domain.datelines import without_dateline


@pytest.mark.parametrize(
    "text",
    ["Bandung - Air naik", "BANDUNG \u2013 Air naik", "Bandung\u2014Air naik", "Kabar Muara - Bandung - Air naik",
     "BANDUNG, Muara.com -- Air naik", "Bandung (Antara) - Air naik", "Bandung/Antara - Air naik"],
)  # fmt: skip
def test_a_dateline_of_the_place_is_left_out(text):
    assert without_dateline(text, "Bandung") == "Air naik"


@pytest.mark.parametrize(
    "text", ["BANDUNG - Air naik", "KUALA KURUN, Muara - Air naik", "PALU (Antara) \u2014 Air naik"]
)
def test_without_a_place_one_in_capitals_is(text):
    assert without_dateline(text, None) == "Air naik"


@pytest.mark.parametrize(
    ("text", "place"),
    [("Air naik - sungai meluap", None), ("COVID-19 menyebar", None), ("A - B", None),
     ("Air - Bandung tenang", "Bandung"),
     ("Bandung -", "Bandung"), ("", "Bandung"), ("Bandung banjir", "Bandung"), ("12.30 - Air naik", None),
     ("x" * 130 + " - BANDUNG - Air", "Bandung")],
)  # fmt: skip
def test_anything_else_stays(text, place):
    assert without_dateline(text, place) == text


@given(st.text(), st.none() | st.text())
def test_what_is_left_is_the_end_of_the_text(text, place):
    assert text.endswith(without_dateline(text, place))
    assert bool(without_dateline(text, place)) is bool(text)
