"""Find few colours for a picture."""

import pyvips

from kabar.imaging.png import Colour


def in_few_colours(image: pyvips.Image, bits: int) -> tuple[list[int], list[Colour]]:
    """A picture of three bands as numbers of so many bits, row by row, and the colours that they stand for.

    They are the picture's own if it has no more, else the nearest: libvips chooses them for GIF, to the number.
    """
    pixels = _pixels(image)
    if len(set(pixels)) > 1 << bits:
        pixels = _pixels(pyvips.Image.gifload_buffer(image.gifsave_buffer(bitdepth=bits, dither=0)))
    numbers = {colour: number for number, colour in enumerate(dict.fromkeys(pixels))}
    return [numbers[pixel] for pixel in pixels], list(numbers)


def _pixels(image: pyvips.Image) -> list[Colour]:
    memory = bytes(image.write_to_memory())
    return list(zip(memory[::3], memory[1::3], memory[2::3], strict=True))
