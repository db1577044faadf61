"""What is shown from another site: players, posts, maps."""

import re
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from kabar.domain.links import host_of, outside
from kabar.hypertext.tree import Element, names

_PROVIDERS: Final = {
    "youtube.com": "YouTube", "youtu.be": "YouTube", "youtube-nocookie.com": "YouTube", "vimeo.com": "Vimeo",
    "player.vimeo.com": "Vimeo", "dailymotion.com": "Dailymotion", "dai.ly": "Dailymotion", "vidio.com": "Vidio",
    "twitter.com": "X", "x.com": "X", "instagram.com": "Instagram", "facebook.com": "Facebook", "fb.watch": "Facebook",
    "tiktok.com": "TikTok", "vm.tiktok.com": "TikTok", "threads.net": "Threads", "threads.com": "Threads",
    "bsky.app": "Bluesky", "soundcloud.com": "SoundCloud", "w.soundcloud.com": "SoundCloud",
    "open.spotify.com": "Spotify", "t.me": "Telegram", "flickr.com": "Flickr", "flic.kr": "Flickr",
    "datawrapper.dwcdn.net": "Datawrapper", "flo.uri.sh": "Flourish", "public.flourish.studio": "Flourish",
    "docs.google.com": "Google Docs", "scribd.com": "Scribd", "issuu.com": "Issuu", "reddit.com": "Reddit",
    "gist.github.com": "GitHub Gist",
}  # fmt: skip
_YOUTUBE: Final = re.compile(r"/(?:embed|v|shorts|live)/(?P<id>[\w-]{6,20})")
_POSTS: Final = names(
    "twitter-tweet twitter-video instagram-media tiktok-embed fb-post fb-video bluesky-embed telegram-post"
)
_LONGEST: Final = 2000
"""schemas/article.json, webAddress."""
_BARE: Final = re.compile(r"https?://\S+")


def embed(url: str, headline: str = "", caption: str = "") -> dict[str, object] | None:
    """The block for an address on another site; None if it is no web address."""
    target = outside(f"https:{url}" if url.startswith("//") else url)
    if target is None or len(target) > _LONGEST:
        return None
    target = _page_of(target)
    block: dict[str, object] = {"type": "embed", "url": target}
    fields = {"headline": headline[:2000], "caption": caption[:2000], "provider": provider_of(target)}
    return block | {name: value for name, value in fields.items() if value}


def provider_of(url: str) -> str | None:
    """The name of a site known for what others show of it."""
    return _PROVIDERS.get(host_of(url))


def is_post(element: Element) -> bool:
    """Whether a blockquote or a div is another network's post, to be filled by its script."""
    return bool(element.classes & _POSTS)


def address_of_post(element: Element) -> str:
    """The address of another network's post: that of its own attribute, or of its last link."""
    for attribute in ("data-instgrm-permalink", "data-href", "cite", "data-url"):
        if element.get(attribute).startswith("http"):
            return element.get(attribute)
    links = [link.get("href") for link in element.all("a")]
    return links[-1] if links else ""


def lone_address(text: str) -> str | None:
    """The address on a known site that is all of a line, which other systems make a player of."""
    address = text.strip()
    return address if _BARE.fullmatch(address) and provider_of(address) else None


def _page_of(url: str) -> str:
    """The page that readers can open, of the address of a player."""
    parts = urlsplit(url)
    host, query = host_of(url), parse_qs(parts.query)
    if "youtube" in host and (match := _YOUTUBE.match(parts.path)):
        return f"https://www.youtube.com/watch?v={match['id']}"
    if host == "player.vimeo.com" and parts.path.startswith("/video/"):
        return f"https://vimeo.com/{parts.path.removeprefix('/video/')}"
    if host == "facebook.com" and parts.path.startswith("/plugins/") and query.get("href"):
        return outside(unquote(query["href"][0])) or url
    return url
