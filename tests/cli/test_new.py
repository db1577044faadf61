"""`kabar new` begins an article that only needs its text."""

import pytest

from kabar_cli.sources.folder import Folder
from kabar_cli.sources.positions import Place


@pytest.fixture
def here(desk, monkeypatch):
    monkeypatch.chdir(desk.root)
    return desk


def test_a_new_article_is_a_draft_that_is_valid_once_it_has_a_text(here):
    done = here.run("new", 'Air "Naik": Tiga Desa')
    (path,) = here.root.glob("articles/*/*/air-naik-tiga-desa.md")
    assert (done.exit_code, done.stdout) == (0, f"{path.relative_to(here.root)}\n")
    path.write_text(path.read_text() + "Air naik.\n")
    folder = Folder(here.root)
    source = folder.read(next(item for item in folder.items.values() if item.is_article))
    assert source.draft
    assert (source.document["headline"], source.document["articleSection"]) == ('Air "Naik": Tiga Desa', "daerah")
    assert here.check(path) == [("draft", 8)]
    assert source.places.of("/headline") == Place(2, 8)


def test_section_and_author_can_be_named(here):
    here.run("new", "Air", "--section", "ekonomi", "--author", "tk")
    (path,) = here.root.glob("articles/*/*/air.md")
    assert "section: ekonomi  # daerah, ekonomi\nauthor: tk  # rn, tk\n" in path.read_text()


def test_what_is_there_isnt_written_over(here):
    here.run("new", "Air")
    (path,) = here.root.glob("articles/*/*/air.md")
    path.write_text("mine")
    done = here.run("new", "Air!")
    assert (done.exit_code, path.read_text()) == (1, "mine")
    assert "is there already" in done.stderr


def test_a_headline_that_shows_nothing_and_a_place_without_a_publication(here, tmp_path_factory, monkeypatch):
    assert here.run("new", " ").exit_code == 1
    monkeypatch.chdir(tmp_path_factory.mktemp("lain"))
    assert "site.json" in here.run("new", "Air").stderr
