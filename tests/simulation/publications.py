"""The newsroom's site.json."""

import json
from random import Random
from typing import Any

from simulation.articles import PICTURES


def draw(rng: Random) -> dict[str, Any]:
    """Any publication, now and then one that isn't valid."""
    options = {
        "section_name": rng.choice((None, "Lain")),
        "author_name": rng.choice((None, "Baru")),
        "sections": rng.choice((["s", "t"], ["s", "t"], ["s", "t", "u"], ["s"])),
        "authors": rng.choice((["rn", "sd"], ["rn", "sd"], ["rn"])),
        "logo": rng.choice((None, PICTURES[0])),
        "page": rng.choice((None, "tentang")),
        "language": rng.choice((None, None, None, "en")),
        "broken": rng.random() < 0.1,
    }
    return {name: value for name, value in options.items() if value is not None and value is not False}


def write(options: dict[str, Any]) -> bytes:
    """A publication's document."""
    names = {"s": options.get("section_name", "Satu"), "t": "Tiga", "u": "Ujung"}
    people = {"rn": options.get("author_name", "Redaksi"), "sd": "Sari"}
    document: dict[str, Any] = {
        "name": "Kabar",
        "url": "https://kabar.example",
        "inLanguage": options.get("language", "id"),
        "timeZone": "Asia/Jakarta",
        "publisher": {"name": "Kabar"},
        "sections": [{"slug": slug, "name": names[slug]} for slug in options["sections"]],
        "authors": [{"id": id_, "name": people[id_]} for id_ in options["authors"]],
    }
    if "logo" in options:
        document["publisher"]["logo"] = options["logo"]
    if "page" in options:
        paragraph = {"type": "paragraph", "text": "Tentang kami."}
        document["pages"] = [{"slug": options["page"], "headline": "Tentang", "articleBody": [paragraph]}]
    if options.get("broken"):
        del document["timeZone"]
    return json.dumps(document).encode()
