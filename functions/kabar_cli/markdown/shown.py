"""The addresses of what Hugo's own shortcodes show from other sites."""

from collections.abc import Callable, Mapping
from typing import Final

from kabar.domain.links import outside
from kabar_cli.markdown.shortcodes import Shortcode


def address_of(code: Shortcode) -> str | None:
    """The page that a player or a post stands on; None if the shortcode doesn't say which."""
    id_ = code.first("id", "0")
    if code.name == "gist":
        id_ = code.first("id", "1")
    return outside(_PAGES[code.name](code, id_)) if id_ else None


def _post(code: Shortcode, id_: str) -> str:
    return f"https://x.com/{code.first('user') or 'i'}/status/{id_}"


_PAGES: Final[Mapping[str, Callable[[Shortcode, str], str]]] = {
    "gist": lambda code, id_: f"https://gist.github.com/{code.first('user', '0')}/{id_}",
    "instagram": lambda _, id_: f"https://www.instagram.com/p/{id_}/",
    "tweet": _post,
    "twitter": _post,
    "vimeo": lambda _, id_: f"https://vimeo.com/{id_}",
    "x": _post,
    "youtube": lambda _, id_: f"https://www.youtube.com/watch?v={id_}",
}
