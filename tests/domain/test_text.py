import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kabar.domain.text import is_blank, legal, one_line, shorten


@pytest.mark.parametrize(
    "char", ["\0", "\x08", "\x0b", "\x1f", "\x7f", "\x9f", "\ufdd0", "\ufffe", "\uffff", "\U0001ffff"]
)
def test_what_html_or_xml_forbids_is_taken_out(char):
    assert legal(f"a{char}b") == "ab"


def test_tabs_and_line_breaks_stay():
    assert legal("a\tb\nc\rd") == "a\tb\nc\rd"


def test_text_is_composed():
    assert legal("e\u0301") == "\u00e9"


@given(st.text())
def test_legal_text_can_stand_in_xml_and_is_legal_already(text):
    clean = legal(text)
    element = etree.Element("a")
    element.text = clean
    assert legal(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)


@given(st.text())
def test_one_line_is_one_line(text):
    line = one_line(text)
    assert line == line.strip()
    assert len(line.splitlines()) <= 1
    assert "  " not in line


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u200b", "\u00a0\u2003", "\u0301", "\0", "\u202e", "\ufeff"])
def test_text_that_shows_nothing_is_blank(text):
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", "1", "-", "😀", "漢", "\u200ba", "$"])
def test_text_that_shows_something_is_not(text):
    assert not is_blank(text)


def test_short_text_is_left_alone():
    assert shorten("dua kata", 8) == "dua kata"


def test_long_text_is_cut_between_words():
    assert shorten("satu dua, tiga empat", 12) == "satu dua…"


def test_one_long_word_is_cut_within():
    assert shorten("a" * 50, 10) == "a" * 9 + "…"


@given(st.text(), st.integers(1, 50))
def test_shortened_text_is_never_longer_than_asked_for(text, limit):
    assert len(shorten(text, limit)) <= limit
