"""Links that hand an article on: plain addresses, no script, nothing that counts readers."""

from typing import Final
from urllib.parse import quote

from kabar.render.contexts import Link
from kabar.render.words import Words

_TARGETS: Final = (
    ("WhatsApp", "https://wa.me/?text={text}%20{url}"),
    ("Facebook", "https://www.facebook.com/sharer/sharer.php?u={url}"),
    ("X", "https://x.com/intent/post?text={text}&url={url}"),
    ("Telegram", "https://t.me/share/url?url={url}&text={text}"),
)
"""Each as its maker documents it."""


def share_links(headline: str, address: str, words: Words) -> tuple[Link, ...]:
    """Where the article may be handed on to, by its headline and absolute address."""
    values = {"text": quote(headline, safe=""), "url": quote(address, safe="")}
    links = [Link(name, pattern.format(**values)) for name, pattern in _TARGETS]
    return (*links, Link(words.say("E-mail"), "mailto:?subject={text}&body={url}".format(**values)))
