"""The three formats of a feed."""

from kabar.render.atom import atom
from kabar.render.feed import Alternate, Feed
from kabar.render.json_feed import json_feed
from kabar.render.rss import rss

__all__ = ["Alternate", "Feed", "atom", "json_feed", "rss"]
