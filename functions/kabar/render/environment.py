"""The one template environment."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, Protocol

from minijinja import Environment, safe

from kabar.domain.per_card import PerCard
from kabar.render.paid import paid
from kabar.render.words import Words

_TEMPLATES: Final = Path(__file__).parent / "templates"
_ESCAPED: Final = (".html", ".xml")


class Context(Protocol):
    """What every template is given: a frozen dataclass with the words of the page's language."""

    @property
    def words(self) -> Words:
        """The words of the page's language."""
        ...


def _load() -> dict[str, str]:
    paths = sorted(path for path in _TEMPLATES.rglob("*") if path.suffix in _ESCAPED)
    return {path.relative_to(_TEMPLATES).as_posix(): path.read_text("utf-8") for path in paths}


def _excerpts(teasers: Iterable[object], level: int, words: Words) -> str:
    """The teasers as HTML, their headlines at a level, the words around them in their language."""
    return safe("".join(_excerpt.each(None, teasers, level, words.language)))


def _written_out(_: object, teaser: object, level: int, language: str) -> str:
    return render_text("teaser.html", None, teaser=teaser, level=level, _=Words(language).say)


def _masthead(shell: object, home: bool, foreign: bool) -> str:  # noqa: FBT001 (filters take no names)
    return safe(_mastheads(None, shell, home, foreign))


def _foot(shell: object, foreign: bool) -> str:  # noqa: FBT001
    return safe(_feet(None, shell, foreign))


_excerpt: Final = PerCard(_written_out)
_mastheads: Final = PerCard(
    lambda _, shell, home, foreign: render_text("masthead.html", None, shell=shell, home=home, foreign=foreign)
)
_feet: Final = PerCard(lambda _, shell, foreign: render_text("foot.html", None, shell=shell, foreign=foreign))
_ENVIRONMENT: Final = Environment(
    templates=_load(),
    auto_escape_callback=lambda name: "html" if name.endswith(_ESCAPED) else None,
    filters={"paid": lambda markup: safe(paid(markup)), "excerpts": _excerpts, "masthead": _masthead, "foot": _foot},
    undefined_behavior="strict",
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    debug=False,
)


def render_text(template: str, context: object, **more: Any) -> str:
    """The template filled with the context, which it sees as `page`."""
    text = _ENVIRONMENT.render_template(template, page=context, **more)
    # The engine escapes slashes too, which neither HTML nor XML asks for and which makes every address longer.
    return text.replace("&#x2f;", "/")


def render(template: str, context: Context) -> bytes:
    """The template filled with the context (`page`) and its words (`_`), as UTF-8."""
    return render_text(template, context, _=context.words.say).encode()
