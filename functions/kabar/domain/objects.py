"""Which objects of the site bucket a page may have."""

from kabar.domain.former import is_of_the_site
from kabar.domain.identity import archive_path, ledger_path, month_path
from kabar.domain.pages import Page, split_scope
from kabar.domain.publication import Publication

_FEEDS = ("feed.xml", "atom.xml", "feed.json")


def keys_of(page: Page, publication: Publication) -> frozenset[str]:
    """Every key that the page may write, so that what it no longer writes can be removed.

    Hashed assets are left out: pages that readers still hold refer to them. So is what another page writes now: a
    slug can pass from a section to a fixed page and back.
    """
    match page.kind:
        case "address":
            return _of_address(page.name, publication)
        case "list":
            return _of_list(page.name) - _fixed_keys(publication)
        case "day" | "month":
            date, section = split_scope(page.name)
            return _under(day_path_of(date, section) if page.kind == "day" else month_path(date, section), "index.html")
        case "ledger" | "ledger-year":
            return _of_ledger(page.name)
        case "sitemap":
            return frozenset({f"sitemaps/{page.name}.xml"})
        case "fixed":
            return frozenset() if publication.section(page.name) else frozenset({f"{page.name}/index.html"})
        case "archive":
            return _under(archive_path("id"), "index.html") | _under(archive_path("en"), "index.html")
        case _:
            return frozenset()


def _of_address(path: str, publication: Publication) -> frozenset[str]:
    """An address from another system may be a file's, and may have become that of a section since."""
    if is_of_the_site(path, publication):
        return frozenset()
    return _under(path, "index.html", "article.json") if path.endswith("/") else _under(path, "")


def prefix_of(page: Page) -> str | None:
    """What every key of a page begins with that is in as many parts as it needs; None for other pages."""
    match page.kind:
        case "sitemap":
            return f"sitemaps/{page.name}"
        case "sitemap-news":
            return "sitemap-news"
        case _:
            return None


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
        case _:
            return _under(f"/{kind}/{slug}/", "index.html", "feed.xml")


def _under(path: str, *names: str) -> frozenset[str]:
    return frozenset(path.lstrip("/") + name for name in names)
