import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import kabar.render
import kabar_cli.messages
from kabar.render import words
from kabar.render.problems import _MESSAGES
from kabar.render.words import LANGUAGES, MissingCatalogueError, Words
from kabar_cli.messages import MESSAGES
from kabar_cli.sources.collecting import Why

RENDER = Path(kabar.render.__file__).parent
COMMANDS = Path(kabar_cli.messages.__file__).parent
SAID = re.compile(r"""(?:\b_|\.say)\(\s*"((?:[^"\\]|\\.)*)\"""")
FIELD = re.compile(r"\{(\w+)\}")


def said() -> set[str]:
    files = [*RENDER.rglob("*.html"), *RENDER.rglob("*.py"), *COMMANDS.rglob("*.py")]
    return {message for file in files for message in SAID.findall(file.read_text("utf-8"))}


def catalogue(language: str):
    with (RENDER / "locale" / language / "LC_MESSAGES" / "kabar.po").open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language):
    known = {message.id: message.string for message in catalogue(language) if message.id}
    assert len(said()) > 30
    assert said() <= set(known)
    assert all(known.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_and_its_cure_is_translated(language):
    known = {message.id: message.string for message in catalogue(language) if message.id}
    assert {text for texts in (_MESSAGES | MESSAGES).values() for text in texts if not known.get(text)} == set()
    assert set(map(str, Why)) <= set(known)


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_same_fields(language):
    for message in catalogue(language):
        if message.id:
            assert sorted(FIELD.findall(message.id)) == sorted(FIELD.findall(message.string))


def test_a_folder_with_a_catalogue_is_a_language():
    assert list(LANGUAGES) == sorted(path.parts[-3] for path in RENDER.glob("locale/*/LC_MESSAGES/kabar.po"))


def test_both_catalogues_have_the_same_messages():
    assert {message.id for message in catalogue("id")} == {message.id for message in catalogue("en")}


def test_words():
    assert Words("id").say("Read also:") == "Baca Juga:"
    assert Words("id-ID").say("Photo: {name}", name="Antara {x}") == "Foto: Antara {x}"
    assert Words("en").say("Archive") == "Archive"
    assert Words("fr") == Words("en")
    assert len({Words("id"), Words("id-ID"), Words("en")}) == 2


def test_missing_catalogues_say_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(words, "_CATALOGUES", tmp_path)
    words._catalogue.cache_clear()
    try:
        with pytest.raises(MissingCatalogueError, match="make setup"):
            Words("id")
    finally:
        words._catalogue.cache_clear()
