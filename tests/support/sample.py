"""The sample publication, published in memory, with what else can befall an article."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import kabar_cli.sample
from kabar.domain.site import SiteObject
from support import darkroom
from support.world import World

FOLDER = Path(kabar_cli.sample.__file__).parent
LONG = "2024/12/dishub-latih-juru-mudi"
WITHDRAWN = "2024/11/guru-perahu"
MOVED = "2024/11/koperasi-rotan-kirim-perdana"
FOREIGN = "2024/11/lake-serunai-boat-festival"
_WITHDRAWAL = {
    "date": "2024-12-20T09:00:00+07:00",
    "reason": "other",
    "statement": "Narasumber menarik persetujuannya.",
}


@dataclass(frozen=True)
class Sample:
    """The site of the sample publication. `kinds`: a page of each kind, by a name for it, its path."""

    world: World
    kinds: dict[str, str]

    def pages(self) -> dict[str, SiteObject]:
        """Key and object of every page of HTML."""
        objects = self.world.site.objects
        return {key: item for key, item in sorted(objects.items()) if item.content_type.startswith("text/html")}


@cache
def sample(imaging: Any = darkroom) -> Sample:
    """Everything uploaded, one article then withdrawn and one moved. Made once: nobody may change it."""
    world = World(imaging=imaging)
    world.put("site.json", (FOLDER / "site.json").read_bytes())
    for folder in ("media", "articles"):
        for path in sorted((FOLDER / folder).rglob("*.*")):
            world.put(path.relative_to(FOLDER).as_posix(), path.read_bytes())
    gone = _path(world, WITHDRAWN)
    moved = _path(world, MOVED)
    _again(world, WITHDRAWN, withdrawn=_WITHDRAWAL)
    _again(world, MOVED, slug="anyaman-rotan-berlayar")
    return Sample(world, {**_kinds(world), "gone": gone, "moved": moved})


def _again(world: World, id_: str, **fields: Any) -> None:
    document = json.loads((FOLDER / "articles" / f"{id_}.json").read_bytes())
    world.put(f"articles/{id_}.json", document | fields)
    assert world.receipt(f"articles/{id_}.json")["errors"] == []


def _path(world: World, id_: str) -> str:
    receipt = world.receipt(f"articles/{id_}.json")
    address: str = receipt["url"]
    return "/" + address.split("/", 3)[3]


def _kinds(world: World) -> dict[str, str]:
    return {
        "home": "/",
        "article": _path(world, LONG),
        "lite": f"{_path(world, LONG)}lite/",
        "corrected": _path(world, "2024/10/harga-cabai-naik"),
        "gallery": _path(world, "2024/10/perpustakaan-terapung"),
        "table": _path(world, "2024/11/selantar-putra-menang-tipis"),
        "factbox": _path(world, "2024/12/jembatan-lubuk-jelawat-dibuka"),
        "pending": _path(world, "2024/12/ikan-mati-ketapas"),
        "foreign": _path(world, FOREIGN),
        "section": "/daerah/",
        "tag": "/tag/sungai-selantar/",
        "author": "/author/rn/",
        "language": "/language/en/",
        "day": "/2024/12/02/",
        "month": "/2024/12/",
        "section-month": "/daerah/2024/12/",
        "archive": "/arsip/",
        "ledger": "/koreksi/",
        "ledger-year": "/koreksi/2024/",
        "fixed": "/pedoman-media-siber/",
        "not-found": "/404.html",
    }
