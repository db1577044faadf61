"""Every page of the sample publication, and of each kind besides, before the Nu checker and html-validate."""

import re
from collections.abc import Iterator

import pytest

from browser import tools
from render.pages import every_page
from support.odd import odd
from support.sample import sample

OWN_PICTURE = re.compile(r"violates Content Security Policy \(meta tag\): image “/")
"""It doesn't know that a file's pictures are the site's own; a browser does, in test_weight.py."""
GUESS = re.compile(r"/rare/.*/pemerintah-daerah/.* appears to be written in")
"""It guesses languages by their letters, and the article of one word without end says little."""
FAULTY = '<!DOCTYPE html><html lang="id"><title>a</title><h1>a</h1><p><img src="a.png"></p><p id="a"></p><p id="a"></p>'


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The pages as files. One of them has faults, so that a checker that finds none is found out."""
    root = tmp_path_factory.mktemp("pages")
    kinds = {key: item for key, item in every_page().items() if item.content_type.startswith("text/html")}
    for place, pages in (("sample", sample().pages()), ("rare", odd().pages()), ("kinds", kinds)):
        for key, item in pages.items():
            path = root / place / key
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(item.body)
    (root / "faulty.html").write_text(FAULTY)
    return root


@pytest.fixture(scope="module")
def files(folder):
    return sorted(folder.rglob("*.html"))


def _judged(complaints: Iterator[tuple[str, str]]) -> list[str]:
    """The complaints but for those about the page with faults, of which there are two at least."""
    every = list(complaints)
    faulty = [file for file, _ in every if file.endswith("faulty.html")]
    assert len(faulty) >= 2
    return [f"{file}: {message}" for file, message in every if file not in faulty]


def test_the_nu_checker_finds_no_error(folder, files):
    jar = tools.module("vnu-jar", "build/dist/vnu.jar")
    options = ("--skip-non-html", "--verbose", "--stdout", "--format", "json", "--exit-zero-always")
    finished = tools.java("-jar", jar, *options, folder)
    # It is content with an empty folder: it names what it has read on its other output.
    assert sorted(finished.stderr.split()) == sorted(map(str, files))
    found = tools.answer(finished)["messages"]
    told = ((one["url"], f"{one.get('lastLine')}: {one['message']}") for one in found)
    excused = (OWN_PICTURE, GUESS)
    assert [one for one in _judged(told) if not any(excuse.search(one) for excuse in excused)] == []


def test_the_nu_checker_finds_no_error_in_the_stylesheets(tmp_path):
    jar = tools.module("vnu-jar", "build/dist/vnu.jar")
    styles = [item for key, item in sample().world.site.objects.items() if key.endswith(".css")]
    assert styles
    for number, item in enumerate(styles):
        (tmp_path / f"{number}.css").write_bytes(item.body)
    (tmp_path / "faulty.css").write_text("p { colour: red; margin: 1 }")
    finished = tools.java("-jar", jar, "--css", "--stdout", "--format", "json", "--exit-zero-always", tmp_path)
    found = tools.answer(finished)["messages"]
    faulty = [one for one in found if one["url"].endswith("faulty.css")]
    assert faulty
    assert [one for one in found if one not in faulty] == []


def test_html_validate_finds_nothing(files):
    command = tools.module("html-validate", "bin/html-validate.mjs")
    found = tools.answer(
        tools.node(command, "--formatter", "json", "--config", tools.HERE / "htmlvalidate.mjs", *files)
    )
    every = ((page["filePath"], f"{one['line']}: {one['message']}") for page in found for one in page["messages"])
    assert _judged(every) == []
