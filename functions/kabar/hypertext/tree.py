"""HTML of any quality as a small tree.

html5ever (through nh3) reads it as a browser does and writes it balanced; only then Python's own parser, which alone
would be no match for it, makes the tree.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

import nh3

from kabar.domain.text import legal


def names(text: str) -> frozenset[str]:
    """The names in a text, parted by spaces."""
    return frozenset(text.split())


_FLOW: Final = (
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer h1 h2 "
    "h3 h4 h5 h6 header hgroup hr li main nav ol p pre section summary table caption tbody td tfoot th thead tr ul"
)
_INLINE: Final = (
    "a abbr acronym b bdi bdo big br cite code del dfn em font i img ins kbd label mark q s samp small span strike "
    "strong sub sup time tt u var wbr"
)
_ELSEWHERE: Final = (
    "audio button canvas embed form iframe input link map math meta noscript object param picture script select source "
    "style svg template textarea title track video"
)
TAGS: Final = names(f"{_FLOW} {_INLINE} {_ELSEWHERE}")
_VOID: Final = names("br embed hr img input link meta param source track wbr")
"""HTML Standard 13.1.2."""
_ATTRIBUTES: Final = (
    "alt cite class colspan content data data-href data-instgrm-permalink data-lazy-src data-original data-src "
    "data-url datetime height href id itemprop name property rel rowspan src srcset start title type uri width"
)
_CLEANER: Final = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(),
    attributes={tag: set(_ATTRIBUTES.split()) - ({"rel"} if tag == "a" else set()) for tag in TAGS},
    strip_comments=True,
    link_rel=None,
    url_schemes={"http", "https", "mailto", "data"},
)
MAX_DEPTH: Final = 100
"""Elements deeper than this are beside each other: nothing that people write nests so deep, and Python's calls may."""


_MOST_OPEN: Final = 1000
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][^\s<>/]*)[^<>]*>")
_CLOSES_ITSELF: Final = _VOID | names("p li td th tr dt dd option optgroup tbody thead tfoot colgroup caption")
"""HTML Standard 13.1.2.4: what needs no end tag can't nest without an element that does."""


@dataclass(slots=True)
class Element:
    """An element: its name, its attributes, and what is in it, elements and texts."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Element | str]" = field(default_factory=list)

    def get(self, attribute: str) -> str:
        """An attribute's value without white space around it; empty without one."""
        return self.attributes.get(attribute, "").strip()

    @property
    def classes(self) -> frozenset[str]:
        """The class names."""
        return names(self.get("class"))

    def all(self, *wanted: str) -> Iterable["Element"]:
        """The elements of these names inside it, in their order."""
        for child in self.children:
            if isinstance(child, Element):
                if child.name in wanted:
                    yield child
                yield from child.all(*wanted)

    def first(self, *wanted: str) -> "Element | None":
        """The first element of these names inside it."""
        return next(iter(self.all(*wanted)), None)

    def with_class(self, name: str) -> "Element | None":
        """The first element inside it that has the class."""
        return next((each for each in self.all(*TAGS) if name in each.classes), None)

    @property
    def text(self) -> str:
        """The text in it, as it stands."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


def parse(html: str) -> Element:
    """The tree of a document or a part of one, under an element without a name. Comments are left out."""
    builder = _Builder()
    builder.feed(_CLEANER.clean(_shallow(legal(html))))
    builder.close()
    return builder.root


def _shallow(html: str) -> str:
    """The text without the tags that open more than a thousand elements at once.

    html5ever looks through all that are open at every tag, so that a megabyte would take minutes.
    """
    if html.count("<") <= _MOST_OPEN:
        return html
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        if tag[2].lower() in _CLOSES_ITSELF:
            return tag[0] if depth < _MOST_OPEN else " "
        depth = max(0, depth + (-1 if tag[1] else 1))
        return tag[0] if tag[1] or depth < _MOST_OPEN else " "

    return _TAG.sub(kept, html)


class _Builder(HTMLParser):
    """Makes the tree of balanced HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in _VOID and len(self._open) < MAX_DEPTH:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if any(element.name == tag for element in self._open):
            while len(self._open) > 1 and self._open.pop().name != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)
