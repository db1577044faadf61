"""What kind of picture some bytes are: every file ends in Measured or Rejected, in bounded memory."""

import io
import random
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image

from kabar.adapters.pictures import measure
from kabar.domain.problems import Rejected
from kabar.ports import Measured

FUNCTIONS = Path(__file__).resolve().parents[2] / "functions"
_PEAK = """
import resource, sys
from kabar.adapters.pictures import measure
from kabar.domain.problems import Rejected
bytes_ = sys.stdin.buffer.read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    print(measure(bytes_))
except Rejected as rejection:
    print(rejection.problems[0].code)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def image(kind: str, size: tuple[int, int] = (16, 9), **options: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, kind, **options)
    return file.getvalue()


def turned(kind: str, orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return image(kind, exif=exif)


def bomb(side: int) -> bytes:
    """A PNG that claims to be so wide and high."""
    head = struct.pack(">II5B", side, side, 8, 0, 0, 0, 0)
    data = zlib.compress(b"\0")
    chunks = [(b"IHDR", head), (b"IDAT", data), (b"IEND", b"")]
    parts = [
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def code_of(body: bytes) -> str:
    with pytest.raises(Rejected) as caught:
        measure(body)
    return caught.value.problems[0].code


def verdict(body: bytes) -> Measured | str:
    try:
        return measure(body)
    except Rejected as rejection:
        return rejection.problems[0].code


@pytest.mark.parametrize(
    ("kind", "content_type", "extension"),
    [
        ("JPEG", "image/jpeg", "jpg"), ("PNG", "image/png", "png"), ("WEBP", "image/webp", "webp"),
        ("GIF", "image/gif", "gif"), ("AVIF", "image/avif", "avif"),
    ],
)  # fmt: skip
def test_a_picture_is_measured(kind, content_type, extension):
    assert measure(image(kind)) == Measured(content_type, extension, 16, 9)


def test_a_camera_s_jpeg_with_more_pictures_behind_it_is_a_jpeg():
    body = image("MPO", save_all=True, append_images=[Image.new("RGB", (16, 9))])
    assert measure(body) == Measured("image/jpeg", "jpg", 16, 9)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_picture_has_the_size_in_which_it_is_seen(kind, orientation):
    found = measure(turned(kind, orientation))
    assert (found.width, found.height) == ((9, 16) if orientation > 4 else (16, 9))


@pytest.mark.parametrize(
    "body", [b"", b"<svg/>", b"GIF89a", b"%PDF-1.7", image("JPEG")[:200], image("BMP")], ids=range(6)
)
def test_what_is_no_picture_for_a_page_is_refused(body):
    assert code_of(body) == "not-a-picture"


def test_too_many_pixels_are_refused_before_any_is_decoded():
    assert code_of(bomb(7800)) == code_of(bomb(17_000)) == code_of(bomb(2**30)) == "picture-too-large"
    assert code_of(bomb(7700)) == "not-a-picture"


def test_every_odd_and_hostile_file_is_measured_or_refused(corpora):
    files = sorted((corpora / "images" / "pillow").iterdir())
    verdicts = {file.name: verdict(file.read_bytes()) for file in files}
    assert len(verdicts) >= 39
    assert verdicts["decompression_bomb.gif"] == "picture-too-large"
    assert verdicts["hopper.tif"] == verdicts["truncated_jpeg.jpg"] == "not-a-picture"
    assert verdicts["hopper.avif"] == Measured("image/avif", "avif", 128, 128)
    assert isinstance(verdicts["sugarshack_bad_mpo_header.jpg"], Measured)
    assert isinstance(verdicts["invalid-exif.jpg"], Measured)


def test_every_damaged_picture_is_measured_or_refused():
    random_ = random.Random(20241202)  # noqa: S311 - the same damage each time
    whole = [turned(kind, 6) for kind in ("JPEG", "PNG", "WEBP")] + [image(kind) for kind in ("GIF", "AVIF")]
    for _ in range(1500):
        body = bytearray(random_.choice(whole))
        for _ in range(random_.randint(1, 6)):
            body[random_.randrange(len(body))] = random_.choice((0, 127, 255, random_.randrange(256)))
        assert isinstance(verdict(bytes(body)), Measured | str)


def test_a_bomb_takes_no_memory(corpora):
    gif = (corpora / "images" / "pillow" / "decompression_bomb.gif").read_bytes()
    assert len(gif) == 44
    # The second one is bad in its first frame already, which Pillow reads when it opens the file.
    frame = gif[:6] + b"\x20\0\x20\0" + gif[10:]
    for body in (gif, frame, bomb(17_000)):
        run = [sys.executable, "-c", _PEAK]
        answer = subprocess.run(run, input=body, capture_output=True, check=True, cwd=FUNCTIONS)  # noqa: S603
        found, peak = answer.stdout.decode().split()
        assert (found, int(peak) < 50) == ("picture-too-large", True)


def test_an_avif_of_17000_by_17000_pixels_takes_no_memory():
    # The size of an AVIF stands in its `ispe` box (ISO/IEC 23008-12, 6.5.3).
    small = image("AVIF")
    body = small.replace(
        b"ispe\0\0\0\0" + struct.pack(">II", 16, 9), b"ispe\0\0\0\0" + struct.pack(">II", 17_000, 17_000)
    )
    assert body != small
    run = [sys.executable, "-c", _PEAK]
    answer = subprocess.run(run, input=body, capture_output=True, check=True, cwd=FUNCTIONS)  # noqa: S603
    found, peak = answer.stdout.decode().split()
    assert found in ("picture-too-large", "not-a-picture")
    assert int(peak) < 50
