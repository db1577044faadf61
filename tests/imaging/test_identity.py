"""Logo, icons, and the card of an article without a picture."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from imaging.pictures import marked, near, opened, saved
from kabar.domain.problems import Rejected
from kabar.imaging import favicons, sanitise_svg, social_card
from kabar.imaging.card import _settable

_LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 200 100">%s'
    b'<rect width="200" height="100" fill="#b00020"/></svg>'
)
_EVIL = (
    b"<script>alert(1)</script>",
    b'<circle r="5" onclick="alert(1)"/>',
    b"<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></body></foreignObject>",
    b'<image href="https://evil.example/alert"/>',
    b'<use href="https://evil.example/alert#x"/>',
    b'<use xlink:href="data:image/svg+xml,alert"/>',
    b'<a href="javascript:alert(1)"><text>x</text></a>',
    b"<style>@import url(https://evil.example/alert)</style>",
    b'<style>@\\69mport "alert"</style>',
    b'<style>rect{fill:url(  "//evil.example/alert")}</style>',
    b'<rect style="fill:url(https://evil.example/alert)"/>',
    b'<rect fill="url(//evil.example/alert)"/>',
    b'<animate attributeName="href" values="javascript:alert(1)"/>',
    b'<set attributeName="onload" to="alert(1)"/>',
    b'<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>',
    b'<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
    b"<!-- alert -->",
    b"<?xml-stylesheet href='alert'?>",
    b'<filter id="f"><feImage href="https://evil.example/alert"/></filter>',
    b'<g xml:base="https://evil.example/alert"/>',
)


@pytest.mark.parametrize("evil", _EVIL)
def test_nothing_in_a_logo_acts_or_reaches_out(evil):
    clean = sanitise_svg(_LOGO % evil)
    assert b"alert" not in clean
    assert b"evil" not in clean
    assert b'fill="#b00020"' in clean
    assert sanitise_svg(clean) == clean


def test_what_draws_is_kept():
    kept = (
        b'<defs><linearGradient id="a"><stop stop-color="red"/></linearGradient></defs><style>.x{fill:url(#a)}</style>'
    )
    clean = sanitise_svg(_LOGO % (kept + b'<use xlink:href="#a"/><path class="x" d="M0 0z" transform="scale(2)"/>'))
    for part in (b"linearGradient", b"url(#a)", b'xlink:href="#a"', b'd="M0 0z"', b"scale(2)", b"viewBox"):
        assert part in clean


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>', "svg-doctype"),
        (('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE svg><svg xmlns="x"/>').encode("utf-16"), "svg-doctype"),
        (b"<svg", "svg-broken"),
        (b"", "svg-broken"),
        (b"<html/>", "svg-broken"),
        (b'<svg xmlns="http://www.w3.org/2000/svg">' + b"<g/>" * 20_000 + b"</svg>", "svg-broken"),
        (b" " * 600_000, "too-large"),
    ],
)
def test_what_is_no_logo_is_refused(body, code):
    with pytest.raises(Rejected) as refusal:
        sanitise_svg(body)
    assert refusal.value.problems[0].code == code


@given(st.binary(max_size=200))
@settings(max_examples=50)
def test_noise_is_no_logo(body):
    with pytest.raises(Rejected):
        sanitise_svg(body)


@pytest.mark.parametrize("logo", [_LOGO % b"", saved(Image.new("RGB", (400, 200), (176, 0, 32)), "PNG")])
def test_icons_are_square_and_hold_the_whole_logo(logo):
    icons = favicons(logo)
    assert {size: opened(body).size for size, body in icons.items()} == {
        size: (size, size) for size in (32, 180, 192, 512)
    }
    for size, body in icons.items():
        image = opened(body).convert("RGBA")
        assert near(image.getpixel((size // 2, size // 2)), (176, 0, 32, 255), 4)
        assert image.getpixel((size // 2, 1)) == ((255, 255, 255, 255) if size == 180 else (0, 0, 0, 0))


def test_a_drawing_that_asks_for_too_much_is_refused_or_drawn_small():
    huge = b'<svg xmlns="http://www.w3.org/2000/svg" width="30000" height="30000"><rect width="9" height="9"/></svg>'
    assert opened(favicons(huge)[32]).size == (32, 32)
    doubling = b"".join(
        b'<g id="g%d"><use href="#g%d"/><use href="#g%d"/></g>' % (n, n - 1, n - 1) for n in range(1, 40)
    )
    with pytest.raises(Rejected):
        favicons(_LOGO % (b'<g id="g0"><rect width="1" height="1"/></g>' + doubling))


def _inked(body, box):
    """Whether anything dark stands in that part."""
    return opened(body).convert("L").crop(box).getextrema()[0] < 80


def test_a_card_shows_headline_name_accent_and_logo():
    card = social_card("Banjir rob di Pontianak", "Kabar Kapuas", "#00aa55", saved(marked(), "PNG"))
    image = opened(card).convert("RGB")
    assert image.size == (1200, 630)
    assert image.getpixel((600, 5)) == (0, 170, 85)
    assert _inked(card, (72, 96, 1128, 400))
    assert _inked(card, (72, 522, 600, 600))
    assert near(image.getpixel((1120, 490)), (0, 255, 0), 30)
    assert card == social_card("Banjir rob di Pontianak", "Kabar Kapuas", "#00aa55", saved(marked(), "PNG"))


def test_a_card_looks_the_same_whether_or_not_there_is_a_logo():
    plain, marked_ = (social_card("Banjir rob", "Kabar", "#00aa55", logo) for logo in (None, saved(marked(), "PNG")))
    beside = (0, 0, 800, 630)
    assert opened(plain).mode == "P"
    assert opened(plain).convert("RGB").crop(beside).tobytes() == opened(marked_).convert("RGB").crop(beside).tobytes()
    assert opened(plain).convert("RGB").getpixel((600, 5)) == (0, 170, 85)


def test_a_logo_of_many_colours_has_the_nearest_that_a_palette_has_room_for():
    shaded = Image.merge("RGB", [Image.linear_gradient("L").rotate(turn).resize((240, 72)) for turn in (0, 90, 180)])
    card = opened(social_card("Banjir rob", "Kabar", "#00aa55", saved(shaded, "PNG"))).convert("RGB")
    drawn = card.crop((1128 - 240, 558 - 72, 1128, 558))
    assert ImageStat.Stat(ImageChops.difference(drawn, shaded)).mean < [6.0] * 3
    assert card.getpixel((600, 5)) == (0, 170, 85)


@pytest.mark.parametrize(
    "headline", ["W" * 400, "panjang " * 60, "a", "<b>&amp;</b> 100 % “é” ─ 🎉", "Жизнь", "", "\0\n"]
)
def test_any_headline_stays_within_the_card(headline):
    card = social_card(headline, "Kabar Kapuas dengan nama yang panjang sekali sampai ke tepi", "#000000")
    assert opened(card).size == (1200, 630)
    assert not _inked(card, (0, 30, 60, 630))
    assert not _inked(card, (1140, 30, 1200, 630))
    assert not _inked(card, (0, 595, 1200, 630))


def test_a_headline_in_letters_that_the_typeface_lacks_is_left_out_whole():
    assert _settable("Kota Жизнь") == ""
    assert _settable("Gol! 🎉 2\u20111 “é” Nguyễn") == "Gol! 2-1 “é” Nguyễn"
    assert social_card("Жизнь", "Kabar", "#123456") == social_card("", "Kabar", "#123456")


def _masks(deep, wide):
    """Masks within masks, and rectangles that each wear all of them."""
    within = b"".join(
        b'<mask id="m%d"><rect width="99" height="99" mask="url(#m%d)"/></mask>' % (n, n + 1) for n in range(deep)
    )
    return within + b'<rect width="99" height="99" mask="url(#m0)"/>' * wide


@pytest.mark.parametrize(
    "bomb",
    [
        b"".join(b'<g id="g%d"><use href="#g%d"/><use href="#g%d"/></g>' % (n, n - 1, n - 1) for n in range(1, 40)),
        b'<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
        b'<g id="a"><use href="#a"/></g>',
        b'<text font-size="1">' + b"a" * 10_000 + b"</text>",
        b'<text font-size="1">' + b"<tspan>a</tspan>" * 3_000 + b"</text>",
        _masks(60, 60),
        b'<marker id="m"><rect width="9" height="9"/></marker><path marker-mid="url(#m)" d="M0 0'
        + b"L9 9" * 9_000
        + b'"/>',
        b'<style>path{marker:url(#m)}</style><marker id="m"/><path id="p" d="M0 0"/>' + b'<use href="#p"/>' * 6_000,
    ],
)
def test_a_drawing_that_would_take_for_ever_is_refused(bomb):
    with pytest.raises(Rejected) as refusal:
        sanitise_svg(_LOGO % bomb)
    assert refusal.value.problems[0].code == "svg-broken"


@pytest.mark.parametrize(
    "rich",
    [
        b'<linearGradient id="g">%s</linearGradient>' % (b'<stop offset="0.5"/>' * 50)
        + b'<rect width="9" height="9" fill="url(#g)"/>' * 3_000,
        _masks(3, 20),
        b'<symbol id="s"><path d="M0 0L9 9"/></symbol>' + b'<use href="#s"/>' * 500,
        b"<text>" + b"Kabar Kapuas " * 20 + b"</text>",
    ],
)
def test_a_rich_drawing_is_taken(rich):
    assert sanitise_svg(_LOGO % rich)
