"""Facts of an upload, and its files: what is made is what everybody else believes to be there."""

import hashlib

import pytest
from PIL import Image

from imaging.pictures import exif, marked, opened, saved
from kabar.domain.album import stored
from kabar.domain.picture_facts import files_of
from kabar.domain.pictures import LOGO, SHOWN, crop_path, crop_size, height_at, widths_of
from kabar.domain.problems import Rejected
from kabar.imaging import examine, make, social_card

_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><rect width="200" height="100"/></svg>'


@pytest.mark.parametrize("size", [(300, 200), (2400, 1600), (1000, 20), (9, 1600), (1500, 1500)])
def test_the_files_are_those_that_are_looked_for(size):
    body = saved(marked(*size))
    facts = examine(body)
    for use in (SHOWN, LOGO, "25-50"):
        assert {made.name for made in make(body, frozenset({use}))} == files_of(facts, use), use
    every = [made.name for made in make(body, frozenset({SHOWN, LOGO, "0-100"}))]
    assert sorted(every) == sorted(files_of(facts, SHOWN) | files_of(facts, LOGO) | files_of(facts, "0-100"))


@pytest.mark.parametrize("size", [(300, 200), (2400, 1600), (100, 3000), (16_500, 40)])
def test_the_files_have_the_sizes_that_pages_say(size):
    body = saved(marked(*size))
    facts = examine(body)
    picture = stored("media/a.jpg", "name", facts)
    files = {made.name: opened(made.body).size for made in make(body, frozenset({SHOWN}))}
    for width in widths_of(facts.width, facts.height):
        assert files[f"{width}.webp"] == files[f"{width}.jpg"] == (width, height_at(picture, width))
    for ratio in ("16x9", "4x3", "1x1"):
        assert files[crop_path(picture, ratio).rpartition("/")[2]] == crop_size(picture, ratio)


def test_facts_are_of_the_upright_picture_and_tell_credit():
    body = saved(marked(), exif=exif(6, copyright_notice="Hak cipta Antara", artist="Rina"))
    facts = examine(body)
    assert facts.hash == hashlib.sha256(body).hexdigest()
    assert (facts.width, facts.height) == (200, 300)
    assert (facts.credit, facts.copyright) == ("Rina", "Hak cipta Antara")
    assert facts.placeholder.startswith("data:image/webp;base64,")
    assert not facts.vector


def test_what_is_cut_short_is_refused_at_its_arrival():
    body = saved(Image.effect_noise((600, 400), 90).convert("RGB"))
    with pytest.raises(Rejected) as refusal:
        examine(body[: len(body) // 2])
    assert refusal.value.problems[0].code == "picture-broken"


def test_a_drawing_is_a_logo_and_nothing_else():
    facts = examine(_SVG)
    assert (facts.vector, facts.width, facts.height) == (True, 200, 100)
    made = {each.name: each for each in make(_SVG, frozenset({LOGO, SHOWN, "25-50"}))}
    assert made.keys() == files_of(facts, LOGO)
    assert made["logo.svg"].content_type == "image/svg+xml"
    assert opened(made["icon-180.png"].body).size == (180, 180)


@pytest.mark.parametrize(("body", "code"), [(b"<svg", "svg-broken"), (b"<!DOCTYPE svg><svg/>", "svg-doctype")])
def test_a_drawing_that_is_none_is_refused(body, code):
    with pytest.raises(Rejected) as refusal:
        examine(body)
    assert refusal.value.problems[0].code == code


def test_a_crop_around_a_point_shows_the_point():
    image = Image.new("RGB", (900, 300), (20, 20, 20))
    image.paste((250, 10, 10), (840, 120, 900, 180))
    crops = {made.name: opened(made.body) for made in make(saved(image), frozenset({"97-50"}))}
    square = crops["1x1-97-50.jpg"]
    assert square.size == (300, 300)
    assert square.getpixel((270, 150))[0] > 200


def test_a_card_is_the_same_each_time():
    assert social_card("Judul", "Kabar", "#0b5d4e", _SVG) == social_card("Judul", "Kabar", "#0b5d4e", _SVG)
