"""The publication: what site.json says."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from kabar.domain.blocks import Block


@dataclass(frozen=True, slots=True)
class Section:
    """A section; its page is `/<slug>/`."""

    slug: str
    name: str
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Author:
    """An author; the page is `/author/<id>/`. `image` is a key in the inbox."""

    id: str
    name: str
    job_title: str | None = None
    description: str | None = None
    image: str | None = None
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FixedPage:
    """A page outside the news; its address is `/<slug>/`."""

    slug: str
    headline: str
    body: tuple[Block, ...]
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who stands behind the publication. `logo` is a key in the inbox."""

    name: str
    logo: str | None = None
    publishing_principles: str | None = None
    same_as: tuple[str, ...] = ()
    address: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class WireDesk:
    """Where agencies' copy goes: the section for all of it, and pairs of a subject's name or code and a section."""

    section: str | None = None
    sections: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """A valid publication document. `url` has no slash at its end; `language` is BCP 47."""

    name: str
    url: str
    language: str
    zone: ZoneInfo
    sections: tuple[Section, ...]
    authors: tuple[Author, ...]
    publisher: Publisher
    description: str | None = None
    news_sitemap_name: str | None = None
    accent: str | None = None
    pages: tuple[FixedPage, ...] = ()
    navigation: tuple[str, ...] = ()
    offline: bool = False
    picture_hosts: tuple[str, ...] = ()
    """Other sites whose pictures are shown."""
    lints_off: frozenset[str] = frozenset()
    wire: WireDesk = WireDesk()
    """Codes of warnings that the newsroom doesn't want."""
    index_now: str | None = None
    """The key by which IndexNow knows the site, if search engines are to be told."""
    hub: str | None = None
    """The WebSub hub of the feeds, if their subscribers are to be told."""

    def section(self, slug: str) -> Section | None:
        """The section with this slug."""
        return next((section for section in self.sections if section.slug == slug), None)

    def author(self, id_: str) -> Author | None:
        """The author with this id."""
        return next((author for author in self.authors if author.id == id_), None)

    @property
    def menu(self) -> tuple[Section, ...]:
        """The sections of the navigation, in its order."""
        chosen = (self.section(slug) for slug in self.navigation)
        return tuple(section for section in chosen if section) or self.sections
