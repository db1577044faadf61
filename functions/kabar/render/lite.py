"""The article's lite page: its text in one small file, for a thin line.

Everything that it needs is in the file: pictures are links, there is no script, the few rules of style stand within. So
that a first congestion window carries the whole (RFC 6928: ten segments), it has at most MAX_BYTES compressed.
"""

import base64
import hashlib
import zlib
from functools import cache
from pathlib import Path
from typing import Final

from kabar.render.contexts import ArticleContext, LiteContext
from kabar.render.environment import render
from kabar.render.stylesheet import small

MAX_BYTES: Final = 14_000
"""Of the whole page, compressed as a server does it."""
_RESERVE: Final = 600
"""Left for the answer's headers, and for a server that compresses worse."""
_SOURCE: Final = Path(__file__).parent / "assets" / "lite.css"


def lite_path(path: str) -> str:
    """Where the lite page of the article at a path stands."""
    return f"{path}lite/"


def full_path(path: str) -> str:
    """The article's own page, also for readers whose browsers ask for less data (functions/edge/viewer-request.js)."""
    return f"{path}?full"


@cache
def lite_style() -> str:
    """The rules within every lite page: the same on every site, so that a policy can name them by their hash."""
    return small(_SOURCE.read_text("utf-8"))


def lite_style_hash() -> str:
    """What a Content-Security-Policy calls them (CSP 3, 2.3.1, "hash-source")."""
    return f"sha256-{base64.b64encode(hashlib.sha256(lite_style().encode()).digest()).decode()}"


def lite_page(full: ArticleContext, path: str) -> bytes:
    """The lite page. A text too long for it is cut between two blocks, and says where it goes on.

    Where what stands around the text would leave it no half of the room, notes and the picture's caption are links.
    """
    whole = _page(full, path, len(full.blocks))
    if _fits(whole):
        return whole
    brief = not _fits(_page(full, path, 0), MAX_BYTES // 2)
    most, fewest = len(full.blocks) + 1, 0
    while most - fewest > 1:
        middle = (most + fewest) // 2
        most, fewest = (most, middle) if _fits(_page(full, path, middle, brief=brief)) else (middle, fewest)
    return _page(full, path, fewest, brief=brief)


def _page(full: ArticleContext, path: str, blocks: int, *, brief: bool = False) -> bytes:
    cut = blocks < len(full.blocks)
    context = LiteContext(full, full.words, lite_style(), full_path(path), full.blocks[:blocks], cut=cut, brief=brief)
    return render("lite.html", context)


def _fits(page: bytes, room: int = MAX_BYTES - _RESERVE) -> bool:
    # Most are that small as they are.
    return len(page) <= room or len(zlib.compress(page, 6)) <= room
