"""Which files `kabar publish` uploads, and under which keys."""

import pytest

from kabar_cli.sources.collecting import NothingToPublishError, collect


@pytest.fixture
def folder(tmp_path):
    """A publication's folder, with things in it that aren't to be published."""
    names = ["site.json", "articles/2024/a.json", "articles/b.json", "media/c.jpg", "notes.json", ".git/d.json", "e.py"]
    for name in names:
        path = tmp_path / "warta" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    return tmp_path / "warta"


def keys(*paths):
    return [item.key for item in collect(list(paths))]


def test_a_publication_goes_up_site_first_pictures_second_articles_last(folder):
    assert keys(folder) == ["site.json", "media/c.jpg", "articles/2024/a.json", "articles/b.json"]


def test_a_part_of_a_publication_keeps_its_keys(folder, monkeypatch):
    assert keys(folder / "articles" / "2024") == ["articles/2024/a.json"]
    assert keys(folder / "articles" / "2024" / "a.json", folder / "media") == ["media/c.jpg", "articles/2024/a.json"]
    monkeypatch.chdir(folder / "articles")
    assert keys(folder.__class__("b.json")) == ["articles/b.json"]


def test_files_outside_a_publication_go_by_their_kind(tmp_path):
    for name in ("berita.json", "foto.JPG", "dalam/lain.json", "baca.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}")
    assert keys(tmp_path) == ["media/foto.JPG", "articles/berita.json", "articles/dalam/lain.json"]
    assert keys(tmp_path / "berita.json") == ["articles/berita.json"]


def test_nothing_to_publish_is_said(tmp_path):
    (tmp_path / "baca.txt").write_text("x")
    with pytest.raises(NothingToPublishError):
        collect([tmp_path])


def test_wire_copy_goes_to_its_own_place(folder):
    (folder / "wire").mkdir()
    (folder / "wire" / "x.json").write_text("{}")
    assert "wire/x.json" in keys(folder)
    assert keys(folder / "wire" / "x.json") == ["wire/x.json"]
