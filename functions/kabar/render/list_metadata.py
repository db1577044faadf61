"""What the page of a list says of itself in the words of schema.org."""

from kabar.domain.site import Frame, ListPage
from kabar.render.addresses import absolute, list_path
from kabar.render.facts import present
from kabar.render.json_ld import CONTEXT, Node, breadcrumbs, item_list, organization, profile, script
from kabar.render.languages import list_language
from kabar.render.list_facts import list_description, list_name


def list_json_ld(frame: Frame, page: ListPage) -> str:
    """The list as JSON, safe to stand within a script element: the front page with the site and its publisher."""
    match page.kind:
        case "home":
            nodes = [_website(frame), organization(frame), _collection(frame, page)]
        case "author":
            nodes = [_profile_page(frame, page)]
        case _:
            nodes = [_collection(frame, page)]
    return script({"@context": CONTEXT, "@graph": nodes})


def _website(frame: Frame) -> Node:
    publication = frame.publication
    fields = {
        "name": publication.name,
        "url": absolute(publication, "/"),
        "description": publication.description,
        "inLanguage": publication.language,
        "publisher": {"@id": absolute(publication, "/#organization")},
    }
    return {"@type": "WebSite", "@id": absolute(publication, "/#website"), **present(fields)}


def _collection(frame: Frame, page: ListPage) -> Node:
    return {"@type": "CollectionPage", **_page(frame, page), "mainEntity": item_list(frame.publication, page.cards)}


def _profile_page(frame: Frame, page: ListPage) -> Node:
    author = frame.publication.author(page.name)
    if not author:
        return _collection(frame, page)
    return {"@type": "ProfilePage", **_page(frame, page), "mainEntity": profile(frame, author)}


def _page(frame: Frame, page: ListPage) -> Node:
    publication, name = frame.publication, list_name(frame.publication, page)
    url = absolute(publication, list_path(page))
    fields = {
        "name": name,
        "description": list_description(publication, page),
        "inLanguage": list_language(publication, page),
        "isPartOf": {"@id": absolute(publication, "/#website")},
        "breadcrumb": None if page.kind == "home" else breadcrumbs(publication, (name, list_path(page))),
    }
    return {"@id": url, "url": url, **present(fields)}
