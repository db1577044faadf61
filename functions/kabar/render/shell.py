"""What stands around every page, made from the publication."""

from typing import Final

from kabar.domain.article import StoredPicture
from kabar.domain.identity import archive_path, ledger_path
from kabar.domain.links import host_of, outside
from kabar.domain.pictures import ICONS, icon_path
from kabar.domain.publication import Publication
from kabar.domain.site import Frame
from kabar.render.addresses import FAVICON, HOME, WORKER, fixed_path, section_path
from kabar.render.colors import accents
from kabar.render.contexts import Feed, Icons, Link, Shell
from kabar.render.pictures import logo_view
from kabar.render.policy import page_policy
from kabar.render.stylesheet import stylesheet_path
from kabar.render.words import Words, has_words

_RIGHT_TO_LEFT: Final = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
REGISTRATION: Final = f'"serviceWorker"in navigator&&navigator.serviceWorker.register("{WORKER}")'
"""The only script of a page. template.yaml allows it by its hash."""
_MOST_KEPT: Final = 64
_KEPT: Final[dict[tuple[str | None, tuple[str, ...]], tuple[Frame, Shell]]] = {}
"""The latest shells: nearly all pages that are built one after the other have the same ones."""
_WORDMARK: Final = 2.0
"""A logo this many times wider than high is taken to spell the name, so that the name isn't written beside it."""


def direction(language: str) -> str:
    """The direction of writing of a language (BCP 47): ltr or rtl."""
    parts = language.lower().split("-")
    return "rtl" if parts[0] in _RIGHT_TO_LEFT or "arab" in parts or "hebr" in parts else "ltr"


def words_for(language: str | None, publication: Publication) -> Words:
    """The words for a page in this language: the publication's own where the interface doesn't speak it."""
    return Words(language if language and has_words(language) else publication.language)


def shell(frame: Frame, current: str | None = None, picture_hosts: tuple[str, ...] = ()) -> Shell:
    """The shell of a page; `current` is the slug of its section, `picture_hosts` are other sites it may show."""
    kept = _KEPT.get((current, picture_hosts))
    if kept is None or kept[0] is not frame:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        kept = _KEPT[current, picture_hosts] = frame, _shell(frame, current, picture_hosts)
    return kept[1]


def _shell(frame: Frame, current: str | None, picture_hosts: tuple[str, ...]) -> Shell:
    publication = frame.publication
    colours = accents(publication.accent)
    stored = frame.pictures.get(publication.publisher.logo or "")
    says_name = bool(stored and spells_name(stored))
    return Shell(
        words=Words(publication.language),
        name=publication.name,
        url=publication.url,
        language=publication.language,
        direction=direction(publication.language),
        tagline=publication.description,
        logo=logo_view(stored, publication.name if says_name else "") if stored else None,
        logo_says_name=says_name,
        icons=_icons(stored),
        menu=tuple(Link(one.name, section_path(one.slug), one.slug == current) for one in publication.menu),
        stylesheet=stylesheet_path(publication.accent),
        accent=colours.light,
        accent_dark=colours.dark,
        pages=_foot(publication),
        archive=archive_path(publication.language),
        ledger=ledger_path(publication.language),
        publisher=publication.publisher.name,
        address=publication.publisher.address,
        email=publication.publisher.email,
        elsewhere=elsewhere(publication.publisher.same_as),
        policy=page_policy(picture_hosts),
        registration=REGISTRATION if publication.offline else None,
    )


def spells_name(logo: StoredPicture) -> bool:
    """Whether a logo is taken to spell the publication's name: then it can't be read in an icon's square."""
    return logo.width >= _WORDMARK * logo.height


def elsewhere(addresses: tuple[str, ...]) -> tuple[Link, ...]:
    """Links to profiles on other sites, named after the sites."""
    legal = (outside(address) for address in addresses)
    return tuple(Link(host_of(address), address) for address in legal if address)


def feeds(title: str, path: str, *, every_format: bool = True) -> tuple[Feed, ...]:
    """The feeds of the list at a path: RSS, and with `every_format` Atom and JSON Feed."""
    rss = Feed("application/rss+xml", f"{title} (RSS)", f"{path}feed.xml")
    if not every_format:
        return (rss,)
    atom = Feed("application/atom+xml", f"{title} (Atom)", f"{path}atom.xml")
    return rss, atom, Feed("application/feed+json", f"{title} (JSON)", f"{path}feed.json")


def home_feeds(publication: Publication) -> tuple[Feed, ...]:
    """The feeds of the whole publication."""
    return feeds(publication.name, HOME)


def _foot(publication: Publication) -> tuple[Link, ...]:
    pages = [Link(page.headline, fixed_path(page.slug)) for page in publication.pages]
    principles = publication.publisher.publishing_principles
    if principles and principles not in {page.path for page in pages}:
        path = principles if principles.startswith("/") else outside(principles)
        pages.append(Link(Words(publication.language).say("Publishing principles"), path))
    return tuple(page for page in pages if page.path)


def _icons(logo: StoredPicture | None) -> Icons:
    """The logo's where there is one, else the drawing of the name's first letter, which is small in a tab as well."""
    small, touch, *_ = ICONS
    at_home = icon_path(logo, touch) if logo else None
    if logo is None or spells_name(logo):
        return Icons(FAVICON, "image/svg+xml", at_home)
    return Icons(icon_path(logo, small), "image/png", at_home)
