"""Compression as CloudFront does it: `Compress: true` with gzip and Brotli enabled in the cache policy.

Source: Amazon CloudFront Developer Guide, "Serve compressed files".
"""

import gzip

import brotli  # type: ignore[import-untyped]
from werkzeug.datastructures import Accept, Headers

SIZES = range(1_000, 10_000_001)
"""Bytes of the objects that are compressed."""

TYPES = frozenset(
    {
        "application/dash+xml",
        "application/eot",
        "application/font",
        "application/font-sfnt",
        "application/javascript",
        "application/json",
        "application/opentype",
        "application/otf",
        "application/pkcs7-mime",
        "application/protobuf",
        "application/rss+xml",
        "application/truetype",
        "application/ttf",
        "application/vnd.apple.mpegurl",
        "application/vnd.ms-fontobject",
        "application/xhtml+xml",
        "application/xml",
        "application/x-font-opentype",
        "application/x-font-truetype",
        "application/x-font-ttf",
        "application/x-httpd-cgi",
        "application/x-javascript",
        "application/x-mpegurl",
        "application/x-opentype",
        "application/x-otf",
        "application/x-perl",
        "application/x-ttf",
        "font/eot",
        "font/opentype",
        "font/otf",
        "font/ttf",
        "image/svg+xml",
        "text/css",
        "text/csv",
        "text/html",
        "text/javascript",
        "text/js",
        "text/plain",
        "text/richtext",
        "text/tab-separated-values",
        "text/xml",
        "text/x-component",
        "text/x-java-source",
        "text/x-script",
        "vnd.apple.mpegurl",
    }
)


def compressible(headers: Headers, size: int) -> bool:
    """Whether an object of `size` bytes with these headers is one that CloudFront compresses."""
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return kind in TYPES and size in SIZES and "Content-Encoding" not in headers


def coding(accepted: Accept) -> str | None:
    """The coding for a viewer: Brotli before gzip, whatever their weights; a `*` names neither."""
    named = {name.lower() for name, quality in accepted if quality > 0}
    return next((name for name in ("br", "gzip") if name in named), None)


def compress(body: bytes, headers: Headers, name: str) -> bytes:
    """`body` in the coding `name`; changes `headers` to match, the ETag to a weak one."""
    headers["Content-Encoding"] = name
    tag = headers.get("ETag", "")
    if tag.startswith('"'):
        headers["ETag"] = f"W/{tag}"
    elif not tag.startswith("W/"):
        headers.remove("ETag")
    # Nothing is cached here: levels that are cheap enough to run for every request.
    return bytes(brotli.compress(body, quality=5)) if name == "br" else gzip.compress(body, 6, mtime=0)
