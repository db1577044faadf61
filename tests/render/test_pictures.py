import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.domain.article import StoredPicture
from kabar.render.pictures import (
    HERO,
    IN_GALLERY,
    IN_TEXT,
    LEAD,
    THUMB,
    colour_class,
    colour_rules,
    logo_view,
    picture_view,
)

PHOTO = StoredPicture("media/a.jpg", "abc", 3000, 2000, "#c0392b", credit="Antara/Rina", copyright="2024 Antara")
SLOTS = {"hero": HERO, "text": IN_TEXT, "gallery": IN_GALLERY, "lead": LEAD, "thumb": THUMB}


def widths(view):
    return [int(path) for path in re.findall(r"/abc/(\d+)\.avif", view.sources[0].srcset)]


@pytest.mark.parametrize(
    ("slot", "expected"),
    [
        ("hero", [320, 640, 960, 1280, 1920]),
        ("lead", [320, 640, 960, 1280]),
        ("text", [320, 640, 960, 1280]),
        ("gallery", [320, 640, 960]),
        ("thumb", [320]),
    ],
)
def test_no_slot_offers_more_than_it_shows(slot, expected):
    assert widths(picture_view(PHOTO, SLOTS[slot], "")) == expected


def test_only_what_readers_see_first_is_eager():
    assert [name for name, slot in SLOTS.items() if picture_view(PHOTO, slot, "").eager] == ["hero", "lead"]


def test_a_small_picture_is_offered_as_it_is():
    small = StoredPicture("media/a.jpg", "abc", 200, 100)
    view = picture_view(small, HERO, "")
    assert (widths(view), view.src) == ([200], "/media/abc/200.jpg")
    assert picture_view(small, THUMB, "").sources[0].srcset == "/media/abc/200.avif"


def test_a_thumbnail_needs_no_choice():
    view = picture_view(PHOTO, THUMB, "")
    assert (view.src, view.srcset, view.sizes) == ("/media/abc/320.jpg", None, None)


def test_the_credit_is_the_articles_the_files_or_the_copyright():
    assert picture_view(PHOTO, THUMB, "", credit="Rina").credit == "Rina"
    assert picture_view(PHOTO, THUMB, "").credit == "Antara/Rina"
    assert picture_view(StoredPicture("a", "b", 1, 1, copyright="2024 Antara"), THUMB, "").credit == "2024 Antara"


def test_a_logo_is_sharp_and_small():
    assert logo_view(StoredPicture("a", "abc", 1200, 600), "Kabar").src == "/media/abc/320.jpg"
    assert logo_view(StoredPicture("a", "abc", 60, 60), "Kabar").src == "/media/abc/60.jpg"
    drawing = logo_view(StoredPicture("a", "abc", 200, 100, vector=True), "Kabar")
    assert (drawing.src, drawing.sources, drawing.colour) == ("/media/abc/logo.svg", (), None)


@given(st.integers(0, 0xFFFFFF))
def test_every_colour_has_a_class_near_it(number):
    colour = f"#{number:06x}"
    (rule,) = re.findall(rf"\.{colour_class(colour)}{{background:(#[0-9a-f]{{6}})}}", colour_rules())
    channels = [(int(one[at : at + 2], 16)) for one in (colour, rule) for at in (1, 3, 5)]
    assert max(abs(channels[at] - channels[at + 3]) for at in range(3)) <= 32
