"""Which objects of the site bucket a page may have."""

import re
from collections.abc import Iterator
from typing import Final

from kabar.domain.former import is_of_the_site
from kabar.domain.identity import archive_path, is_article_path, ledger_path, month_path
from kabar.domain.pages import CARD, FURNITURE, KEY_FILE, SITEMAP_INDEX, SITEMAP_NEWS, Page, split_scope
from kabar.domain.publication import Publication

_FEEDS = ("feed.xml", "atom.xml", "feed.json")
_SINGLE: Final = {
    "sitemap.xml": SITEMAP_INDEX,
    "favicon.svg": FURNITURE,
    "manifest.webmanifest": FURNITURE,
    "robots.txt": FURNITURE,
}
_SITEMAP: Final = re.compile(r"sitemaps/(?P<month>[0-9]{4}-[0-9]{2})(-[0-9]+)?\.xml|sitemap-news(-[0-9]+)?\.xml")
_KEY_FILE: Final = re.compile(r"(?P<key>[A-Za-z0-9-]{8,128})\.txt")
_DATE: Final = re.compile(r"(?:(?P<section>[^/]+)/)?(?P<year>[0-9]{4})/(?P<month>[0-9]{2})(?:/(?P<day>[0-9]{2}))?")


def keys_of(page: Page, publication: Publication | None) -> frozenset[str]:
    """Every key that the page may write, so that what it no longer writes can be removed.

    Hashed assets are left out: pages that readers still hold refer to them. So is what another page writes now: a
    slug can pass from a section to a fixed page and back. Without a publication neither is left out.
    """
    match page.kind:
        case "address":
            return _of_address(page.name, publication)
        case "list":
            return _of_list(page.name) - (_fixed_keys(publication) if publication else frozenset())
        case "day" | "month":
            date, section = split_scope(page.name)
            return _under(day_path_of(date, section) if page.kind == "day" else month_path(date, section), "index.html")
        case "ledger" | "ledger-year":
            return _of_ledger(page.name)
        case "sitemap":
            return frozenset({f"sitemaps/{page.name}.xml"})
        case "fixed":
            taken = publication.section(page.name) if publication else None
            return frozenset() if taken else frozenset({f"{page.name}/index.html"})
        case "key-file":
            return frozenset({f"{page.name}.txt"})
        case "archive":
            return _under(archive_path("id"), "index.html") | _under(archive_path("en"), "index.html")
        case "stray":
            kept = may_stay(page.name) or (publication and page_of(page.name, publication))
            return frozenset() if kept else frozenset({page.name})
        case _:
            return frozenset()


def _of_address(path: str, publication: Publication | None) -> frozenset[str]:
    """An address from another system may be a file's, and may have become that of a section since."""
    if publication and is_of_the_site(path, publication):
        return frozenset()
    lite = ("lite/index.html",) if is_article_path(path) else ()
    return _under(path, "index.html", "article.json", *lite) if path.endswith("/") else _under(path, "")


def prefix_of(page: Page) -> str | None:
    """What every key of a page begins with that is in as many parts as it needs; None for other pages."""
    match page.kind:
        case "sitemap":
            return f"sitemaps/{page.name}"
        case "sitemap-news":
            return "sitemap-news"
        case _:
            return None


def known_keys(page: Page, publication: Publication | None) -> frozenset[str]:
    """The keys of which it is known beforehand that the page may write them: all, or the first two of its parts."""
    single = frozenset(key for key, kind in _SINGLE.items() if kind == page.kind)
    return keys_of(page, publication) | single | frozenset(first_parts(page))


def first_parts(page: Page) -> tuple[str, ...]:
    """The keys of the first and the second part of a page that is in parts; nothing for other pages."""
    prefix = prefix_of(page)
    return (f"{prefix}.xml", f"{prefix}-2.xml") if prefix else ()


def may_stay(key: str) -> bool:
    """Whether an object that no page has may stand: what its content names, for pages that readers still hold."""
    return key.startswith("assets/")


def page_of(key: str, publication: Publication) -> Page | None:
    """A page that may have the key, whether or not it exists; None if no page can."""
    if key in _SINGLE:
        return Page(_SINGLE[key])
    if sitemap := _SITEMAP.fullmatch(key):
        return Page("sitemap", sitemap["month"]) if sitemap["month"] else Page(SITEMAP_NEWS)
    if proof := _KEY_FILE.fullmatch(key):
        return Page(KEY_FILE, proof["key"])
    if key.endswith("/card.png") and is_article_path(f"/{key.removesuffix('card.png')}"):
        return Page(CARD, f"/{key.removesuffix('card.png')}")
    folders = key.split("/")[:-1]
    paths = ["/".join(folders[:count]) for count in range(len(folders), -1, -1)]
    candidates = (page for path in paths for page in _pages_at(path))
    found = next((page for page in candidates if key in keys_of(page, None)), None)
    # An address from another system may be any that the site hasn't got itself.
    old = Page("address", "/" + key.removesuffix("index.html").removesuffix("article.json"))
    return found or (old if key in keys_of(old, publication) else None)


def _pages_at(path: str) -> Iterator[Page]:
    """Each page that could have objects below a path (without slashes at its ends), by the form of its name."""
    if not path:
        yield Page("list", "home")
        return
    article = f"/{path.removesuffix('/lite')}/"
    if is_article_path(article):
        yield Page("address", article)
    if date := _DATE.fullmatch(path):
        scope = f"/{date['section']}" if date["section"] else ""
        month = f"{date['year']}-{date['month']}"
        yield Page("day", f"{month}-{date['day']}{scope}") if date["day"] else Page("month", month + scope)
    yield from (Page("ledger"), Page("ledger-year", path.rpartition("/")[2]), Page("archive"))
    kind, _, name = path.partition("/")
    yield Page("list", path if kind in ("tag", "author", "language") and name else f"section/{path}")
    yield Page("fixed", path)


def day_path_of(day: str, section: str | None) -> str:
    """day_path of a `yyyy-mm-dd`."""
    return f"{month_path(day[:7], section)}{day[8:]}/"


def _of_ledger(year: str) -> frozenset[str]:
    """In either language: the publication's may have changed."""
    names = (f"{year}/index.html",) if year else ("index.html", "feed.json")
    return frozenset(key for language in ("id", "en") for key in _under(ledger_path(language), *names))


def _fixed_keys(publication: Publication) -> frozenset[str]:
    return frozenset(f"{page.slug}/index.html" for page in publication.pages)


def _of_list(name: str) -> frozenset[str]:
    kind, _, slug = name.partition("/")
    match kind:
        case "home":
            return _under("/", "index.html", "404.html", *_FEEDS)
        case "section":
            return _under(f"/{slug}/", "index.html", *_FEEDS)
        case "language":
            return _under(f"/{kind}/{slug}/", "index.html", *_FEEDS)
        case _:
            return _under(f"/{kind}/{slug}/", "index.html", "feed.xml")


def _under(path: str, *names: str) -> frozenset[str]:
    return frozenset(path.lstrip("/") + name for name in names)
