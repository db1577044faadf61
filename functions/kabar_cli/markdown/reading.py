"""From a Markdown file to an article's document, with the places of its fields and blocks."""

import json
from pathlib import Path
from typing import Any

from kabar.domain.identity import ARTICLES
from kabar.domain.problems import Problem, Rejected, pointer
from kabar.domain.strict_json import load
from kabar.domain.text import is_blank, one_line
from kabar_cli.markdown.blocks import Body
from kabar_cli.markdown.fields import fields_of, is_draft
from kabar_cli.markdown.front_matter import Front, read_front
from kabar_cli.markdown.pictures import Pictures
from kabar_cli.sources.positions import Place, Places
from kabar_cli.sources.reading import Desk, Note, Source, decoded

_FAULTS = ("front-matter-missing", "front-matter-broken", "front-matter-tag", "front-matter-alias", "duplicate-key")
_FILE_DATE = len("2024-12-02")


def read_markdown(path: Path, raw: bytes, key: str, desk: Desk) -> Source:
    """The article of the file. Its own faults are errors; what could not be carried over are warnings."""
    text = decoded(raw)
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return Source(path, text, errors=(Note(Problem("", "not-utf-8", {"offset": str(error.start)}), Place(line)),))
    front = read_front(text)
    hosts = desk.publication.picture_hosts if desk.publication else ()
    pictures = Pictures(path, desk.root, key.removeprefix(ARTICLES).removesuffix(".json"), hosts)
    warnings: list[Note] = []
    document, places = fields_of(front, desk, warnings)
    body = Body(pictures.key_of, front.line).read(front.body)
    _complete(document, path, front, body, pictures)
    errors = [note for note in [*front.notes, *body.notes] if note.problem.code not in _WARN]
    draft = is_draft(front)
    drafted = [Note(Problem("", "draft"), front.names.get("/draft", Place()))] if draft else []
    return Source(
        path,
        text,
        document,
        json.dumps(document, ensure_ascii=False, indent=2).encode(),
        _places(places, body, front),
        errors=tuple(errors),
        warnings=(*drafted, *warnings, *(note for note in body.notes if note.problem.code in _WARN)),
        pictures=pictures.files,
        draft=draft,
    )


_WARN = frozenset({"markup-left-out", "list-flattened", "link-left-out", "picture-outside", "shortcode-left-out"})


def _complete(document: dict[str, Any], path: Path, front: Front, body: Body, pictures: Pictures) -> None:
    """What the front matter leaves to the text and to the file's name."""
    if "headline" not in document and body.title:
        document["headline"] = body.title
    elif body.title and one_line(body.title) != document.get("headline"):
        body.blocks.insert(0, {"type": "heading", "text": body.title})
        body.lines.insert(0, front.line)
    day = path.stem[:_FILE_DATE]
    if "datePublished" not in document and _is_day(day):
        document["datePublished"] = f"{day}T00:00"
    if image := _main_picture(document.pop("image", None), front, pictures):
        document["image"] = image
    document["articleBody"] = body.blocks or [{"type": "paragraph", "text": " "}]


def _is_day(text: str) -> bool:
    parts = text.split("-")
    return len(text) == _FILE_DATE and [len(part) for part in parts] == [4, 2, 2] and text.replace("-", "").isdigit()


def _main_picture(value: Any, front: Front, pictures: Pictures) -> dict[str, Any] | None:
    """`image: file.jpg` beside `caption`, `alt`, `credit`; or a mapping of these; or of a list the first."""
    first = value[0] if isinstance(value, list) and value else value
    fields = dict(first) if isinstance(first, dict) else {"contentUrl": first} if isinstance(first, str) else None
    if fields is None:
        return None
    for name, other in (("contentUrl", "path"), ("contentUrl", "url"), ("contentUrl", "src"), ("creditText", "credit")):
        if other in fields:
            fields.setdefault(name, fields.pop(other))
    for name, key in (("caption", "caption"), ("alt", "alt"), ("creditText", "credit")):
        if isinstance(text := front.values.get(key), str):
            fields.setdefault(name, text)
    if isinstance(address := fields.get("contentUrl"), str):
        fields["contentUrl"] = pictures.key_of(address) or address
    return {name: _typed(name, text) for name, text in fields.items() if text and not _blank(text)}


def _blank(value: Any) -> bool:
    return isinstance(value, str) and is_blank(value)


def _typed(name: str, value: Any) -> Any:
    """`decorative`, `focalPoint`, `width` and `height` aren't texts."""
    if name in ("decorative", "focalPoint", "width", "height"):
        try:
            return load(json.dumps(value).replace('"', "").encode())
        except Rejected:
            return value
    return value


def _places(fields: dict[str, Place], body: Body, front: Front) -> Places:
    blocks = {pointer("articleBody", index): Place(line) for index, line in enumerate(body.lines)}
    values = {"": Place(), "/articleBody": Place(front.line), **fields, **blocks}
    return Places(values, {})
