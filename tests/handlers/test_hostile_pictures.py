"""Whatever is uploaded as a picture, the function answers it, within its memory and half a minute, and goes on."""

import json
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from support.uploads import jpeg

ROOT = Path(__file__).resolve().parents[2]
_SECONDS = 30
_MEGABYTES = 1024
_FUNCTION = f"""
import json, pathlib, resource, sys
folder, site = pathlib.Path(sys.argv[1]), sys.argv[2]
sys.path[:0] = sys.argv[3:]
limit = {_MEGABYTES} * 2**20
resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
resource.setrlimit(resource.RLIMIT_CPU, ({_SECONDS}, {_SECONDS}))
from kabar import imaging
from support.world import World
world = World(imaging=imaging)
world.put("site.json", json.loads(site))
world.put("articles/a.json", {{
    "headline": "Judul", "articleSection": "daerah", "author": ["rn"], "datePublished": "2024-12-02T10:15:00+07:00",
    "articleBody": [{{"type": "paragraph", "text": "Isi."}}],
    "image": {{"contentUrl": "media/uji.jpg", "alt": "Uji"}},
}})
for path in sorted(folder.iterdir()):
    world.put("media/uji.jpg", path.read_bytes())
    receipt = world.receipt("media/uji.jpg")
    page = world.text("/2024/12/02/judul/")
    said = [error["code"] for error in receipt["errors"] if error["message"] and error["fix"]]
    print(json.dumps([path.name, receipt["status"], said, "Isi." in page]), flush=True)
    world.delete("media/uji.jpg")
# Unlike ru_maxrss, this leaves out what the process was forked from.
status = pathlib.Path("/proc/self/status").read_text()
peak = int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) // 1024
print(json.dumps(["peak", peak]))
"""


def _answers(folder):
    """What a fresh process makes of each file: status and codes; the page always has its text."""
    from support.documents import SITE  # noqa: PLC0415 (it makes a renderer)

    run = [sys.executable, "-c", _FUNCTION, folder, json.dumps(SITE), ROOT / "tests", ROOT / "functions"]
    done = subprocess.run(run, capture_output=True, text=True, timeout=300, check=False)  # noqa: S603 - our own
    assert done.returncode == 0, done.stdout + done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines.pop()[1] < _MEGABYTES
    assert all(text for _, _, _, text in lines)
    return {name: (status, codes) for name, status, codes, _ in lines}


def _chunk(kind, data):
    return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)


def _bomb(side):
    """A PNG that claims to be so wide and high."""
    header = side.to_bytes(4) * 2 + bytes((8, 2, 0, 0, 0))
    data = zlib.compress(b"")
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def test_every_file_of_the_corpus_has_its_receipt(corpora, tmp_path):
    paths = [path for path in (corpora / "images").rglob("*") if path.is_file() and path.suffix not in {".txt", ".md"}]
    assert len(paths) > 30
    for number, path in enumerate(sorted(paths)):
        (tmp_path / f"{number:03}-{path.name}").write_bytes(path.read_bytes())
    answers = _answers(tmp_path)
    assert len(answers) == len(paths)
    for name, (status, codes) in answers.items():
        assert (status, bool(codes)) in {("published", False), ("rejected", True)}, name
    assert {"published", "rejected"} == {status for status, _ in answers.values()}


def test_what_is_cut_short_lies_is_empty_or_too_large_has_a_reason(tmp_path):
    photograph = jpeg(1600, 900)
    files = {
        "empty.jpg": b"",
        "cut.jpg": photograph[: len(photograph) // 2],
        "text.jpg": b"not a picture",
        "html.png": b"<html><script>alert(1)</script></html>",
        "bomb.png": _bomb(17_000),
        "drawing.jpg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><rect width="2" height="1"/></svg>',
        "polyglot.jpg": photograph + b"<script>alert(1)</script>",
        "wrong-name.gif": photograph,
    }
    for name, body in files.items():
        (tmp_path / name).write_bytes(body)
    answers = _answers(tmp_path)
    assert answers == {
        "empty.jpg": ("rejected", ["picture-empty"]),
        "cut.jpg": ("rejected", ["picture-broken"]),
        "text.jpg": ("rejected", ["not-a-picture"]),
        "html.png": ("rejected", ["not-a-picture"]),
        "bomb.png": ("rejected", ["picture-too-large"]),
        "drawing.jpg": ("rejected", ["svg-not-logo"]),
        "polyglot.jpg": ("published", []),
        "wrong-name.gif": ("published", []),
    }


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_fifty_megapixels_fit(tmp_path, form):
    make = f"""
import sys
from PIL import Image
Image.effect_mandelbrot((8660, 5773), (-2, -1.5, 1, 1.5), 20).convert("RGB").save(sys.argv[1], {form!r})
"""
    subprocess.run([sys.executable, "-c", make, tmp_path / "large"], check=True, timeout=120)  # noqa: S603 - our own
    assert _answers(tmp_path)["large"] == ("published", [])
