"""The one stylesheet, with the publication's colours in it."""

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from kabar.render.colors import NIGHT, PAPER, accents
from kabar.render.pictures import colour_rules

_SOURCE: Final = (Path(__file__).parent / "assets" / "site.css").read_text("utf-8")
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACES: Final = re.compile(r"\s+")
_AROUND: Final = re.compile(r"\s*([{};,])\s*")


@lru_cache
def stylesheet(accent: str | None) -> bytes:
    """The stylesheet for an accent colour (#rrggbb), made small."""
    colours = accents(accent)
    values = {"light": colours.light, "dark": colours.dark, "paper": PAPER, "night": NIGHT}
    text = _SOURCE + colour_rules()
    for name, value in values.items():
        text = text.replace(f'"{name}"', value)
    return small(text).replace(": ", ":").encode()


def small(text: str) -> str:
    """The rules without comments and needless spaces."""
    return _AROUND.sub(r"\1", _SPACES.sub(" ", _COMMENT.sub("", text))).replace(";}", "}").strip()


@lru_cache
def stylesheet_path(accent: str | None) -> str:
    """Where it stands, named after its content."""
    return f"/assets/{hashlib.sha256(stylesheet(accent)).hexdigest()[:12]}.css"
