"""What belongs to no page: stylesheet, icon, manifest, service worker, robots.txt."""

import json

from kabar.domain.pictures import ICONS, icon_path
from kabar.domain.publication import Publication
from kabar.domain.site import Frame, SiteObject
from kabar.render.addresses import FAVICON, HOME, MANIFEST, WORKER, absolute
from kabar.render.colors import PAPER, accents
from kabar.render.environment import render_text
from kabar.render.objects import CSS, IMMUTABLE, JAVASCRIPT, SVG, TEXT, at, list_tag
from kabar.render.objects import MANIFEST as MANIFEST_TYPE
from kabar.render.offline import worker
from kabar.render.shell import direction, spells_name
from kabar.render.stylesheet import stylesheet, stylesheet_path


def furniture(frame: Frame) -> tuple[SiteObject, ...]:
    """All of it."""
    publication = frame.publication
    tags = (list_tag("furniture"),)
    style = stylesheet_path(publication.accent).removeprefix("/")
    return (
        at("/robots.txt", _robots(publication), TEXT, tags),
        at(MANIFEST, _manifest(frame), MANIFEST_TYPE, tags),
        at(FAVICON, _favicon(publication), SVG, tags),
        at(WORKER, worker(frame), JAVASCRIPT, tags),
        SiteObject(style, stylesheet(publication.accent), CSS, IMMUTABLE, tags),
    )


def key_file(name: str, frame: Frame) -> tuple[SiteObject, ...]:
    """What proves to search engines that pings come from the site (indexnow.org/documentation, "Hosting a key").

    Nothing if the key isn't the publication's, or no longer is.
    """
    if name != frame.publication.index_now:
        return ()
    return (at(f"/{name}.txt", name.encode(), TEXT, (list_tag("furniture"),)),)


def _robots(publication: Publication) -> bytes:
    sitemaps = (f"Sitemap: {absolute(publication, path)}\n" for path in ("/sitemap.xml", "/sitemap-news.xml"))
    return ("User-agent: *\nAllow: /\n\n" + "".join(sitemaps)).encode()


def _favicon(publication: Publication) -> bytes:
    initial = next((char for char in publication.name if char.isalnum()), "K").upper()[:1]
    return render_text("favicon.xml", None, initial=initial, accent=accents(publication.accent).light).encode()


def _manifest(frame: Frame) -> bytes:
    publication = frame.publication
    fields = {
        "name": publication.name,
        "short_name": publication.name,
        "description": publication.description,
        "lang": publication.language,
        "dir": direction(publication.language),
        "id": HOME,
        "start_url": HOME,
        "scope": HOME,
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": accents(publication.accent).light,
        "icons": _icons(frame) or [{"src": FAVICON, "type": "image/svg+xml", "sizes": "any"}],
    }
    present = {name: value for name, value in fields.items() if value is not None}
    return json.dumps(present, ensure_ascii=False, indent=1).encode()


def _icons(frame: Frame) -> list[dict[str, str]]:
    """The logo's, if it has arrived and can be read in a square."""
    logo = frame.pictures.get(frame.publication.publisher.logo or "")
    sizes = ICONS[2:] if logo and not spells_name(logo) else ()
    return [{"src": icon_path(logo, size), "type": "image/png", "sizes": f"{size}x{size}"} for size in sizes if logo]
