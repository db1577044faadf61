"""What is known of a picture's bytes, and what is made of them."""

from dataclasses import dataclass

from kabar.domain.pictures import FORMATS, ICONS, LOGO, RATIOS, SHOWN, crop_file, widths_of


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What is known of the bytes of a picture: their SHA-256 in hex, and what StoredPicture has of the same name."""

    hash: str
    width: int
    height: int
    colour: str
    placeholder: str
    credit: str | None = None
    copyright: str | None = None
    animated: bool = False
    vector: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """One file made of a picture; `name` is what it is called within the picture's folder."""

    name: str
    body: bytes
    content_type: str


def files_of(facts: PictureFacts, use: str) -> frozenset[str]:
    """What is made for a use, as it is called within the picture's folder."""
    if use == LOGO:
        return frozenset([*(f"icon-{size}.png" for size in ICONS), *(["logo.svg"] if facts.vector else [])])
    crops = [crop_file(ratio, use) for ratio in RATIOS]
    if use != SHOWN:
        return frozenset(crops)
    widths = widths_of(facts.width, facts.height)
    return frozenset([*crops, *(f"{width}.{form}" for width in widths for form in FORMATS)])


def sole_use(facts: PictureFacts) -> str:
    """Without which the picture is nowhere."""
    return LOGO if facts.vector else SHOWN
