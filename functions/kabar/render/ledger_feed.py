"""The public ledger as JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

import json
import re
from typing import Final

from kabar.domain.markup import Html
from kabar.domain.publication import Publication
from kabar.domain.site import Frame
from kabar.render.addresses import absolute
from kabar.render.atom import permanent_id
from kabar.render.facts import present
from kabar.render.feed import logo
from kabar.render.json_feed import VERSION
from kabar.render.life_contexts import LedgerLine

_OWN_LINK: Final = re.compile(r'<a href="/')


def ledger_feed(frame: Frame, title: str, description: str, path: str, lines: tuple[LedgerLine, ...]) -> bytes:
    """The lines of the ledger whose page stands at a path, as JSON."""
    publication = frame.publication
    head = {
        "version": VERSION,
        "title": title,
        "description": description,
        "home_page_url": absolute(publication, path),
        "feed_url": absolute(publication, f"{path}feed.json"),
        "icon": logo(frame),
        "authors": [{"name": publication.publisher.name, "url": absolute(publication, "/")}],
        "language": publication.language,
    }
    items = [_item(publication, path, line) for line in lines]
    return json.dumps({**present(head), "items": items}, ensure_ascii=False).encode() + b"\n"


def _item(publication: Publication, path: str, line: LedgerLine) -> dict[str, object]:
    item = {
        "id": permanent_id(publication, f"ledger/{line.name}"),
        "url": absolute(publication, line.place or f"{path}#{line.anchor}"),
        "title": f"{line.kind}: {line.headline}",
        "content_html": _absolute_links(publication, line.text) if line.text else None,
        "date_published": line.time.stamp,
        "tags": [line.kind],
    }
    text = "\n\n".join(part for part in (line.remark, line.statement) if part)
    # The format demands one of the two.
    return present(item) if line.text else {**present(item), "content_text": text}


def _absolute_links(publication: Publication, text: Html) -> str:
    return _OWN_LINK.sub(f'<a href="{absolute(publication, "/")}', text)
