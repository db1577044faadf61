"""Pictures of an archive: from a folder, from a zip file, from the network."""

import json
import threading
import tracemalloc
import zipfile
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from kabar_cli.importing.catalogue import Catalogue
from kabar_cli.importing.drafting import Drafting
from kabar_cli.importing.fetching import fetch, public_addresses
from kabar_cli.importing.importing import Import
from kabar_cli.importing.media import Keys, MissingPicture, from_folder, from_zip
from kabar_cli.importing.report import Report
from kabar_cli.importing.scratch import Scratch
from kabar_cli.importing.story import SiteFacts, UnreadableExport

from .conftest import WXR


def _jpeg():
    body = BytesIO()
    Image.new("RGB", (8, 8)).save(body, "JPEG")
    return body.getvalue()


JPEG = _jpeg()
URL = "https://lama.example/wp-content/uploads/2019/11/a.jpg"


def test_a_folder_gives_what_is_in_it_and_nothing_else(tmp_path):
    (tmp_path / "in" / "2019" / "11").mkdir(parents=True)
    (tmp_path / "in" / "2019" / "11" / "a.jpg").write_bytes(JPEG)
    (tmp_path / "secret.jpg").write_bytes(JPEG)
    (tmp_path / "in" / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    (tmp_path / "in" / "text.jpg").write_text("no picture")
    read = from_folder(tmp_path / "in")
    assert read(URL) == JPEG
    for url in ("https://x.example/../secret.jpg", "https://x.example/%2e%2e/secret.jpg", "https://x.example/link.jpg",
                "https://x.example/text.jpg", "https://x.example/none.jpg", "https://x.example/a%00.jpg"):  # fmt: skip
        with pytest.raises(MissingPicture):
            read(url)


def test_a_zip_file_is_read_and_never_unpacked(tmp_path):
    path = tmp_path / "media.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("uploads/2019/11/a.jpg", JPEG)
        archive.writestr("../evil.jpg", JPEG)
        archive.writestr("bomb.jpg", JPEG + b"\0" * 30_000_000)
    read = from_zip(path)
    assert read(URL) == JPEG
    with pytest.raises(MissingPicture, match="25 MB"):
        read("https://x.example/bomb.jpg")
    assert [each.name for each in tmp_path.iterdir()] == ["media.zip"]
    path.write_bytes(b"PK")
    with pytest.raises(UnreadableExport):
        from_zip(path)


def test_a_picture_of_a_zip_file_is_found_by_all_of_its_path_else_the_first_with_its_end(tmp_path):
    path = tmp_path / "media.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(50):
            archive.writestr(f"{number}/a.jpg", JPEG + str(number).encode())
        archive.writestr("x/7/b.jpg", JPEG)
        archive.writestr("7/b.jpg", JPEG + b"whole")
        archive.writestr("/".join("c" * 2_000) + ".jpg", JPEG)
    read = from_zip(path)
    assert read("https://x.example/elsewhere/a.jpg") == JPEG + b"0"
    assert read("https://x.example/elsewhere/49/a.jpg") == JPEG + b"49"
    assert read("https://x.example/7/b.jpg") == JPEG + b"whole"
    with pytest.raises(MissingPicture):
        read("https://x.example/c.jpg")


def test_an_import_takes_pictures_from_a_folder_and_names_those_that_are_missing(run, tmp_path):
    folder = tmp_path / "uploads"
    folder.mkdir()
    (folder / "jembatan.jpg").write_bytes(JPEG)
    moved = run("wxr", WXR, "--media", folder)
    assert "media/2019/11/jembatan.jpg" in moved.files
    missing = {row["key"] for row in moved.json("report.json")["missingPictures"]}
    assert missing == {"media/2019/11/b.png"}


def test_what_pictures_take_doesnt_grow_with_their_number(tmp_path):
    peaks = []
    for count in (1_000, 20_000):
        folder = tmp_path / str(count)
        folder.mkdir()
        with Scratch(folder / ".scratch") as scratch, Report(folder) as report:
            for number in range(count):
                scratch.add_media(f"https://lama.example/wp-content/uploads/{number}.jpg", f"media/{number}.jpg")
            catalogue = Catalogue(ZoneInfo("Asia/Jakarta"), "berita")
            drafting = Drafting(catalogue, Keys(scratch), datetime(2024, 12, 2, tzinfo=UTC))
            work = Import(folder, catalogue, drafting, report, scratch, SiteFacts("Uji", "https://uji.example", "id"))
            tracemalloc.start()
            work.finish(None)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
        written = json.loads((folder / "report.json").read_bytes())
        assert (len(written["missingPictures"]), written["summary"]["counts"]["pictures missing"]) == (count, count)
    assert peaks[1] < peaks[0] + 200_000


class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        answers = {
            "/a.jpg": (200, JPEG, {}), "/moved.jpg": (302, b"", {"Location": "/a.jpg"}),
            "/loop": (302, b"", {"Location": "/loop"}),
            "/text": (200, b"hello", {}), "/large": (200, JPEG + b"\0" * 26_300_000, {}),
            "/inside": (302, b"", {"Location": "http://127.0.0.1:1/a.jpg"}),
        }  # fmt: skip
        status, body, headers = answers.get(self.path, (404, b"", {}))
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def _here(host, _):
    if host != "site.example":
        raise MissingPicture(f"{host} is no host of the public network")
    return ["127.0.0.1"]


def test_pictures_are_fetched(site):
    for path in ("/a.jpg", "/moved.jpg"):
        assert fetch(f"http://site.example:{site}{path}", _here) == JPEG


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/none", "404"),
        ("/loop", "too often"),
        ("/text", "no JPEG"),
        ("/large", "25 MB"),
        ("/inside", "public network"),
    ],
)
def test_what_cant_be_fetched_says_why(site, path, why):
    with pytest.raises(MissingPicture, match=why):
        fetch(f"http://site.example:{site}{path}", _here)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://x/a.jpg", "http://", "http://u@site.example/a.jpg", "http://x:y/"]
)
def test_only_web_addresses_are_asked(url):
    with pytest.raises(MissingPicture):
        fetch(url, _here)


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "0.0.0.0", "192.168.1.1"])  # noqa: S104
def test_hosts_of_private_networks_are_refused(host):
    with pytest.raises(MissingPicture, match="public network"):
        public_addresses(host, 80)
