"""Hugo's shortcodes and Jekyll's tags, taken out of a text before Markdown reads it.

Hugo, "Shortcodes": `{{< name value key="value" >}}`, `{{% ... %}}`, in pairs around a text, or escaped by a comment.
Jekyll, "Liquid" and "Includes": `{% name ... %}`, `{{ ... }}`; kramdown's attributes: `{: ...}`. The page that a link
leads to is written into the text; what becomes a block leaves a mark in its place; all else a note.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

BLOCKS: Final = frozenset({"figure", "gist", "instagram", "tweet", "twitter", "vimeo", "x", "youtube"})
"""Those of Hugo's own that become blocks (kabar_cli/markdown/shown.py)."""
_HUGO: Final = re.compile(
    r"\{\{[<%](?P<escaped>/\*)?\s*(?:(?P<closes>/)\s*)?(?P<name>[\w.-][\w./-]*)"
    r"(?P<head>(?:`[^`]*`|\"(?:[^\"\\]|\\.)*\"|[^\"`{}])*?)(?(escaped)\*/)[>%]\}\}"
)
_JEKYLL: Final = re.compile(r"\{%-?\s*(?P<closes>end)?(?P<name>\w+)(?P<head>[^%]*)%\}")
_VARIABLE: Final = re.compile(r"\{\{-?\s*(?P<name>(?:site|page|layout)\.[\w.]+)[^{}]*\}\}")
_ATTRIBUTES: Final = re.compile(r"(?P<name>\{:[^{}\n]*\})")
_OPENS: Final = r"\{\{[<%]\s*comment\s*[>%]\}\}|\{%-?\s*comment\s*-?%\}"
_COMMENT: Final = re.compile(
    rf"(?:{_OPENS})(?:(?!{_OPENS}).)*?(?:\{{\{{[<%]\s*/\s*comment\s*[>%]\}}\}}|\{{%-?\s*endcomment\s*-?%\}})", re.DOTALL
)
_VALUE: Final = re.compile(
    r"(?:(?P<key>[\w-]+)\s*=\s*)?(?:\"(?P<said>(?:[^\"\\]|\\.)*)\"|`(?P<raw>[^`]*)`|'(?P<one>[^']*)'|(?P<bare>[^\s\"`]+))"
)
_LINKS: Final = frozenset({"link", "post_url", "ref", "relref"})
_FRAMES: Final = frozenset({"details", "raw"})
_HOME: Final = frozenset({"site.baseurl", "site.url"})
_MARKS: Final = range(0xE000, 0xF8FF)
"""Unicode's private use area."""


@dataclass(frozen=True, slots=True)
class Shortcode:
    """One that becomes a block: its name, its values by their names or numbers, and its line, from 0."""

    name: str
    values: Mapping[str, str]
    line: int

    def first(self, *names: str) -> str:
        """The first of the values that isn't empty."""
        return next((self.values[name] for name in names if self.values.get(name)), "")


@dataclass(slots=True)
class Shortcodes:
    """A text with marks where shortcodes stood that become blocks; the names and lines of those that were left out."""

    text: str
    left_out: list[tuple[str, int]] = field(default_factory=list)
    _mark: str = ""
    _marked: list[Shortcode | str] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> "Shortcodes":
        """Takes them out; every line keeps its number."""
        if "{" not in text:
            return cls(text)
        found = cls(text, _mark=next(chr(number) for number in _MARKS if chr(number) not in text))
        found._take(_COMMENT, lambda *_: "")
        found._take(_HUGO, found._hugo)
        found._take(_JEKYLL, found._tag)
        found._take(_VARIABLE, found._left)
        found._take(_ATTRIBUTES, found._left)
        return found

    def taken(self, text: str) -> tuple[str, list[Shortcode]]:
        """A part of the text without marks, and what they stand for."""
        if not self._mark or self._mark not in text:
            return text, []
        parts = text.split(self._mark)
        marked = [self._marked[int(part)] for part in parts[1::2]]
        for place, each in enumerate(marked):
            parts[2 * place + 1] = each if isinstance(each, str) else ""
        return "".join(parts), [each for each in marked if isinstance(each, Shortcode)]

    def _take(self, pattern: re.Pattern[str], read: Callable[[re.Match[str], int], str]) -> None:
        """Replace each by what it becomes; the text before it tells its line."""
        parts, end, line = [], 0, 0
        for match in pattern.finditer(self.text):
            between = self.text[end : match.start()]
            line += between.count("\n")
            parts += [between, read(match, line), lines := "\n" * match[0].count("\n")]
            line, end = line + len(lines), match.end()
        self.text = "".join([*parts, self.text[end:]])

    def _hugo(self, match: re.Match[str], line: int) -> str:
        if match["escaped"]:
            return self._put(match[0].replace("/*", "", 1).replace("*/", "", 1))
        return self._tag(match, line)

    def _tag(self, match: re.Match[str], line: int) -> str:
        """What stands in the place of one."""
        values = dict(_values(match["head"].strip().removesuffix("-").removesuffix("/")))
        name = _included(match["name"], values)
        if name == "highlight":
            return "```"
        if name in _LINKS:
            return _address(values.get("path") or values.get("0", ""))
        if match["closes"]:
            return ""
        if name in BLOCKS:
            return self._put(Shortcode(name, values, line))
        if name not in _FRAMES:
            self.left_out.append((name, line))
        return f"**{values['summary']}**" if name == "details" and values.get("summary") else ""

    def _left(self, match: re.Match[str], line: int) -> str:
        if match["name"] not in _HOME:
            self.left_out.append((match["name"], line))
        return ""

    def _put(self, marked: Shortcode | str) -> str:
        self._marked.append(marked)
        return f"{self._mark}{len(self._marked) - 1}{self._mark}"


def _values(head: str) -> Iterator[tuple[str, str]]:
    number = 0
    for match in _VALUE.finditer(head):
        value = next(each for each in match.group("said", "raw", "one", "bare") if each is not None)
        yield match["key"] or str(number), re.sub(r"\\(.)", r"\1", value) if match["said"] else value
        number += match["key"] is None


def _included(name: str, values: Mapping[str, str]) -> str:
    """Jekyll's `include figure.html` is called as what it includes, if that is known."""
    stem = PurePosixPath(values.get("0", "")).stem.lower()
    return stem if name == "include" and stem in BLOCKS else name


def _address(name: str) -> str:
    """The file that a link names, as an address in Markdown."""
    return name.strip().replace(" ", "%20").replace("(", "%28").replace(")", "%29")
