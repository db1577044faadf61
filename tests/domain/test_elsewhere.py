"""Pictures on other sites: from which of them one is shown."""

import pytest

from kabar.domain.elsewhere import is_elsewhere, not_shown, shown_from

_HOSTS = ("gambar.example", "cdn.kantor.example")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://gambar.example/a.jpg", "https://gambar.example/a.jpg"),
        ("https://GAMBAR.example/a b.jpg", "https://gambar.example/a%20b.jpg"),
        ("https://cdn.kantor.example/x?w=1&h=2#a", "https://cdn.kantor.example/x?w=1&h=2#a"),
        ("http://gambar.example/a.jpg", None),
        ("https://gambar.example:8443/a.jpg", None),
        ("https://gambar.example@lain.example/a.jpg", None),
        ("https://user@gambar.example/a.jpg", None),
        ("https://lain.example/gambar.example/a.jpg", None),
        ("https://x.gambar.example/a.jpg", None),
        ("https://gambar.example.lain.example/a.jpg", None),
        ("https://gambar.example\\.lain.example/a.jpg", None),
        ("https:///a.jpg", None),
        ("//gambar.example/a.jpg", None),
        ("media/gambar.example/a.jpg", None),
    ],
)
def test_only_a_host_that_is_named_and_only_over_tls(address, shown):
    assert shown_from(address, _HOSTS) == shown


def test_an_uploaded_picture_is_not_elsewhere_and_never_complained_of():
    placed = [("media/a.jpg", "/image"), ("https://gambar.example/a.jpg", "/a"), ("https://lain.example/a.jpg", "/b")]
    assert [is_elsewhere(address) for address, _ in placed] == [False, True, True]
    (problem,) = not_shown(placed, _HOSTS)
    assert (problem.pointer, problem.code, problem.values["host"]) == ("/b", "picture-host", "lain.example")
