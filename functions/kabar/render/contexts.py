"""What the page templates are given: one frozen class for each."""

from dataclasses import dataclass

from kabar.domain.markup import Html
from kabar.render.block_views import BlockView, FigureView
from kabar.render.words import Words


@dataclass(frozen=True, slots=True)
class Link:
    """A name and where it leads; no path where there is nothing to lead to.

    `language` (BCP 47) is the name's, where it may be another than that of the words around it.
    """

    name: str
    path: str | None
    current: bool = False
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of the page: its media type, title and path."""

    type: str
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Time:
    """A moment: `stamp` is RFC 3339, `text` for readers."""

    stamp: str
    text: str


@dataclass(frozen=True, slots=True)
class Icons:
    """What stands for the site in a browser's tab (path and media type) and, if there is one, on a home screen."""

    path: str
    type: str
    touch: str | None


@dataclass(frozen=True, slots=True)
class Shell:
    """What stands around every page: the publication's name, menu and foot, in the publication's own language.

    `registration` is the script that installs the service worker, where the publication wants one; `policy` narrows
    the content security policy of the headers.
    """

    words: Words
    name: str
    url: str
    language: str
    direction: str
    tagline: str | None
    logo: FigureView | None
    logo_says_name: bool
    icons: Icons
    menu: tuple[Link, ...]
    stylesheet: str
    accent: str
    accent_dark: str
    pages: tuple[Link, ...]
    archive: str
    ledger: str
    publisher: str
    address: str | None
    email: str | None
    elsewhere: tuple[Link, ...]
    registration: str | None
    policy: str


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a page says of it. `canonical` is absolute; without one, search engines are kept away.

    `properties` are those of Open Graph; `alternates` language and absolute address of each translation.
    """

    title: str
    description: str | None
    language: str
    direction: str
    canonical: str | None = None
    properties: tuple[tuple[str, str], ...] = ()
    feeds: tuple[Feed, ...] = ()
    alternates: tuple[tuple[str, str], ...] = ()
    json_ld: str | None = None
    home: bool = False


@dataclass(frozen=True, slots=True)
class Teaser:
    """An article in a list."""

    path: str
    headline: str
    description: str
    language: str | None
    section: Link | None
    time: Time
    updated: Time | None
    picture: FigureView | None
    sponsored: bool = False
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Translation:
    """The article in another language: BCP 47, and the language's name in the page's own."""

    language: str
    name: str
    path: str
    headline: str


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The way to the articles in a language (`code`, BCP 47), and in which one that is said."""

    name: str
    path: str
    code: str
    language: str


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A correction or a right of reply at its article; `kind` is what readers call it."""

    anchor: str
    kind: str
    text: Html
    time: Time
    reply: Link | None


@dataclass(frozen=True, slots=True)
class ArticleContext:
    """article.html: `crumbs` lead here from the front page, `calendar` to its day and month."""

    shell: Shell
    head: Head
    words: Words
    crumbs: tuple[Link, ...]
    headline: str
    alternative: str | None
    authors: tuple[Link, ...]
    published: Time
    modified: Time | None
    minutes: int
    hero: FigureView | None
    blocks: tuple[BlockView, ...]
    source: Link | None
    tags: tuple[Link, ...]
    share: tuple[Link, ...]
    lite: str
    calendar: tuple[Link, ...]
    translations: tuple[Translation, ...]
    sponsor: Link | None
    unverified: bool
    notices: tuple[NoticeView, ...]
    replies_to: tuple[Link, ...]
    follow_up_to: Link | None
    follow_ups: tuple[Link, ...]
    more: tuple[Teaser, ...]
    others: LanguageLink | None
    spoken: Html
    """Attributes for the words of the interface, where they are in another language than the article."""


@dataclass(frozen=True, slots=True)
class LiteContext:
    """lite.html: the article as its own page has it, of which `blocks` fit; `whole` leads there.

    `brief` is whether not even the notes and the caption fit.
    """

    full: ArticleContext
    words: Words
    style: str
    whole: str
    blocks: tuple[BlockView, ...]
    cut: bool
    brief: bool


@dataclass(frozen=True, slots=True)
class FixedContext:
    """fixed.html"""

    shell: Shell
    head: Head
    words: Words
    headline: str
    blocks: tuple[BlockView, ...]


@dataclass(frozen=True, slots=True)
class OfflineContext:
    """offline.html and offline_note.html: what the service worker says where there is no line."""

    shell: Shell
    words: Words


@dataclass(frozen=True, slots=True)
class NoticeContext:
    """notice.html: an address with nothing to read, and what there is to read instead."""

    shell: Shell
    head: Head
    words: Words
    latest: tuple[Teaser, ...]


@dataclass(frozen=True, slots=True)
class RedirectContext:
    """redirect.html"""

    words: Words
    language: str
    target: str
    address: str
