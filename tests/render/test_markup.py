import json
from pathlib import Path
from urllib.parse import urlsplit

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.domain.markup import inline, plain
from kabar.domain.text import legal, one_line

ALLOWED = {"a", "em", "strong", "sub", "sup", "code"}
ATTRIBUTES = {"a": {"href", "rel"}, "em": {"lang"}, "strong": {"lang"}}
PIECES = st.sampled_from([
    "<em>", "</em>", "<b>", "</b>", "<a href='/x'>", '<a href="https://x.example/?a=1&amp;b">', "</a>", "<a>",
    "<script>", "<", ">", "&", "&lt;", "&#x338;", "&#0;", "&#xfffe;", "\u0338", '"', "'", "a", " ", "<i", "<code >",
    "<sub\n>", "<em lang=en>", "<b lang='", "<A HREF=/>", "<a href=javascript:alert(1)>", "<svg/onload=x>", "<!--",
    "-->", "<![CDATA[", "]]>",
])  # fmt: skip
MARKUP = st.lists(PIECES | st.text(max_size=5), max_size=20).map("".join)


def check(text: str) -> None:
    """Only what is allowed, well formed, nothing for the parser to mend."""
    markup = inline(text)
    assert markup == legal(markup)
    assert "\x00" not in markup
    fragment = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(markup, "p")
    for element in fragment.iter():
        if element is fragment:
            continue
        assert element.tag in ALLOWED
        assert set(element.attrib) <= ATTRIBUTES.get(element.tag, set())
        if element.tag == "a":
            check_link(element.get("href"), element.get("rel"))


def check_link(href: str, rel: str | None) -> None:
    scheme = urlsplit(href).scheme
    assert scheme in {"http", "https", "mailto"} or (href.startswith("/") and not href.startswith("//"))
    assert rel == ("noopener" if scheme.startswith("http") else None)
    assert not set(href) & set(" <>\"'\\\n\t")


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("<b>tebal</b> <i>miring</i>", "<strong>tebal</strong> <em>miring</em>"),
        ("H<sub>2</sub>O, x<sup>2</sup>, <code>ls</code>", "H<sub>2</sub>O, x<sup>2</sup>, <code>ls</code>"),
        ("3 < 4 & 5 > 2", "3 &lt; 4 &amp; 5 &gt; 2"),
        ("A &amp; B &lt;em&gt; &copy;", "A &amp; B &lt;em&gt; ©"),
        ("<em>tak ditutup", "<em>tak ditutup</em>"),
        ("<em><strong>silang</em></strong>", "<em><strong>silang</strong></em>"),
        ("<u>garis</u>", "&lt;u&gt;garis&lt;/u&gt;"),
        ("<em class=x onclick='y()'>a</em>", "<em>a</em>"),
        ('<em lang="en">a</em> <i LANG=jv-Latn>b</i>', '<em lang="en">a</em> <em lang="jv-Latn">b</em>'),
        ("<strong class=x lang='ar' dir=rtl>a</strong>", '<strong lang="ar">a</strong>'),
        ("<em lang='en\">x'>a</em>", "<em>a</em>"),
        ("<em lang=e>a</em><em lang='en>b</em>", "<em>a</em>&lt;em lang='en&gt;b"),
        ("<em xlang=en hreflang=en>a</em> <sub lang=en>b</sub>", "<em>a</em> <sub>b</sub>"),
        ("a <embed> b", "a &lt;embed&gt; b"),
        ("<em", "&lt;em"),
        ("a\u00a0b &nbsp;c", "a\u00a0b \u00a0c"),
        ("kata \"Rahmat\" & 'Siti'", "kata \"Rahmat\" &amp; 'Siti'"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ],
)
def test_markup(text, markup):
    assert inline(text) == markup


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("https://x.example/a b?q=1&amp;r=%zz#x#y", "https://x.example/a%20b?q=1&amp;r=%25zz#x%23y"),
        ("HTTPS://X.example", "https://x.example"),
        ("/2024/12/02/x/", "/2024/12/02/x/"),
        ("mailto:redaksi@x.example", "mailto:redaksi@x.example"),
        ("https://x.example:8080/é", "https://x.example:8080/%C3%A9"),
    ],
)
def test_a_link_leads_where_it_may(href, target):
    rel = ' rel="noopener"' if target.startswith("http") else ""
    assert inline(f'<a href="{href}" title="t" target=_blank>k</a>') == f'<a href="{target}"{rel}>k</a>'


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)", " java&#9;script:alert(1)", "JaVaScRiPt&colon;alert(1)", "data:text/html,x",
        "//evil.example/",        "/\\evil.example", "relatif/x", "#x", "", "https://", "https://user:pw@x.example/", "https://x.example:99999/",
        "https://a<b", "http://[::1", "vbscript:x", "https:x.example",
    ],
)  # fmt: skip
def test_a_link_to_elsewhere_is_text(href):
    assert "<a" not in inline(f"<a href='{href}'>klik</a>")
    assert plain(f"<a href='{href}'>klik</a>").endswith("klik")


def test_a_stroke_never_joins_a_tag():
    markup = inline("<em>&#x338;x</em>")
    assert markup == "<em>&#x338;x</em>"
    assert legal(markup) == markup


@given(MARKUP)
def test_whatever_is_typed_is_safe(text):
    check(text)


@given(MARKUP)
def test_sanitising_twice_changes_nothing(text):
    assert inline(inline(text)) == inline(text)


@given(st.text())
def test_text_without_markup_is_kept(text):
    typed = one_line(text)
    if "&" not in typed and "<" not in typed:
        assert plain(typed) == typed


@given(MARKUP)
def test_plain_text_has_no_markup_to_lose(text):
    assert plain(text) == one_line(plain(text))


def test_every_hostile_payload_is_disarmed(corpora: Path):
    cases = json.loads((corpora / "dompurify" / "expect.json").read_text("utf-8"))
    assert len(cases) > 200
    for case in cases:
        check(case["payload"])
        check(one_line(case["payload"]))


def test_every_naughty_string_is_kept(corpora: Path):
    strings = json.loads((corpora / "blns" / "blns.json").read_text("utf-8"))
    assert len(strings) > 400
    for string in strings:
        check(string)
        if "&" not in string and "</" not in string and "<a" not in string.lower():
            assert plain(string) == one_line(string)
