"""What a reader sees: the right way up, in the right colours, at the right size."""

import pytest
import pyvips
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from imaging.pictures import (
    ADOBE_RGB,
    CORNERS,
    DISPLAY_P3,
    exif,
    marked,
    near,
    opened,
    outputs,
    pixel,
    profile,
    saved,
    to_srgb,
)
from kabar.domain.pictures import WIDTHS, widths_of, working_size
from kabar.imaging import inspect, render
from kabar.imaging.crops import window

# How a camera that lies so writes an upright picture (CIPA DC-008, 4.6.5.1.6).
_LIES = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
_PLACES = ((0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize("orientation", _LIES)
def test_every_orientation_comes_out_upright(orientation, form):
    image = marked()
    image = image.transpose(_LIES[orientation]) if _LIES[orientation] is not None else image
    body = saved(image, form, exif=exif(orientation))
    rendered = render(body)
    assert (rendered.inspected.width, rendered.inspected.height) == (300, 200)
    assert inspect(body) == rendered.inspected
    for made in rendered.renditions:
        assert opened(made.body).size == (made.width, made.height) == (300, 200)
        for place, colour in zip(_PLACES, CORNERS, strict=True):
            assert near(pixel(made.body, *place), colour, 24), (made.format, place)


@pytest.mark.parametrize(("name", "primaries"), [("Display P3", DISPLAY_P3), ("Adobe RGB", ADOBE_RGB)])
@pytest.mark.parametrize("colour", [(200, 80, 60), (60, 160, 90), (90, 90, 200), (128, 128, 128)])
def test_an_embedded_profile_is_honoured_and_gone(name, primaries, colour):
    icc = profile(primaries)
    image = Image.new("RGB", (64, 64), colour)
    rendered = render(saved(image, "PNG", icc_profile=icc))
    wanted = to_srgb(image, icc).getpixel((5, 5))
    for body in outputs(rendered):
        assert near(pixel(body, 0.5, 0.5), wanted, 4), (name, colour)
        assert "icc_profile" not in opened(body).info


def test_colours_without_a_profile_stay():
    for body in outputs(render(saved(Image.new("RGB", (64, 64), (200, 80, 60)), "PNG"))):
        assert near(pixel(body, 0.5, 0.5), (200, 80, 60), 4)


def test_cmyk_becomes_srgb():
    for body in outputs(render(saved(Image.new("CMYK", (64, 64), (0, 255, 255, 0))))):
        red, green, blue = pixel(body, 0.5, 0.5)
        assert red > 180
        assert green < 80
        assert blue < 80
        assert opened(body).mode == "RGB"


@pytest.mark.parametrize("form", ["PNG", "TIFF"])
def test_sixteen_bits_become_eight(form):
    body = saved(Image.new("I;16", (64, 48), 0x8000), form)
    assert all(near(pixel(made, 0.5, 0.5), (128, 128, 128), 4) for made in outputs(render(body)))


def test_grey_palette_and_bits():
    for mode, value, wanted in (("L", 100, (100,) * 3), ("LA", (100, 255), (100,) * 3), ("1", 1, (255,) * 3)):
        body = saved(Image.new(mode, (64, 48), value), "PNG")
        assert all(near(pixel(made, 0.5, 0.5), wanted, 4) for made in outputs(render(body))), mode
    body = saved(marked().convert("P", palette=Image.Palette.ADAPTIVE), "PNG")
    assert near(pixel(render(body).renditions[0].body, 0.2, 0.2), CORNERS[0], 24)


def test_transparency_is_kept_where_the_format_can_and_white_in_jpeg():
    image = Image.new("RGBA", (64, 64), (255, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((0, 0, 31, 63), fill=(0, 0, 255, 255))
    rendered = render(saved(image, "PNG"))
    by_format = {made.format: made.body for made in rendered.renditions}
    for form in ("avif", "webp"):
        assert opened(by_format[form]).convert("RGBA").getpixel((60, 30))[3] < 8
        assert opened(by_format[form]).convert("RGBA").getpixel((5, 30))[3] > 247
    assert near(pixel(by_format["jpg"], 0.95, 0.5), (255, 255, 255))
    assert near(pixel(by_format["jpg"], 0.1, 0.5), (0, 0, 255))


def test_the_first_frame_of_an_animation_is_shown_and_flagged():
    frames = [Image.new("RGB", (64, 48), colour) for colour in ((255, 0, 0), (0, 0, 255))]
    for form in ("GIF", "WEBP", "PNG", "AVIF"):
        still, moving = saved(frames[0], form), saved(frames[0], form, save_all=True, append_images=frames[1:])
        assert not inspect(still).animated, form
        assert inspect(moving).animated, form
        assert near(pixel(render(moving).renditions[0].body, 0.5, 0.5), (255, 0, 0), 16), form


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF"])
def test_every_format_that_is_taken(form):
    rendered = render(saved(marked(), form))
    assert rendered.inspected.format.upper() == form
    assert [made.format for made in rendered.renditions] == ["avif", "webp", "jpg"]
    assert [opened(made.body).format for made in rendered.renditions] == ["AVIF", "WEBP", "JPEG"]
    assert near(pixel(rendered.renditions[0].body, 0.2, 0.2), CORNERS[0], 30)


def test_the_widths_of_a_large_picture():
    rendered = render(saved(marked(2400, 1600)))
    assert [made.width for made in rendered.renditions if made.format == "jpg"] == list(WIDTHS)
    assert [(crop.ratio, crop.width, crop.height) for crop in rendered.crops] == [
        ("16x9", 1200, 675),
        ("4x3", 1200, 900),
        ("1x1", 1200, 1200),
    ]
    assert all(opened(crop.body).size == (crop.width, crop.height) for crop in rendered.crops)


@given(st.integers(1, 90), st.integers(1, 90))
@settings(max_examples=25)
def test_small_pictures_of_any_shape_are_never_made_larger(width, height):
    rendered = render(saved(Image.new("RGB", (width, height), (9, 99, 199)), "PNG"))
    assert {(made.width, made.height) for made in rendered.renditions} == {(width, height)}
    assert all(crop.width <= width and crop.height <= height for crop in rendered.crops)
    assert rendered.colour == "#0963c7"


@given(st.integers(1, 60_000), st.integers(1, 60_000))
def test_widths_ascend_and_are_never_larger_than_the_original(width, height):
    made = widths_of(width, height)
    assert list(made) == sorted(set(made))
    assert 0 < made[-1] <= width
    assert len(made) <= len(WIDTHS)
    across, down = working_size(width, height)
    assert made[-1] == 1 or made[-1] ** 2 * down // across <= 8_000_000


_SHARE = st.floats(0, 1)


@given(
    st.integers(1, 4000), st.integers(1, 4000), st.tuples(_SHARE, _SHARE), st.sampled_from([(16, 9), (4, 3), (1, 1)])
)
def test_a_crop_lies_within_the_picture_and_keeps_the_focus(width, height, focus, ratio):
    left, top, across, down = window((width, height), ratio, focus)
    assert 0 <= left <= left + across <= width
    assert 0 <= top <= top + down <= height
    assert left - 1 <= focus[0] * width <= left + across + 1
    assert top - 1 <= focus[1] * height <= top + down + 1


@pytest.mark.parametrize("focus", [(0.1, 0.5), (0.9, 0.5), (0.5, 0.1), (0.5, 0.9)])
@pytest.mark.parametrize("size", [(600, 200), (200, 600)])
def test_crops_show_a_marked_focal_point(focus, size):
    image = Image.new("RGB", size, (128, 128, 128))
    x, y = focus[0] * size[0], focus[1] * size[1]
    ImageDraw.Draw(image).ellipse((x - 12, y - 12, x + 12, y + 12), fill=(255, 0, 0))
    rendered = render(saved(image), focus)
    assert rendered.focus == focus
    for crop in rendered.crops:
        colours = [colour for _, colour in opened(crop.body).getcolors(1 << 20)]
        assert any(near(colour, (255, 0, 0), 40) for colour in colours), crop.ratio


@pytest.mark.parametrize("place", [100, 500])
def test_without_a_focal_point_crops_follow_attention(place):
    image = Image.new("RGB", (600, 200), (120, 125, 130))
    draw = ImageDraw.Draw(image)
    draw.ellipse((place - 40, 60, place + 40, 140), fill=(220, 150, 120))
    draw.ellipse((place - 10, 90, place + 10, 110), fill=(200, 20, 20))
    rendered = render(saved(image))
    assert abs(rendered.focus[0] * 600 - place) < 60
    square = opened(rendered.crops[2].body)
    assert any(near(colour, (200, 20, 20), 40) for _, colour in square.getcolors(1 << 20))


def test_what_stands_in_the_pictures_place():
    image = Image.new("RGB", (300, 200), (30, 90, 200))
    ImageDraw.Draw(image).rectangle((0, 0, 60, 60), fill=(250, 240, 10))
    rendered = render(saved(image, "PNG"))
    assert near(bytes.fromhex(rendered.colour[1:]), (30, 90, 200), 2)
    assert rendered.placeholder.startswith("data:image/webp;base64,")
    assert len(rendered.placeholder) <= 250


def test_the_same_bytes_come_out_each_time():
    assert pyvips.concurrency_get() == 1
    body = saved(Image.effect_noise((700, 500), 60).convert("RGB"))
    assert render(body) == render(body)


def test_noise_has_a_placeholder_that_is_small_all_the_same():
    noise = Image.merge("RGB", [Image.effect_noise((64, 64), 200) for _ in range(3)])
    assert len(render(saved(noise, "PNG")).placeholder) <= 250
