"""PNG as cards are written."""

from hypothesis import given
from hypothesis import strategies as st

from imaging.pictures import opened
from kabar.imaging.png import indexed_png

_LEVELS = st.integers(0, 255)


@given(st.integers(1, 9), st.integers(1, 150), st.data())
def test_every_pixel_has_the_colour_of_its_number(width, height, data):
    palette = data.draw(st.lists(st.tuples(*[_LEVELS] * 3), min_size=1, max_size=256))
    row = bytes(data.draw(st.integers(0, len(palette) - 1)) for _ in range(width))
    image = opened(indexed_png([b"\0", row, (b"\0" + row) * (height - 1)], (width, height), palette))
    assert image.size == (width, height)
    assert image.convert("RGB").tobytes() == b"".join(bytes(palette[pixel]) for pixel in row * height)
