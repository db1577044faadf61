"""How fast another system's export becomes a folder, and that its size costs no memory: WordPress' export, made up."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.archive import NOW, document

SIZES: Final = (500, 5_000)
_KABAR: Final = "from kabar_cli.main import main; main()"
_HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Kabar Uji</title><link>https://lama.example</link>
<description>Berita</description><language>id</language><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://lama.example</wp:base_site_url>
<wp:author><wp:author_login>rn</wp:author_login><wp:author_display_name>Rina</wp:author_display_name></wp:author>
"""


@dataclass(frozen=True)
class Importing:
    """An import in a process of its own; `peak_mib` is the most memory that it held."""

    articles_per_second: float
    peak_mib: float
    articles: int


def measure(posts: int) -> Importing:
    """Write an export of so many posts, and import it."""
    with tempfile.TemporaryDirectory() as folder:
        export, out = Path(folder, "export.xml"), Path(folder, "out")
        with export.open("w", encoding="utf-8") as file:
            file.writelines(_export(posts))
        start = time.perf_counter()
        command = [sys.executable, "-c", _KABAR, "import", "wxr", export, "--out", out]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        made = sum(1 for _ in (out / "articles").rglob("*.json"))
        if made != posts:
            raise RuntimeError(f"{made} of {posts} posts came, exit {process.returncode}")
    return Importing(round(posts / seconds, 1), round(used.ru_maxrss / 1024, 1), made)


def _export(posts: int) -> Iterator[str]:
    yield _HEAD
    for number in range(posts):
        made = document(number, NOW)
        body = "".join(f"<p>{block['text']}</p>" for block in made["articleBody"])
        tags = "".join(
            f'<category domain="post_tag" nicename="{tag.lower().replace(" ", "-")}"><![CDATA[{tag}]]></category>'
            for tag in made["keywords"]
        )
        yield (
            f"<item><title>{made['headline']}</title><link>https://lama.example/?p={number}</link>"
            f"<dc:creator>rn</dc:creator><content:encoded><![CDATA[{body}]]></content:encoded>"
            f"<wp:post_id>{number}</wp:post_id>"
            f"<wp:post_date_gmt>2019-11-{number % 28 + 1:02} 04:00:00</wp:post_date_gmt>"
            f"<wp:post_name>warga-{number}</wp:post_name><wp:status>publish</wp:status>"
            "<wp:post_type>post</wp:post_type>"
            f'<category domain="category" nicename="daerah"><![CDATA[Daerah]]></category>{tags}</item>\n'
        )
    yield "</channel></rss>\n"
