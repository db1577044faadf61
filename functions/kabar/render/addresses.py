"""Where everything stands: paths on the site, keys in the site bucket, addresses for the world."""

from typing import Final

from kabar.domain.publication import Publication
from kabar.domain.site import ListPage

HOME: Final = "/"
NOT_FOUND: Final = "/404.html"
FAVICON: Final = "/favicon.svg"
WORKER: Final = "/sw.js"
MANIFEST: Final = "/manifest.webmanifest"


def absolute(publication: Publication, path: str) -> str:
    """The address for the world of a path that begins with a slash."""
    return publication.url + path


def key_of(path: str) -> str:
    """The key in the site bucket of what is served at a path: `index.html` where the path ends in a slash."""
    key = path.removeprefix("/")
    return f"{key}index.html" if not key or key.endswith("/") else key


def section_path(slug: str) -> str:
    """Of a section."""
    return f"/{slug}/"


def fixed_path(slug: str) -> str:
    """Of a fixed page."""
    return f"/{slug}/"


def tag_path(slug: str) -> str:
    """Of a tag."""
    return f"/tag/{slug}/"


def author_path(id_: str) -> str:
    """Of an author."""
    return f"/author/{id_}/"


def language_path(code: str) -> str:
    """Of what is written in a language."""
    return f"/language/{code}/"


def list_path(page: ListPage) -> str:
    """Of a list page."""
    match page.kind:
        case "home":
            return HOME
        case "tag":
            return tag_path(page.name)
        case "author":
            return author_path(page.name)
        case "language":
            return language_path(page.name)
    return section_path(page.name)
