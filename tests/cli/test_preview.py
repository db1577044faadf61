"""`kabar preview`: one article in the real templates, from its file, and again after each save."""

import json
import threading

import pytest
from werkzeug.test import Client

from kabar_cli.preview.pages import preview_of
from kabar_cli.preview.server import PreviewApp, watch
from kabar_cli.sources.folder import Folder
from support.documents import image, related, site
from support.uploads import jpeg

PATH = "/2024/12/02/air-sungai-naik/"


@pytest.fixture
def reader(desk):
    """What a browser gets, and the application to tell of a save."""
    path = desk.article()
    app = PreviewApp(lambda: preview_of(path, Folder(desk.root)))
    desk.app, desk.path = app, path
    return Client(app)


def test_the_article_looks_as_on_the_site(reader):
    page = reader.get(PATH)
    assert page.status_code == 200
    assert "Air naik dua meter dalam semalam." in page.text
    assert "Kabar Uji" in page.text
    assert reader.get("/").headers["Location"] == PATH
    styles = [part.split('"')[0] for part in page.text.split('href="')[1:] if ".css" in part.split('"')[0]]
    assert all(reader.get(style).status_code == 200 for style in styles)
    assert reader.get("/daerah/").status_code == 404


def test_pictures_and_other_articles_come_from_the_folder(desk, reader):
    desk.write("media/a.jpg", jpeg(800, 450))
    desk.article("articles/b.json", headline="Dermaga Baru")
    desk.article(articleBody=[image("media/a.jpg"), image("media/hilang.jpg"), related("b", "Kata pengganti")])
    desk.app.saved()
    page = reader.get(PATH).text
    assert 'href="/2024/12/02/dermaga-baru/"' in page
    address = page.split('src="/media/')[1].split('"')[0]
    picture = reader.get(f"/media/{address}")
    assert (picture.content_type, picture.data) == ("image/jpeg", jpeg(800, 450))
    assert reader.get("/media/x/y.jpg").status_code == 404


def test_a_page_is_loaded_anew_after_a_save(desk, reader):
    assert '<script src="/-/reload.js?0"' in reader.get(PATH).text
    before = json.loads(reader.get("/-/state").data)
    desk.article(headline="Air Surut")
    assert "Air Sungai Naik" in reader.get(PATH).text
    desk.app.saved()
    after = json.loads(reader.get("/-/state").data)
    assert (after["saved"] != before["saved"], after["path"]) == (True, "/2024/12/02/air-surut/")
    page = reader.get(after["path"]).text
    assert "Air Surut" in page
    assert f'<script src="/-/reload.js?{after["saved"]}"' in page


def test_what_is_wrong_is_the_page_until_it_is_mended(desk, reader):
    desk.article(articleSection="<b>dearah")
    desk.app.saved()
    page = reader.get("/").text
    assert "&lt;b&gt;dearah" in page
    assert "unknown-section" in page
    assert "/-/reload.js" in page
    desk.article()
    desk.app.saved()
    assert reader.get(PATH).status_code == 200


@pytest.mark.parametrize("content", [b"\x00\xff", b"{", b"[]", b""])
def test_files_that_are_no_articles(desk, reader, content):
    desk.path.write_bytes(content)
    desk.app.saved()
    assert reader.get("/").status_code == 200


def test_markdown_is_shown_as_well_and_without_a_publication(desk):
    (desk.root / "site.json").unlink()
    path = desk.markdown("draft: true", "Air **naik**.")
    made = preview_of(path, Folder(None))
    assert b"<strong>naik</strong>" in made.objects[made.path][0]


def test_an_article_that_isnt_to_be_seen_yet_is_seen_here(desk, reader):
    desk.write("site.json", site(publisher={"name": "PT Uji", "logo": "media/hilang.png"}))
    desk.article(datePublished="2199-01-01T00:00:00Z")
    desk.app.saved()
    assert reader.get("/2199/01/01/air-sungai-naik/").status_code == 200


def test_saving_wakes_it(desk, reader):
    stop = threading.Event()
    thread = threading.Thread(target=watch, args=(desk.app, [desk.root], stop))
    thread.start()
    for number in range(200):  # until the operating system watches
        desk.article(headline=f"Judul {number}")
        thread.join(0.1)
        if desk.app._saved:
            break
    stop.set()
    thread.join(5)
    assert desk.app._saved
    assert reader.get("/").status_code == 302


def test_what_cant_be_previewed(desk):
    assert "nor a picture" in desk.run("preview", desk.write("x.txt", "x")).stderr
    assert desk.run("preview", desk.root / "tidak-ada.json").exit_code == 2
    assert "site.json is no article" in desk.run("preview", desk.root / "site.json").stderr
    assert "is no article" in desk.run("preview", desk.write("media/a.jpg", b"x")).stderr
