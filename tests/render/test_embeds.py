import pytest

from kabar.render.embeds import Elsewhere, elsewhere


@pytest.mark.parametrize(
    ("url", "kind", "site"),
    [
        ("https://www.youtube.com/watch?v=abc", "video", "YouTube"),
        ("https://m.youtube.com/shorts/abc", "video", "YouTube"),
        ("https://youtu.be/abc", "video", "YouTube"),
        ("https://x.com/kabar/status/1", "post", "X"),
        ("https://mobile.twitter.com/kabar/status/1", "post", "X"),
        ("https://www.instagram.com/p/abc/", "post", "Instagram"),
        ("https://www.instagram.com/reel/abc/", "video", "Instagram"),
        ("https://www.tiktok.com/@kabar/video/1", "video", "TikTok"),
        ("https://www.facebook.com/kabar/posts/1", "post", "Facebook"),
        ("https://www.facebook.com/kabar/videos/1/", "video", "Facebook"),
        ("https://fb.watch/abc/", "video", "Facebook"),
        ("https://www.google.com/maps/place/Kelawit", "map", "Google Maps"),
        ("https://www.google.co.id/maps/@-1.2,113.9,12z", "map", "Google Maps"),
        ("https://maps.app.goo.gl/abc", "map", "Google Maps"),
        ("https://www.google.com/search?q=maps", "page", "google.com"),
        ("https://www.openstreetmap.org/way/1", "map", "OpenStreetMap"),
        ("https://youtube.com.example/", "page", "youtube.com.example"),
    ],
)
def test_what_stands_elsewhere(url, kind, site):
    assert elsewhere(url) == Elsewhere(kind, site)
