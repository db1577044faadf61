"""What the pictures that nobody should upload cost: seconds, memory, and what is said of them."""

import resource
import struct
import time
import zlib
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import pyvips
from PIL import Image

from imaging.pictures import marked, saved

_SPAWN: Final = get_context("spawn")
_CORPUS: Final = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "images"
_LARGE: Final = (8_640, 6_000)
"""51.8 megapixels: just below the limit."""
_RDF: Final = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description>'


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one file in a process of its own: wall and CPU seconds for both steps of the function, MiB at the peak."""

    said: str
    bytes: int
    wall_s: float
    cpu_s: float
    peak_mib: int


def measure() -> dict[str, Cost]:
    """Each file, by what it is."""
    files = {**{f"corpus {path.name}": path.read_bytes for path in _corpus()}, **_MADE}
    return {name: _alone(_cost, _alone(_made, name) if name in _MADE else make()) for name, make in files.items()}


def _corpus() -> list[Path]:
    return sorted(path for path in _CORPUS.rglob("*") if path.is_file() and path.suffix not in {".txt", ".pillow"})


def _alone(work: Callable[[Any], Any], argument: Any) -> Any:
    """In a new process: the memory of making a file isn't that of reading it."""
    with ProcessPoolExecutor(1, mp_context=_SPAWN) as process:
        return process.submit(work, argument).result()


def _made(name: str) -> bytes:
    return _MADE[name]()


def _cost(body: bytes) -> Cost:
    from kabar.domain.pictures import LOGO, SHOWN  # noqa: PLC0415 (the memory of the import counts)
    from kabar.domain.problems import Rejected  # noqa: PLC0415
    from kabar.imaging import examine, make  # noqa: PLC0415

    wall, cpu = time.perf_counter(), time.process_time()
    try:
        facts = examine(body)
        said = f"{len(list(make(body, frozenset({LOGO if facts.vector else SHOWN}))))} files"
    except Rejected as rejected:
        said = rejected.problems[0].code
    seconds = round(time.perf_counter() - wall, 2), round(time.process_time() - cpu, 2)
    return Cost(said, len(body), *seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def _photograph(bands: int = 3) -> pyvips.Image:
    noise = pyvips.Image.gaussnoise(_LARGE[0] // 8, _LARGE[1] // 8, mean=128, sigma=30).resize(8)
    return noise.bandjoin([noise] * (bands - 1)).cast("uchar").copy(interpretation="cmyk" if bands > 3 else "srgb")


def _flat(form: str, size: tuple[int, int] = _LARGE) -> pyvips.Image:
    return pyvips.Image.black(*size, bands=4).cast(form).copy(interpretation="rgb16" if form == "ushort" else "srgb")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)


def _png(width: int, height: int, data: bytes, beside: bytes = b"") -> bytes:
    header = width.to_bytes(4) + height.to_bytes(4) + bytes((8, 0, 0, 0, 0))
    parts = (_chunk(b"IHDR", header), beside, _chunk(b"IDAT", zlib.compress(data, 9)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _avif_bomb() -> bytes:
    """A small picture whose header (ISO/IEC 23008-12, 6.5.3) says 17000 by 17000."""
    body = saved(marked(64, 48), "AVIF")
    return body.replace((64).to_bytes(4) + (48).to_bytes(4), (17_000).to_bytes(4) * 2)


def _frames(count: int) -> bytes:
    head = b"GIF89a" + struct.pack("<HHBBB", 7_000, 7_000, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"\x21\xf9\x04\x00\x01\x00\x00\x00\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    return head + frame * count + b"\x3b"


def _moving(size: int) -> bytes:
    """A WebP of so many bytes, frames of 16 by 16 pixels."""
    frames = [marked(16, 16), marked(16, 16).transpose(Image.Transpose.ROTATE_90)]
    body = saved(frames[0], "WEBP", save_all=True, append_images=frames[1:])
    at = body.index(b"ANMF")
    length = 8 + int.from_bytes(body[at + 4 : at + 8], "little")
    chunks = body[8:at] + (body[at : at + length] + bytes(length % 2)) * (size // length)
    return b"RIFF" + len(chunks).to_bytes(4, "little") + chunks


def _pages(count: int) -> bytes:
    """A TIFF of so many directories of nine entries, each of which names the next."""
    entries = ((256, 1), (257, 1), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (278, 1), (279, 1))
    directory = struct.pack("<H", len(entries)) + b"".join(
        struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries
    )
    size = len(directory) + 4
    after = (struct.pack("<I", 12 + (number + 1) * size if number + 1 < count else 0) for number in range(count))
    return b"II*\0" + struct.pack("<I", 12) + bytes(4) + b"".join(directory + link for link in after)


def _tagged(tag: int, blob: bytes) -> bytes:
    return saved(marked(), "TIFF", tiffinfo={tag: blob})


def _drawing(what: bytes) -> bytes:
    return b'<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="4000">' + what + b"</svg>"


def _doubling() -> bytes:
    uses = (b'<g id="g%d"><use href="#g%d"/><use href="#g%d"/></g>' % (n, n - 1, n - 1) for n in range(1, 40))
    return _drawing(b'<g id="g0"><rect width="1" height="1"/></g>' + b"".join(uses))


_MADE: Final[Mapping[str, Callable[[], bytes]]] = {
    "JPEG, 52 MP": lambda: _photograph().jpegsave_buffer(Q=85),
    "JPEG, 52 MP, progressive": lambda: _photograph().jpegsave_buffer(Q=85, interlace=True),
    "JPEG, 52 MP, progressive, CMYK": lambda: _photograph(4).jpegsave_buffer(Q=60, interlace=True),
    "PNG, 52 MP, 16 bits, alpha, interlaced": lambda: _flat("ushort").pngsave_buffer(interlace=True, bitdepth=16),
    "TIFF, 52 MP, 32-bit fractions, alpha": lambda: _flat("float").tiffsave_buffer(compression="deflate"),
    "WebP, 52 MP, alpha": lambda: _flat("uchar").webpsave_buffer(lossless=True, effort=0),
    "GIF, 52 MP": lambda: _flat("uchar").gifsave_buffer(),
    "AVIF, 32 MP, 12 bits, alpha": lambda: _flat("ushort", (6_400, 4_992)).heifsave_buffer(
        compression="av1", effort=0, bitdepth=12
    ),
    "AVIF that says 17000 x 17000": _avif_bomb,
    "PNG that says 17000 x 17000": lambda: _png(17_000, 17_000, b""),
    "PNG, 1 x 50,000,000": lambda: _png(1, 50_000_000, bytes(100_000_000)),
    "PNG, 50,000,000 x 1": lambda: _png(50_000_000, 1, bytes(50_000_001)),
    "JPEG, 65500 x 790": lambda: saved(marked(65_500, 790)),
    "GIF of a million frames": lambda: _frames(1_000_000),
    "WebP of 24 MB, frames of 16 pixels": lambda: _moving(24_000_000),
    "TIFF of 200,000 pages": lambda: _pages(200_000),
    "TIFF with 20 MB of IPTC": lambda: _tagged(33723, b"\x1c\x02\x50\0\0" * 4_000_000),
    "TIFF with 20 MB of XMP": lambda: _tagged(700, _RDF + b"<a/>" * 5_000_000 + b"</rdf:Description></rdf:RDF>"),
    "PNG with a profile of 200 MB": lambda: _png(
        9, 9, bytes(90), _chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(200_000_000), 9))
    ),
    "SVG that doubles 40 times": _doubling,
    "SVG of 400,000 letters": lambda: _drawing(b'<text font-size="1">' + b"a" * 400_000 + b"</text>"),
    "SVG of 9,000 half-transparent sheets": lambda: _drawing(
        b'<rect width="4000" height="4000" opacity="0.5"/>' * 9_000
    ),
    "nothing": lambda: b"",
    "JPEG cut in half": lambda: saved(marked(3_000, 2_000))[:20_000],
    "HTML called .png": lambda: b"<html><script>alert(1)</script></html>",
    "JPEG that is HTML too": lambda: saved(marked()) + b"<html><script>alert(1)</script>",
    "GIF that is a script too": lambda: saved(marked(), "GIF") + b"/*=1;alert(1)//",
}
