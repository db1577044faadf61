"""Addresses outside the site, made legal for HTML and for feeds."""

import re
from typing import Final
from urllib.parse import quote, urlsplit

from kabar.domain.text import legal

_HOST: Final = re.compile(r"[\w-]+(\.[\w-]+)*\.?")
_BAD_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_URL_SAFE: Final = "%/:?#@!$&'()*+,;=~"
_MAIL: Final = re.compile(r"mailto:[^@\s<>\"]+@[^@\s<>\"]+", re.IGNORECASE)


def outside(url: str) -> str | None:
    """An http(s) address made legal for an attribute, or None if it is no such address."""
    try:
        parts = urlsplit(legal(url).strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or parts.username or not _HOST.fullmatch(parts.hostname or ""):
        return None
    host = f"{parts.hostname}:{port}" if port else parts.hostname
    rest = parts._replace(scheme="", netloc="").geturl()
    return f"{parts.scheme}://{host}{_quoted(rest)}"


def link_target(url: str) -> str | None:
    """What a link in a text may point to (http, https, mailto, a path of the site), made legal, or None."""
    url = legal(url).strip()
    if _MAIL.fullmatch(url):
        return _quoted(url)
    if url.startswith("/") and not url.startswith(("//", "/\\")):
        return _quoted(url)
    return outside(url)


def host_of(url: str) -> str:
    """The host of an http(s) address as readers know it."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _quoted(url: str) -> str:
    head, hash_, fragment = quote(_BAD_PERCENT.sub("%25", url), safe=_URL_SAFE).partition("#")
    return head + hash_ + fragment.replace("#", "%23")
