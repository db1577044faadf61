"""Facts of an upload, and the files that the site has of it."""

import hashlib
from collections.abc import Iterator

from kabar.domain.picture_facts import Made, PictureFacts
from kabar.domain.pictures import LOGO, SHOWN, FocalPoint, crop_file, crop_use
from kabar.imaging.colours import dominant, placeholder
from kabar.imaging.crops import attention, crops_of
from kabar.imaging.facts import Credit
from kabar.imaging.icons import favicons
from kabar.imaging.logo import is_svg, size_of
from kabar.imaging.rendering import opened, renditions_of
from kabar.imaging.svg import sanitise_svg


def examine(body: bytes) -> PictureFacts:
    """Facts of a whole picture, or of an SVG, which only a logo can be. Raises Rejected with the reason."""
    hash_ = hashlib.sha256(body).hexdigest()
    if is_svg(body):
        return PictureFacts(hash_, *size_of(body), "#ffffff", "", vector=True)
    facts, image = opened(body)
    return PictureFacts(
        hash_,
        facts.width,
        facts.height,
        dominant(image),
        placeholder(image),
        facts.credit,
        facts.copyright,
        facts.animated,
    )


def make(body: bytes, uses: frozenset[str]) -> Iterator[Made]:
    """What the uses need of a picture that `examine` has passed. The same bytes for the same input and library."""
    if LOGO in uses:
        if is_svg(body):
            yield Made("logo.svg", sanitise_svg(body), "image/svg+xml")
        for size, icon in favicons(body).items():
            yield Made(f"icon-{size}.png", icon, "image/png")
    if uses - {LOGO} and not is_svg(body):
        yield from _shown(body, uses - {LOGO})


def _shown(body: bytes, uses: frozenset[str]) -> Iterator[Made]:
    facts, image = opened(body)
    credit = Credit(facts.credit, facts.copyright)
    if SHOWN in uses:
        for made in renditions_of(image, facts, credit):
            yield Made(f"{made.width}.{made.format}", made.body, made.content_type)
    for use in sorted(uses):
        for crop in crops_of(image, attention(image) if use == SHOWN else _point(use), credit):
            yield Made(crop_file(crop.ratio, use), crop.body, "image/jpeg")


def _point(use: str) -> FocalPoint:
    """What crop_use made its name of."""
    x, y = (int(share) / 100 for share in use.split("-"))
    assert crop_use((x, y)) == use  # noqa: S101 - the two belong together # nosec B101
    return x, y
