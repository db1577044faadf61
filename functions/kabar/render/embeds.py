"""What stands on other sites, named so that readers know what a click opens. Nothing of it is asked for before."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from kabar.domain.links import host_of


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What an address holds: `kind` is video, post, map, sound or page; `site` is its name."""

    kind: str
    site: str


_SITES: Final = {
    "youtube.com": Elsewhere("video", "YouTube"),
    "youtu.be": Elsewhere("video", "YouTube"),
    "vimeo.com": Elsewhere("video", "Vimeo"),
    "dailymotion.com": Elsewhere("video", "Dailymotion"),
    "tiktok.com": Elsewhere("video", "TikTok"),
    "fb.watch": Elsewhere("video", "Facebook"),
    "facebook.com": Elsewhere("post", "Facebook"),
    "instagram.com": Elsewhere("post", "Instagram"),
    "threads.net": Elsewhere("post", "Threads"),
    "threads.com": Elsewhere("post", "Threads"),
    "x.com": Elsewhere("post", "X"),
    "twitter.com": Elsewhere("post", "X"),
    "bsky.app": Elsewhere("post", "Bluesky"),
    "t.me": Elsewhere("post", "Telegram"),
    "maps.app.goo.gl": Elsewhere("map", "Google Maps"),
    "maps.google.com": Elsewhere("map", "Google Maps"),
    "openstreetmap.org": Elsewhere("map", "OpenStreetMap"),
    "soundcloud.com": Elsewhere("sound", "SoundCloud"),
    "open.spotify.com": Elsewhere("sound", "Spotify"),
}
"""By host, without `www.` and `m.`."""
_FACEBOOK_VIDEO: Final = ("/watch", "/reel", "/share/v/")
_INSTAGRAM_VIDEO: Final = ("/reel", "/tv/")


def elsewhere(url: str) -> Elsewhere:
    """What stands at an address; of a site that isn't known, a page of its host."""
    parts = urlsplit(url)
    host = host_of(url).removeprefix("m.").removeprefix("mobile.")
    if host.startswith("google.") and parts.path.startswith("/maps"):
        return Elsewhere("map", "Google Maps")
    found = _SITES.get(host)
    if found and _is_video(found.site, parts.path):
        return Elsewhere("video", found.site)
    return found or Elsewhere("page", host_of(url))


def _is_video(site: str, path: str) -> bool:
    match site:
        case "Facebook":
            return path.startswith(_FACEBOOK_VIDEO) or "/videos/" in path
        case "Instagram":
            return path.startswith(_INSTAGRAM_VIDEO)
        case _:
            return False
