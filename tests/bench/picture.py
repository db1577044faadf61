"""How long a photograph of 24 megapixels takes, and how many a minute two processes do."""

import io
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from PIL import Image

_SIZE = (6000, 4000)
_PROCESSES = 2
_PICTURES = 24
_SPAWN = get_context("spawn")


def photograph() -> bytes:
    """A JPEG with detail of every size, as photographs have; the noise differs from run to run, its measure doesn't."""
    image = Image.new("RGB", _SIZE, (128, 128, 128))
    for octave, width in enumerate((6, 24, 96, 384, 1536, 6000)):
        small = (width, width * _SIZE[1] // _SIZE[0])
        noise = Image.merge("RGB", [Image.effect_noise(small, 90) for _ in range(3)])
        image = Image.blend(image, noise.resize(_SIZE, Image.Resampling.BICUBIC), 0.5 / (1 + octave * 0.9))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def once(body: bytes) -> tuple[float, float, int, int, int]:
    """Wall and CPU seconds, MiB before and at the peak, bytes out, for both steps of the function.

    The first of a process, as after a cold start.
    """
    from kabar.domain.pictures import SHOWN  # noqa: PLC0415 (the memory of the import counts)
    from kabar.imaging import examine, make  # noqa: PLC0415

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    wall, cpu = time.perf_counter(), time.process_time()
    examine(body)
    size = sum(len(made.body) for made in make(body, frozenset({SHOWN})))
    seconds = time.perf_counter() - wall, time.process_time() - cpu
    return *seconds, before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, size


def measure() -> dict[str, float]:
    """The figures. The camera is a process too: its memory would be counted as its children's."""
    with ProcessPoolExecutor(1, mp_context=_SPAWN) as camera:
        body = camera.submit(photograph).result()
    with ProcessPoolExecutor(1, mp_context=_SPAWN) as one:
        wall, cpu, before, peak, size = one.submit(once, body).result()
    with ProcessPoolExecutor(_PROCESSES, mp_context=_SPAWN) as two:
        list(two.map(once, [body] * _PROCESSES))
        start = time.perf_counter()
        list(two.map(once, [body] * _PICTURES))
        a_minute = 60 * _PICTURES / (time.perf_counter() - start)
    return {
        "wall_s": round(wall, 2),
        "cpu_s": round(cpu, 2),
        "peak_mib": peak,
        "before_mib": before,
        "bytes": size,
        "bytes_in": len(body),
        "pictures_per_minute": round(a_minute),
    }
