"""Whatever is uploaded ends in a picture or in a reason, in bounds of time and memory."""

import subprocess
import sys
import zlib
from pathlib import Path

import pytest
import pyvips
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from imaging.pictures import exif, marked, saved
from kabar.domain.problems import Rejected
from kabar.imaging import Rendered, inspect, render
from kabar.imaging.first import first_alone
from kabar.imaging.opening import load

_FUNCTIONS = Path(__file__).resolve().parents[2] / "functions"
_FORMS = ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF"]
_CHILD = """
import json, pathlib, resource, sys
limit = 1024 * 2**20
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
sys.path.insert(0, sys.argv[1])
from kabar.domain.problems import Rejected
from kabar.imaging import render
for name in sys.argv[2:]:
    try:
        print(pathlib.Path(name).name, len(render(pathlib.Path(name).read_bytes()).renditions))
    except Rejected as refusal:
        print(pathlib.Path(name).name, refusal.problems[0].code)
# getrusage(2) counts what the process that began this one had; proc(5), VmHWM, doesn't. In KiB.
status = pathlib.Path("/proc/self/status").read_text()
print("peak", int(status.partition("VmHWM:")[2].split()[0]) // 1024)
"""


def _answers(*paths):
    """What a process with 1,024 MiB of address space and 30 s makes of each: a code, or how many renditions."""
    run = [sys.executable, "-c", _CHILD, str(_FUNCTIONS), *map(str, paths)]
    done = subprocess.run(run, check=True, capture_output=True, text=True, timeout=60)  # noqa: S603 (its own)
    answers = dict(line.rsplit(" ", 1) for line in done.stdout.splitlines())
    assert int(answers.pop("peak")) < 1024
    return answers


def _code(body):
    with pytest.raises(Rejected) as refusal:
        render(body)
    return refusal.value.problems[0].code


def _outcome(body):
    try:
        return "shown" if render(body).renditions else "nothing"
    except Rejected as refusal:
        return refusal.problems[0].code


def _png(width, height, bits=8):
    """A PNG of that size, whose pixels aren't there."""

    def chunk(kind, data):
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    header = width.to_bytes(4) + height.to_bytes(4) + bytes((bits, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def test_every_file_of_the_corpus(corpora):
    paths = sorted(path for path in (corpora / "images" / "pillow").iterdir() if path.is_file())
    answers = _answers(*paths)
    assert len(answers) == len(paths) > 30
    refused = {name for name, answer in answers.items() if not answer.isdigit()}
    assert {
        "broken.png",
        "decompression_bomb.gif",
        "decompression_bomb.ico",
        "hopper.psd",
        "truncated_jpeg.jpg",
    } <= refused
    assert not {"hopper.jpg", "hopper.png", "hopper.avif", "hopper.gif", "hopper.tif", "iss634.webp"} & refused
    assert answers["hopper.psd"] == "picture-format"


def test_seventeen_thousand_squared_is_refused_by_its_header(tmp_path):
    """As AVIF says it: the image's extents (ISO/IEC 23008-12, 6.5.3) in place of a small picture's."""
    body = saved(marked(64, 48), "AVIF")
    small, huge = (64).to_bytes(4) + (48).to_bytes(4), (17_000).to_bytes(4) * 2
    assert small in body
    (tmp_path / "bomb.avif").write_bytes(body.replace(small, huge))
    (tmp_path / "bomb.png").write_bytes(_png(17_000, 17_000))
    answers = _answers(tmp_path / "bomb.avif", tmp_path / "bomb.png")
    assert answers["bomb.png"] == "picture-too-large"
    assert answers["bomb.avif"] == "picture-too-large"


def test_fifty_megapixels_fit(tmp_path):
    marked(8688, 5792).save(tmp_path / "large.jpg", quality=60)
    assert _answers(tmp_path / "large.jpg") == {"large.jpg": "15"}


@pytest.mark.parametrize("form", _FORMS)
def test_a_file_cut_short_is_refused_at_every_tenth(form):
    body = saved(marked(120, 90), form)
    assert isinstance(render(body), Rendered)
    for tenth in range(10):
        assert _code(body[: len(body) * tenth // 10]) in {"picture-empty", "not-a-picture", "picture-broken"}, tenth


@pytest.mark.parametrize("form", _FORMS)
@given(data=st.data())
@settings(max_examples=20)
def test_flipped_bytes_end_in_a_picture_or_a_reason(form, data):
    body = bytearray(saved(marked(32, 24), form))
    for at, value in data.draw(st.dictionaries(st.integers(0, len(body) - 1), st.integers(0, 255), max_size=6)).items():
        body[at] = value
    assert _outcome(bytes(body)) in {"shown", "not-a-picture", "picture-broken", "picture-format", "picture-too-large"}


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"\xff\xd8\xff", b"GIF89a", b"II*\0", b"RIFF\0\0\0\0WEBP", b"\0\0\0\x18ftypavif"]),
)
@settings(max_examples=60)
def test_noise_ends_in_a_reason(rest, start):
    assert _code(start + rest)


def test_nothing_of_a_polyglot_gets_through():
    markup, script = b"<html><script>alert(1)</script>", b"/*=1;alert(1)//"
    for body, extra in ((saved(marked()) + markup, markup), (saved(marked(), "GIF") + script, script)):
        assert all(b"alert" not in made.body for made in render(body).renditions), extra
    comment = saved(marked(), comment=markup)
    assert markup in comment
    assert all(b"alert" not in made.body for made in (*render(comment).renditions, *render(comment).crops))


def test_each_refusal_has_its_code():
    assert _code(b"") == "picture-empty"
    assert _code(b"hello") == "not-a-picture"
    assert _code(b"<html>") == "not-a-picture"
    assert _code(b'<svg xmlns="http://www.w3.org/2000/svg"/>') == "picture-format"
    assert _code(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40)) == "picture-format"
    assert _code(b"%PDF-1.7") == "picture-format"
    assert _code(_png(100, 100)) == "picture-broken"
    assert _code(_png(9000, 9000)) == "picture-too-large"
    with pytest.raises(Rejected, match="picture-too-large"):
        inspect(_png(9000, 9000))


def test_metadata_of_twenty_megabytes_takes_no_time(tmp_path):
    """What is read byte by byte, or element by element, must be bounded: a TIFF file may carry any amount of it."""
    head = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description>'
    blobs = {
        "iptc.tif": (33723, b"\x1c\x02\x50\0\0" * 4_000_000),
        "xmp.tif": (700, head + b"<a/>" * 5_000_000 + b"</rdf:Description></rdf:RDF>"),
        "large-xmp.tif": (700, head + b"<a/>" * 1_000_000 + b"</rdf:Description></rdf:RDF>"),
    }
    for name, (tag, blob) in blobs.items():
        marked().save(tmp_path / name, tiffinfo={tag: blob})
    assert _answers(*(tmp_path / name for name in blobs)) == dict.fromkeys(blobs, "3")


def test_further_pages_of_a_tiff_are_not_even_counted():
    pages = [marked(), Image.new("RGB", (60, 40), (9, 9, 9))]
    body = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert pyvips.Image.tiffload_buffer(body).get("n-pages") == 2
    assert load(body, "TIFF").get("n-pages") == 1
    assert inspect(body) == inspect(saved(pages[0], "TIFF"))


@given(st.binary(max_size=60), st.sampled_from([b"II*\0", b"MM\0*", b""]))
def test_what_is_no_tiff_has_no_further_pages(rest, start):
    assert len(first_alone(start + rest, "TIFF")) == len(start + rest)


def test_of_very_many_frames_only_the_first_are_read(tmp_path):
    frames = [Image.new("RGB", (16, 16), (value, 0, 0)) for value in (200, 20)]
    body = saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], exif=exif(6))
    at = body.index(b"ANMF")
    frame = body[at : at + 8 + int.from_bytes(body[at + 4 : at + 8], "little")]
    frame += b"\0" * (len(frame) % 2)
    many = body[12:at] + frame * (24_000_000 // len(frame)) + body[at:]
    (tmp_path / "many.webp").write_bytes(b"RIFF" + (len(many) + 4).to_bytes(4, "little") + b"WEBP" + many)
    assert _answers(tmp_path / "many.webp") == {"many.webp": "3"}
    few = first_alone((tmp_path / "many.webp").read_bytes(), "WebP")
    assert few.count(b"ANMF") == 100
    assert inspect(few) == inspect(body)
    assert first_alone(body, "WebP") == body


@given(st.binary(max_size=60))
def test_what_is_no_webp_has_no_frames(rest):
    assert first_alone(b"RIFF\0\0\0\0WEBP" + rest, "WebP") == b"RIFF\0\0\0\0WEBP" + rest
