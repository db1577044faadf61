"""Pictures to test with, and eyes to look at what comes out: Pillow's, which didn't make it."""

import io
import struct

from PIL import Image, ImageCms

CORNERS = ((255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0))
"""Of a marked picture: top left, top right, bottom left, bottom right."""


def marked(width=300, height=200):
    """Four quarters in four colours."""
    image = Image.new("RGB", (2, 2))
    image.putdata(CORNERS)
    return image.resize((width, height), Image.Resampling.NEAREST)


def saved(image, form="JPEG", **options):
    """Its bytes."""
    buffer = io.BytesIO()
    image.save(buffer, form, **({"quality": 95, "subsampling": 0} if form == "JPEG" else {}), **options)
    return buffer.getvalue()


def opened(body):
    """The picture as it lies, decoded."""
    image = Image.open(io.BytesIO(body))
    image.load()
    return image


def pixel(body, x, y):
    """The colour at shares of width and height."""
    image = opened(body).convert("RGB")
    return image.getpixel((min(int(x * image.width), image.width - 1), min(int(y * image.height), image.height - 1)))


def near(colour, wanted, tolerance=12):
    """Whether two colours differ by so little in each channel."""
    return all(abs(a - b) <= tolerance for a, b in zip(colour, wanted, strict=True))


def outputs(rendered):
    """The bytes of everything that was made."""
    return [each.body for each in (*rendered.renditions, *rendered.crops)]


def exif(orientation=None, copyright_notice=None, artist=None, *, gps=False):
    """Exif with what is asked for; GPS stands at 1 degree south, 111 degrees east, and is found by its bytes."""
    tags = Image.Exif()
    for tag, value in ((0x112, orientation), (0x8298, copyright_notice), (0x13B, artist)):
        if value is not None:
            tags[tag] = value
    tags[0x10F] = "SECRET-MAKER"
    if gps:
        tags.get_ifd(0x8825).update({1: "S", 2: (1.0, 7.0, 31.0), 3: "E", 4: (111.0, 43.0, 17.0), 29: "2026:11:22"})
    return tags


def profile(primaries, gamma=2.2, white=(0.9642, 1.0, 0.8249)):
    """A matrix profile (ICC.1:2010, 8.3.3) of these D50-adapted XYZ columns and gamma."""

    def s15(value):
        return struct.pack(">i", round(value * 65536))

    def xyz(values):
        return b"XYZ \0\0\0\0" + b"".join(map(s15, values))

    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    text = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"test\0" + bytes(4 + 4 + 2 + 1 + 67)
    notice = b"text\0\0\0\0CC0\0"
    tags = {b"desc": text, b"cprt": notice, b"wtpt": xyz(white)}
    tags |= {name: xyz(column) for name, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), primaries, strict=True)}
    tags |= {b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    table, data, start = b"", b"", 128 + 4 + 12 * len(tags)
    for name, value in tags.items():
        padded = value + bytes(-len(value) % 4)
        table += name + struct.pack(">II", start + len(data), len(value))
        data += padded
    size = start + len(data)
    header = struct.pack(">I4sI4s4s4s", size, b"none", 0x02400000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + b"".join(map(s15, (0.9642, 1, 0.8249)))
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + data


DISPLAY_P3 = ((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841))
ADOBE_RGB = ((0.6097, 0.3111, 0.0195), (0.2053, 0.6257, 0.0609), (0.1492, 0.0632, 0.7446))


def to_srgb(image, icc):
    """What Little CMS makes of it, the reference."""
    source, target = ImageCms.ImageCmsProfile(io.BytesIO(icc)), ImageCms.createProfile("sRGB")
    return ImageCms.profileToProfile(image, source, target, outputMode="RGB")
