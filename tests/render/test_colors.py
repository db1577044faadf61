import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.render.colors import NIGHT, PAPER, accents, contrast
from kabar.render.stylesheet import stylesheet, stylesheet_path

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
TINTS = ("#f4f5f3", "#1f2429")


@given(COLOURS)
def test_every_accent_is_readable(colour):
    found = accents(colour)
    assert contrast(found.light, PAPER) >= 4.5
    assert contrast(found.dark, NIGHT) >= 4.5
    assert contrast(found.light, TINTS[0]) >= 4.5
    assert contrast(found.dark, TINTS[1]) >= 4.5


def test_contrast():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_readable_accent_stays():
    assert accents("#0B5D4E").light == "#0b5d4e"


def test_the_stylesheet_has_the_accent_and_is_small():
    style = stylesheet("#b3261e").decode()
    assert "--accent:#b3261e" in style
    assert not [name for name in ('"light"', '"dark"', '"paper"', '"night"') if name in style]
    assert len(style) < 17_000
    assert stylesheet_path("#b3261e") != stylesheet_path(None)
    for pair in (("#51585f", PAPER), ("#51585f", TINTS[0]), ("#a9b1b8", NIGHT), ("#a9b1b8", TINTS[1])):
        assert pair[0] in style
        assert contrast(*pair) >= 4.5
