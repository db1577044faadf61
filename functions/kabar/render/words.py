"""The words of the interface, in the language of the reader."""

import gettext
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

_CATALOGUES: Final = Path(__file__).parent / "locale"
_FALLBACK: Final = "en"
LANGUAGES: Final = tuple(sorted(path.name for path in _CATALOGUES.iterdir() if path.is_dir()))
"""The languages that have a catalogue, by the names of their folders."""


class MissingCatalogueError(Exception):
    """The compiled message catalogues are not there."""

    def __init__(self, language: str) -> None:
        """Say which, and what to do."""
        super().__init__(f"The messages of '{language}' are not compiled (kabar.mo is missing). Run: make setup")


def has_words(language: str) -> bool:
    """Whether the interface speaks this language (BCP 47)."""
    return _primary(language) in LANGUAGES


def _primary(language: str) -> str:
    return language.split("-", 1)[0].lower()


@lru_cache
def _catalogue(language: str) -> gettext.NullTranslations:
    try:
        return gettext.translation("kabar", _CATALOGUES, [language])
    except FileNotFoundError as error:
        raise MissingCatalogueError(language) from error


@cache
def _said(_language: str) -> dict[str, str]:
    """The messages that were said, by the English ones: looking one up in a catalogue takes ten times as long."""
    return {}


class Words:
    """The messages of one language (BCP 47); English where there is no catalogue for it."""

    def __init__(self, language: str) -> None:
        """Load the messages; MissingCatalogueError if they are not compiled."""
        self.language = _primary(language) if has_words(language) else _FALLBACK
        self._catalogue, self._said = _catalogue(self.language), _said(self.language)

    def say(self, message: str, /, **values: object) -> str:
        """The message (English) in this language, `{name}` in it replaced by the value of that name."""
        text = self._said.get(message)
        if text is None:
            text = self._said[message] = self._catalogue.gettext(message)
        return text.format(**values) if values else text

    def __eq__(self, other: object) -> bool:
        """Words of the same language are the same."""
        return isinstance(other, Words) and other.language == self.language

    def __hash__(self) -> int:
        """By the language."""
        return hash(self.language)
