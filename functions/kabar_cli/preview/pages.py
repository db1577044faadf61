"""The objects of a preview: what the site would have of one article, or what is wrong with its file."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kabar.domain.article import Article, Card, StoredPicture
from kabar.domain.identity import article_id
from kabar.domain.judgement import paths_for
from kabar.domain.parsing import parse_article
from kabar.domain.pictures import name_of
from kabar.domain.problems import Rejected
from kabar.domain.publication import Publication
from kabar.domain.site import ArticlePage, Frame
from kabar.domain.site_reading import picture_keys as pictures_of_site
from kabar.domain.uses import card_of, picture_keys, related_ids
from kabar.imaging import examine
from kabar.render.renderer import Renderer
from kabar.render.words import Words
from kabar_cli.check.checking import Report, check, stand_in
from kabar_cli.check.output import as_text
from kabar_cli.sources.collecting import Item, collect
from kabar_cli.sources.folder import Folder

_BODY_END: Final = re.compile(r"</body>", re.IGNORECASE)
_META_CSP: Final = re.compile(r"<meta[^>]*Content-Security-Policy[^>]*>", re.IGNORECASE)
_STYLES: Final = re.compile(r"\x1b\[[0-9;]*m")
_HEAD: Final = """\
<!doctype html><html lang="en"><meta charset="utf-8"><title>kabar preview</title>
<style>body { margin: 2rem; font: 1rem/1.5 monospace } pre { white-space: pre-wrap }</style><body>"""
RELOAD: Final = "/-/reload.js"


@dataclass(frozen=True, slots=True)
class Preview:
    """Where the article is, the objects by their paths, and the files that stand for its pictures' folders."""

    path: str
    objects: dict[str, tuple[bytes, str]]
    pictures: dict[str, Path] = field(default_factory=dict)


def preview_of(file: Path, folder: Folder) -> Preview:
    """The preview of a file as it is now. What is wrong with it is the page, if it isn't good."""
    item = collect([file])[0]
    report = check(item, folder)
    if not item.is_article or report.errors:
        return Preview("/", {"/": (_faults(report, folder), "text/html; charset=utf-8")})
    publication = folder.publication or stand_in(report.source.document)
    article = parse_article(article_id(item.key) or "preview", report.source.body, publication)
    files = _files(article, report, folder) | {key: _path(folder, key) for key in pictures_of_site(publication)}
    stored = dict(_stored(files))
    path = paths_for(article, None, publication)[0]
    card = card_of(article, path, stored)
    related = dict(_related(article, folder, publication))
    frame = Frame(publication, stored)
    page = ArticlePage(article, card, related, {key: stored[key] for key in picture_keys(article) if key in stored})
    renderer = Renderer()
    made = [*renderer.furniture(frame), *renderer.article(frame, page)]
    objects = {f"/{each.key.removesuffix('index.html')}": (_live(each.body), each.content_type) for each in made}
    folders = {picture.name: found for key, picture in stored.items() if (found := files[key])}
    return Preview(path, objects, folders)


def _files(article: Article, report: Report, folder: Folder) -> dict[str, Path | None]:
    return {key: report.source.pictures.get(key) or _path(folder, key) for key in picture_keys(article)}


def _path(folder: Folder, key: str) -> Path | None:
    return folder.items[key].path if key in folder.items else None


def _stored(files: dict[str, Path | None]) -> Iterator[tuple[str, StoredPicture]]:
    """The pictures that are there and can be shown, as the site would know them."""
    for key, path in files.items():
        if path is None:
            continue
        try:
            facts = examine(path.read_bytes())
        except (OSError, Rejected):
            continue
        yield (
            key,
            StoredPicture(
                key,
                name_of(facts.hash),
                facts.width,
                facts.height,
                facts.colour,
                facts.placeholder,
                facts.credit,
                facts.copyright,
                facts.animated,
                facts.vector,
            ),
        )


def _related(article: Article, folder: Folder, publication: Publication) -> Iterator[tuple[str, Card]]:
    """The cards of those other articles of the folder that are good."""
    for id_ in related_ids(article):
        item = folder.items.get(f"articles/{id_}.json")
        if item and (other := _other(item, folder, publication)):
            yield id_, card_of(other, paths_for(other, None, publication)[0], {})


def _other(item: Item, folder: Folder, publication: Publication) -> Article | None:
    source = folder.read(item)
    try:
        return None if source.errors else parse_article(article_id(item.key) or "", source.body, publication)
    except Rejected:
        return None


def _live(body: bytes) -> bytes:
    """A page with the script that loads it anew; other bytes as they are."""
    text = (
        _META_CSP.sub("", body.decode("utf-8", "surrogateescape")) if body.lstrip()[:9].lower() == b"<!doctype" else ""
    )
    script = f'<script src="{RELOAD}" defer></script></body>'
    return _BODY_END.sub(script, text, count=1).encode("utf-8", "surrogateescape") if text else body


def _faults(report: Report, folder: Folder) -> bytes:
    words = Words(folder.publication.language if folder.publication else "en")
    lines = "\n".join(as_text(report, words)) or "This is no article."
    text = html.escape(_STYLES.sub("", lines))
    return _live(f"{_HEAD}<pre>{text}</pre></body>".encode())
