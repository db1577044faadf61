"""A stand-in for kabar.imaging: the same files by the same names, but their bytes only say what they would be."""

import hashlib
import io

from PIL import Image, UnidentifiedImageError

from kabar.domain.picture_facts import Made, PictureFacts, files_of
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


def social_card(headline: str, publication: str, accent: str, logo: bytes | None) -> bytes:
    """As kabar.imaging."""
    return repr((headline, publication, accent, logo and hashlib.sha256(logo).hexdigest())).encode()


def make(body: bytes, uses: frozenset[str]) -> list[Made]:
    """As kabar.imaging; that the names are the same is tested there (tests/imaging/test_making.py)."""
    facts = examine(body)
    names = sorted(name for use in uses for name in files_of(facts, use))
    return [Made(name, f"{name} of {facts.hash}".encode(), "image/x-made") for name in names]
