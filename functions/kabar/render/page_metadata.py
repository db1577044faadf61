"""JSON-LD: what a page that is neither an article nor a list says of itself: calendars, fixed pages, the ledger."""

from kabar.domain.site import Frame
from kabar.render.addresses import absolute
from kabar.render.facts import present
from kabar.render.json_ld import CONTEXT, breadcrumbs, script


def page_json_ld(frame: Frame, kind: str, name: str, description: str | None, path: str) -> str:
    """The page (WebPage or CollectionPage of schema.org) as JSON, safe to stand within a script element."""
    publication = frame.publication
    url = absolute(publication, path)
    fields = {
        "name": name,
        "description": description,
        "inLanguage": publication.language,
        "isPartOf": {"@id": absolute(publication, "/#website")},
        "breadcrumb": breadcrumbs(publication, (name, path)),
    }
    return script({"@context": CONTEXT, "@type": kind, "@id": url, "url": url, **present(fields)})
