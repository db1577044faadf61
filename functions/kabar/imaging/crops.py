"""Parts of a picture in the shapes that search engines and social networks ask for."""

from typing import Any

import pyvips

from kabar.domain.pictures import RATIOS, crop_size_of, window_size
from kabar.imaging.encoding import encode
from kabar.imaging.facts import Credit, Crop
from kabar.imaging.pixels import resized


def attention(image: pyvips.Image) -> tuple[float, float]:
    """Where the eye goes, as shares of width and height: libvips looks for edges, saturated colours and skin."""
    half = max(1, image.width // 2), max(1, image.height // 2)
    seen: Any = image.smartcrop(*half, interesting="attention", attention_x=True, attention_y=True)
    found = seen[1]
    return _share(found["attention_x"], image.width), _share(found["attention_y"], image.height)


def crops_of(image: pyvips.Image, focus: tuple[float, float], credit: Credit) -> tuple[Crop, ...]:
    """The three crops, SHORTEST wide where the picture is large enough. Raises pyvips.Error."""
    return tuple(_crop(image, name, ratio, focus, credit) for name, ratio in RATIOS.items())


def window(size: tuple[int, int], ratio: tuple[int, int], focus: tuple[float, float]) -> tuple[int, int, int, int]:
    """Left, top, width and height of the largest part of that ratio that has the focus as near its middle as can be."""
    width, height = window_size(size, ratio)
    left = min(max(round(focus[0] * size[0] - width / 2), 0), size[0] - width)
    top = min(max(round(focus[1] * size[1] - height / 2), 0), size[1] - height)
    return left, top, width, height


def _crop(image: pyvips.Image, name: str, ratio: tuple[int, int], focus: tuple[float, float], credit: Credit) -> Crop:
    part = image.crop(*window((image.width, image.height), ratio, focus))
    width, height = crop_size_of((image.width, image.height), ratio)
    return Crop(name, width, height, encode(resized(part, width, height), "jpg", credit))


def _share(point: int, size: int) -> float:
    return round(min(max((point + 0.5) / size, 0.0), 1.0), 4)
