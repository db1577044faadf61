import pytest

from kabar.domain.blocks import Factbox, Heading, ItemList, Paragraph, Quote, Separator, Table
from kabar.render.reading import minutes


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
