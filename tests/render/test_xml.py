from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kabar.domain.text import legal
from kabar.render.xml import document, node, optional

LEGAL = st.text().map(legal)


@given(LEGAL, LEGAL)
def test_any_text_comes_back_as_it_was(text, value):
    read = etree.fromstring(document(node("a", text, node("b"), value=value)))
    assert (read.text or "") == text
    assert read.get("value") == value


def test_markup_in_text_stays_text():
    read = etree.fromstring(document(node("a", "</a><b>&amp;]]>", x='"><b>')))
    assert (read.text, read.get("x"), len(read)) == ("</a><b>&amp;]]>", '"><b>', 0)


def test_what_is_not_there_is_left_out():
    assert document(node("a", None, optional("b", ""), x=None)).endswith(b"?>\n<a/>\n")


def test_elements_are_not_escaped():
    assert node("a", node("b", "<")) == "<a><b>&lt;</b></a>"
