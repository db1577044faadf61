"""A small publication and an article of it with each thing that the seed page has, in words of their own."""

import hashlib
import io
from typing import Any

from PIL import Image

from kabar.domain.pictures import name_of

SITE: dict[str, Any] = {
    "name": "Kabar Hulu",
    "url": "https://hulu.example",
    "inLanguage": "id",
    "timeZone": "Asia/Pontianak",
    "description": "Berita dari hulu sungai",
    "publisher": {"name": "Kabar Hulu", "logo": "media/site/logo.png"},
    "sections": [{"slug": "daerah", "name": "Daerah"}, {"slug": "ekonomi", "name": "Ekonomi"}],
    "authors": [{"id": "rn", "name": "Redaksi (rn)"}],
    "pages": [
        {"slug": "pedoman", "headline": "Pedoman", "articleBody": [{"type": "paragraph", "text": "Kami patuh."}]}
    ],
    "lints": {"description-missing": False},
}
ID = "2024/12/kapal-perpustakaan"
KEY = f"articles/{ID}.json"
PATH = "/2024/12/02/kapal-perpustakaan-singgah-di-tujuh-desa/"
RELATED = "2024/11/dermaga-baru"
PICTURE = "media/2024/12/kapal.jpg"
ARTICLE: dict[str, Any] = {
    "headline": "Kapal Perpustakaan Singgah di Tujuh Desa",
    "articleSection": "daerah",
    "author": ["rn"],
    "datePublished": "2024-12-02T10:15:00+07:00",
    "dateline": {"place": "Muara Hulu"},
    "keywords": ["Literasi", "Sungai"],
    "sourceOrganization": {"name": "Dinas Perpustakaan"},
    "image": {"contentUrl": PICTURE, "caption": "Kapal di dermaga", "alt": "Kapal putih", "creditText": "Dok. Desa"},
    "articleBody": [
        {"type": "paragraph", "text": "Sebuah kapal berisi tiga ribu buku singgah di tujuh desa setiap Senin."},
        {"type": "related", "headline": "Dermaga Baru Dibuka", "article": RELATED},
        {"type": "paragraph", "text": "Anak-anak menunggu di dermaga sejak pagi."},
    ],
}
COPY: dict[str, Any] = {
    "uri": "urn:agency:1", "type": "text", "versionCreated": "2024-12-01T03:15:00Z", "pubStatus": "usable",
    "copyrightHolder": "Kantor Berita", "headlines": [{"value": "Air Naik"}], "subjects": [{"name": "Ekonomi"}],
    "bodies": [{"contentType": "text/html", "value": "<p>Air naik dua meter.</p>"}],
}  # fmt: skip
"""What an agency sends."""


def made(body: bytes, file: str = "32.jpg") -> str:
    """Where a file that is made of a picture stands."""
    return f"/media/{name_of(hashlib.sha256(body).hexdigest())}/{file}"


def jpeg(width: int = 32, height: int = 18, color: str = "teal") -> bytes:
    """A picture."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), color).save(file, "JPEG")
    return file.getvalue()
