import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.domain.blocks import Factbox, Heading, ItemList, Paragraph, Quote, Separator, Table
from kabar.render.reading import _WORD, minutes, words_in


def words(count):
    return " ".join(["kata"] * count)


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ((), 1),
        ((Separator(),), 1),
        ((Paragraph(words(230)),), 1),
        ((Paragraph(words(231)),), 2),
        ((Paragraph(words(115)), Quote(words(116))), 2),
        ((Heading(words(1)), ItemList((words(115), words(115)))), 2),
        ((Factbox("Kotak", (Paragraph(words(230)),)),), 2),
        ((Table(((words(115), words(116)),)),), 2),
        ((Paragraph("<strong>kata-kata</strong> " * 230),), 1),
        ((Paragraph("字" * 261),), 2),
    ],
)
def test_minutes(blocks, expected):
    assert minutes(blocks) == expected


@given(st.text(st.sampled_from("ab1Z-'\u2019_ .,\n\té"), max_size=30))
def test_words_are_counted_alike_in_every_way(text):
    assert words_in(text) == len(_WORD.findall(text))
