"""A publication of all that is rare: every type of block at once, too long, too wide, from right to left, breaking."""

from functools import cache
from typing import Any

from support import darkroom
from support.documents import paragraph
from support.sample import FOLDER, Sample
from support.world import World

_MEDIA = {"media/a.jpg": "2024/12/contoh-air.jpg", "media/b.jpg": "2024/11/guru-perahu.jpg"}
_LONG_WORD = "mempertanggungjawabkannyalah" * 9
_SECTIONS = ("Daerah", "Ekonomi", "Politik & Hukum", "Pendidikan", "Kesehatan", "Olahraga", "Budaya", "Lingkungan")
_EMBEDS = (
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://x.com/warta/status/1234567890",
    "https://www.instagram.com/p/Cabc123/",
    "https://www.tiktok.com/@warta/video/7123456789012345678",
    "https://www.facebook.com/warta/posts/123",
    "https://www.google.com/maps?q=-2.2,113.9",
    "https://open.spotify.com/episode/abc",
    f"https://contoh.example/{'sangat-panjang-' * 12}",
)


def _site() -> dict[str, Any]:
    slugs = [name.lower().replace(" & ", "-") for name in _SECTIONS]
    return {
        "name": "Kabar Serba-serbi Nusantara Raya",
        "url": "https://serba.example",
        "inLanguage": "id",
        "timeZone": "Asia/Makassar",
        "description": "Segala yang jarang, sekaligus " + "dan panjang " * 8,
        "colors": {"accent": "#ffd400"},
        "sections": [{"slug": slug, "name": name} for slug, name in zip(slugs, _SECTIONS, strict=True)],
        "authors": [{"id": "rn", "name": "Rina N."}],
        "offline": True,
    }


def _article(headline: str, day: int, **fields: Any) -> dict[str, Any]:
    return {
        "headline": headline,
        "articleSection": "daerah",
        "author": ["rn"],
        "datePublished": f"2024-12-{day:02}T10:15:00+08:00",
        "articleBody": [paragraph("Air naik dua meter dalam semalam.")],
    } | fields


def _picture(key: str, **fields: Any) -> dict[str, Any]:
    return {"contentUrl": key, "alt": "Perahu di sungai", "caption": "Perahu di <em>sungai</em>."} | fields


def _everything() -> list[dict[str, Any]]:
    columns = [f"Kolom {number}" for number in range(1, 21)]
    return [
        paragraph("Ada <a href='/daerah/'>tautan</a>, <em>miring</em>, <strong>tebal</strong>, H<sub>2</sub>O. " * 4),
        {"type": "heading", "text": "Judul bagian"},
        {"type": "heading", "text": "Judul di bawahnya", "level": 3},
        {"type": "image", **_picture("media/b.jpg", creditText="Ilustrasi: Rina")},
        {"type": "gallery", "headline": "Galeri", "images": [_picture("media/a.jpg"), _picture("media/b.jpg")] * 2},
        {"type": "quote", "text": "Kami menunggu sejak Januari.", "attribution": "Siti, warga"},
        {"type": "quote", "text": "Tanpa nama.", "url": "https://contoh.example/"},
        {"type": "list", "items": ["Satu", "Dua <strong>tebal</strong>", _LONG_WORD]},
        {"type": "list", "ordered": True, "items": ["Satu", "Dua"] * 6},
        {
            "type": "table",
            "caption": "Tabel dua puluh kolom dengan keterangan yang cukup panjang untuk lebih dari satu baris",
            "header": columns,
            "rows": [[f"nilai {number}" for number in range(20)]] * 3,
        },
        {"type": "table", "rows": [["Beras", "Rp15.000"], ["Gula", ""]]},
        *({"type": "embed", "url": url, "caption": "Keterangan sematan"} for url in _EMBEDS),
        {"type": "embed", "url": _EMBEDS[0], "headline": "Rekaman peresmian", "provider": "Video Warga"},
        {
            "type": "factbox",
            "headline": "Fakta",
            "articleBody": [paragraph("Dibangun 1987."), {"type": "list", "items": ["Panjang 120 m", "Lebar 6 m"]}],
        },
        {"type": "related", "article": "2024/biasa", "headline": "Biasa"},
        {"type": "related", "article": "2024/belum-ada", "headline": "Yang belum ada"},
        {"type": "separator"},
        {"type": "correction", "datePublished": "2024-12-03T08:00:00+08:00", "text": "Yang benar dua meter."},
        paragraph("Penutup."),
    ]


def _arabic() -> list[dict[str, Any]]:
    return [
        paragraph("ارتفعت المياه مترين خلال ليلة واحدة وفق ما قاله السكان في Kabupaten Daerah. " * 5),
        {"type": "heading", "text": "ماذا قال السكان"},
        {"type": "quote", "text": "لم نر مثل هذا من قبل", "attribution": "ساكن"},
        {"type": "list", "items": ["واحد", "اثنان"]},
        {"type": "table", "caption": "الأسعار", "header": ["السلعة", "السعر"] * 6, "rows": [["أرز", "15.000"] * 6]},
        {"type": "image", **_picture("media/b.jpg", alt="قارب", caption="قارب في النهر")},
        {"type": "embed", "url": _EMBEDS[0], "headline": "تسجيل"},
        {"type": "factbox", "headline": "حقائق", "articleBody": [paragraph("بني عام 1987.")]},
    ]


def _articles() -> dict[str, dict[str, Any]]:
    late = "2099-01-01T00:00:00+08:00"
    long = ("Pemerintah Daerah " + _LONG_WORD + " 🎉 Menyelenggarakan Rapat Koordinasi Lintas Sektor ")[:200]
    return {
        "biasa": _article("Biasa Saja", 1, keywords=["Air"]),
        "semua": _article(
            "Semua Jenis Blok dalam Satu Artikel",
            2,
            alternativeHeadline="Dan judul kedua di bawahnya",
            dateModified="2024-12-02T12:00:00+08:00",
            image=_picture("media/a.jpg", creditText="Rina"),
            keywords=["Air"],
            pinned=late,
            articleBody=_everything(),
        ),
        "panjang": _article(
            long,
            3,
            alternativeHeadline=_LONG_WORD,
            description=f"{_LONG_WORD} " * 2,
            author=["rn", {"name": "Raden Ayu " * 8, "url": f"https://contoh.example/{_LONG_WORD}"}, {"name": "Budi"}],
            keywords=[f"Label {number} {_LONG_WORD[: number * 8]}" for number in range(12)],
            sourceOrganization={"name": _LONG_WORD[:200]},
            breaking=late,
            articleBody=[paragraph(_LONG_WORD), paragraph("👩‍👩‍👧‍👦 🇮🇩 " * 40), {"type": "quote", "text": _LONG_WORD}],
        ),
        "arab": _article(
            "ارتفاع مياه النهر في ليلة واحدة",
            4,
            inLanguage="ar",
            image=_picture("media/a.jpg", alt="قارب", caption="قارب"),
            keywords=["Air"],
            articleBody=_arabic(),
        ),
        "gempa": _article("Gempa Mengguncang Pesisir", 5, breaking=late, sponsor={"name": "Bank Lanting"}),
    }


@cache
def odd(imaging: Any = darkroom) -> Sample:
    """Everything uploaded. Made once: nobody may change it."""
    world = World(imaging=imaging)
    world.put("site.json", _site())
    for key, path in _MEDIA.items():
        world.put(key, (FOLDER / "media" / path).read_bytes())
    for name, document in _articles().items():
        world.put(f"articles/2024/{name}.json", document)
        errors = world.receipt(f"articles/2024/{name}.json")["errors"]
        assert errors == [], errors
    paths = {name: "/" + world.receipt(f"articles/2024/{name}.json")["url"].split("/", 3)[3] for name in _articles()}
    kinds = {
        "odd-home": "/",
        "everything": paths["semua"],
        "everything-lite": f"{paths['semua']}lite/",
        "too-long": paths["panjang"],
        "arabic": paths["arab"],
        "arabic-list": "/language/ar/",
        "paid": paths["gempa"],
    }
    return Sample(world, kinds)
