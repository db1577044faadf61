"""The manifest: what was built of the index, and what was put into the site bucket for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from kabar.domain.pages import Page


@dataclass(frozen=True, slots=True)
class Built:
    """A page that was built. `inputs` is a digest of all that the index said for it."""

    page: Page
    inputs: str


@dataclass(frozen=True, slots=True)
class Noted:
    """What a page was built of, its objects (key to ETag), and which keys it has no more."""

    built: Built
    objects: Mapping[str, str]
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """An object that a page put into the site bucket, and its ETag there (with the quotes that belong to it)."""

    key: str
    etag: str
    page: Page
