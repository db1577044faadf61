"""A stand-in for kabar.imaging: the same files by the same names, but their bytes only say what they would be."""

import hashlib
import io

from PIL import Image, UnidentifiedImageError

from kabar.domain.pictures import FORMATS, ICONS, LOGO, RATIOS, SHOWN, Made, PictureFacts, widths_of
from kabar.domain.problems import Problem, Rejected


def examine(body: bytes) -> PictureFacts:
    """As kabar.imaging, by the header alone; what begins as an SVG is one."""
    hash_ = hashlib.sha256(body).hexdigest()
    if body.startswith(b"<svg"):
        return PictureFacts(hash_, 200, 100, "#ffffff", "", vector=True)
    try:
        with Image.open(io.BytesIO(body)) as image:
            return PictureFacts(hash_, *image.size, f"#{hash_[:6]}", f"data:,{hash_[:6]}")
    except (UnidentifiedImageError, OSError) as error:
        raise Rejected(Problem("", "not-a-picture", {"formats": "JPEG"})) from error


def make(body: bytes, uses: frozenset[str]) -> list[Made]:
    """As kabar.imaging."""
    facts = examine(body)
    made = []
    if LOGO in uses:
        made += [f"icon-{size}.png" for size in ICONS] + (["logo.svg"] if facts.vector else [])
    if SHOWN in uses and not facts.vector:
        made += [f"{width}.{form}" for width in widths_of(facts.width, facts.height) for form in FORMATS]
    for use in () if facts.vector else sorted(uses - {LOGO}):
        made += [f"{ratio}{'' if use == SHOWN else f'-{use}'}.jpg" for ratio in RATIOS]
    return [Made(name, f"{name} of {facts.hash}".encode(), "image/x-made") for name in made]
