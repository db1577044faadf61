"""What is made of a picture: sizes, shapes and addresses. Pure, so that who makes, shows and removes it agree."""

import math
from typing import Final

from kabar.domain.article import StoredPicture

FocalPoint = tuple[float, float]
"""Shares of width and height, from the top left."""

SETTINGS: Final = 1
"""To be raised, up to 255, whenever kabar.imaging makes other bytes of the same picture: the addresses change."""
WIDEST: Final = 1920
WIDTHS: Final = (320, 640, 960, 1280, WIDEST)
"""Widths in pixels; of a narrower original its own is the largest."""
FORMATS: Final = ("avif", "webp", "jpg")
"""In the order in which a browser should choose."""
RATIOS: Final = {"16x9": (16, 9), "4x3": (4, 3), "1x1": (1, 1)}
"""Shapes that search engines and social networks ask for."""
SHORTEST: Final = 1200
"""Least width in pixels of a crop, where the original has as much."""
ICONS: Final = (32, 180, 192, 512)
"""Width and height in pixels: browsers' tabs, Apple's touch icon, and the two of a web app's manifest."""
SHOWN: Final = "shown"
"""The use of a picture that stands on a page: all widths and formats, and crops where the eye goes."""
LOGO: Final = "logo"
"""The use as the publication's logo: icons, and of an SVG the drawing itself."""
_HIGHEST: Final = 16_383
"""The most that WebP can hold (RFC 9649, 2.7), in pixels."""
_MEGAPIXELS: Final = 8
"""Most pixels of a rendition, in millions: a long infographic is made narrower, for it takes seconds to encode."""
_NAME: Final = 30


def stem_of(hash_: str) -> str:
    """What the names of everything that was ever made of these bytes begin with; `hash_` is their SHA-256 in hex."""
    return hash_[:_NAME]


def name_of(hash_: str) -> str:
    """32 hexadecimal digits that name what is made of these bytes by the settings of this version."""
    return f"{stem_of(hash_)}{SETTINGS:02x}"


def picture_tag(hash_: str) -> str:
    """The cache tag by which the edge forgets everything that was ever made of these bytes."""
    return f"picture-{hash_[:16]}"


def working_size(width: int, height: int) -> tuple[int, int]:
    """Size in pixels from which every rendition and crop can be made by shrinking."""
    scale = max(WIDEST / width, SHORTEST / min(width, height))
    scale = min(1, scale, _HIGHEST / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def widths_of(width: int, height: int) -> tuple[int, ...]:
    """Widths of the renditions of a picture of that size, ascending, none larger than its own."""
    width, height = working_size(width, height)
    width = max(1, min(width, math.isqrt(_MEGAPIXELS * 1_000_000 * width // height)))
    return (*(narrower for narrower in WIDTHS if narrower < width), width)[: len(WIDTHS)]


def height_at(picture: StoredPicture, width: int) -> int:
    """The height in pixels of the rendition of that width."""
    across, down = working_size(picture.width, picture.height)
    return max(1, round(down * width / across))


def rendition_path(picture: StoredPicture, width: int, ext: str) -> str:
    """Where the rendition of that width stands, `ext` being one of FORMATS; an SVG is one for every width."""
    return f"/media/{picture.name}/{'logo.svg' if picture.vector else f'{width}.{ext}'}"


def plain_path(picture: StoredPicture) -> str:
    """The largest picture that every reader can show, for whoever takes one address; of an SVG the drawing."""
    return rendition_path(picture, widths_of(picture.width, picture.height)[-1], "jpg")


def plain_size(picture: StoredPicture) -> tuple[int, int]:
    """Width and height in pixels of what stands at plain_path."""
    width = widths_of(picture.width, picture.height)[-1]
    return (picture.width, picture.height) if picture.vector else (width, height_at(picture, width))


def plain_type(picture: StoredPicture) -> str:
    """The media type of what stands at plain_path."""
    return "image/svg+xml" if picture.vector else "image/jpeg"


def crop_use(focal_point: FocalPoint) -> str:
    """The use of crops around a point: its shares in per cent, as in `25-50`."""
    return "-".join(str(round(100 * share)) for share in focal_point)


def crop_path(picture: StoredPicture, ratio: str, focal_point: FocalPoint | None = None) -> str:
    """Where the crop of one of RATIOS stands: around the focal point of whoever shows it, else where the eye goes."""
    return f"/media/{picture.name}/{crop_file(ratio, crop_use(focal_point) if focal_point else SHOWN)}"


def crop_file(ratio: str, use: str) -> str:
    """What the crop is called within the picture's folder."""
    return f"{ratio}.jpg" if use == SHOWN else f"{ratio}-{use}.jpg"


def crop_size(picture: StoredPicture, ratio: str) -> tuple[int, int]:
    """Width and height of the crop in pixels."""
    return crop_size_of(working_size(picture.width, picture.height), RATIOS[ratio])


def crop_size_of(size: tuple[int, int], ratio: tuple[int, int]) -> tuple[int, int]:
    """Of a crop of that ratio, SHORTEST wide where the picture is large enough."""
    across, down = window_size(size, ratio)
    width = min(across, SHORTEST)
    return width, min(down, max(1, round(width * ratio[1] / ratio[0])))


def window_size(size: tuple[int, int], ratio: tuple[int, int]) -> tuple[int, int]:
    """Width and height of the largest part of that ratio."""
    return max(1, min(size[0], size[1] * ratio[0] // ratio[1])), max(1, min(size[1], size[0] * ratio[1] // ratio[0]))


def icon_path(picture: StoredPicture, size: int) -> str:
    """Where the icon of one of ICONS stands, if the picture is the publication's logo."""
    return f"/media/{picture.name}/icon-{size}.png"
