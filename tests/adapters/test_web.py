"""kabar.ports.Web over real TLS on the loopback."""

import socket
import ssl

import pytest

from kabar.adapters import web
from kabar.adapters.web import PublicWeb, is_public
from kabar.ports import Answered, Got, Unanswered
from support.https import HOST, listening


@pytest.fixture
def listener(tmp_path):
    with listening(tmp_path) as found:
        yield found


def _at(*addresses):
    return lambda _host, port, **_: [(0, 0, 0, "", (address, port)) for address in addresses]


def _web(listener, *addresses, allowed=lambda _: True):
    return PublicWeb(_at(*addresses or ["127.0.0.1"]), allowed, listener.context)


def _url(listener, path="/in?a=b"):
    return f"https://{HOST}:{listener.port}{path}"


def test_a_post_brings_body_and_headers_and_tells_the_answer(listener):
    listener.status, listener.headers = 503, {"Retry-After": "120"}
    assert _web(listener).post(_url(listener), b"{}", {"webhook-id": "1"}) == Answered(503, "120")
    ((path, headers, body),) = listener.asked
    assert (path, body, headers["webhook-id"], headers["Host"]) == ("/in?a=b", b"{}", "1", f"{HOST}:{listener.port}")


def test_a_reader_gets_status_and_page_as_far_as_was_asked(listener):
    listener.status, listener.page = 404, b"x" * 5000
    assert _web(listener).get(_url(listener), 4000) == Got(404, b"x" * 4000)
    ((path, headers, _),) = listener.asked
    assert (path, headers["Host"]) == ("/in?a=b", f"{HOST}:{listener.port}")
    assert headers["Accept-Encoding"] == "identity"


def test_a_reader_follows_nothing(listener):
    listener.status, listener.headers = 301, {"Location": "https://169.254.169.254/"}
    assert _web(listener).get(_url(listener), 10).status == 301
    assert len(listener.asked) == 1


@pytest.mark.parametrize("url", ["http://hooks.example/", "https://a:b@hooks.example/", "file:///etc/passwd"])
def test_a_reader_asks_nobody_that_isn_t_meant_to_be(listener, url):
    with pytest.raises(Unanswered):
        _web(listener).get(url, 10)
    with pytest.raises(Unanswered, match="public internet"):
        _web(listener, allowed=lambda _: False).get(_url(listener), 10)
    assert listener.asked == []


def test_a_redirect_is_an_answer_and_isn_t_followed(listener):
    listener.status, listener.headers = 302, {"Location": "https://169.254.169.254/latest/meta-data/"}
    assert _web(listener).post(_url(listener), b"", {}).status == 302
    assert len(listener.asked) == 1


@pytest.mark.timeout(30)
def test_an_answer_that_comes_drop_by_drop_is_none(listener, monkeypatch):
    monkeypatch.setattr(web, "TIMEOUT", 0.5)
    listener.drips = True
    with pytest.raises(Unanswered):
        _web(listener).post(_url(listener), b"", {})
    assert len(listener.asked) == 1


def test_if_one_address_of_a_name_isn_t_public_none_is_asked(listener):
    asking = _web(listener, "127.0.0.1", "203.0.113.9", allowed=lambda address: address == "203.0.113.9")
    with pytest.raises(Unanswered, match="public internet"):
        asking.post(_url(listener), b"", {})
    assert listener.asked == []


def test_the_name_is_looked_up_once_and_what_was_judged_is_asked(listener):
    lookups = []

    def changing(host, port, **_):
        lookups.append(host)
        return [(0, 0, 0, "", ("127.0.0.1" if len(lookups) == 1 else "10.0.0.1", port))]

    asking = PublicWeb(changing, lambda address: address == "127.0.0.1", listener.context)
    assert asking.post(_url(listener), b"", {}).status == 200
    assert lookups == [HOST]


def test_an_address_that_is_dead_gives_way_to_the_next(listener):
    assert _web(listener, "127.0.0.2", "127.0.0.1").post(_url(listener), b"", {}).status == 200


@pytest.mark.parametrize(
    "url", ["http://hooks.example/", "https://a:b@hooks.example/", "https:///x", "ftp://hooks.example/", "",
            "https://hooks.example:99999/", "https://["],
)  # fmt: skip
def test_what_is_no_address_for_us_isn_t_asked(listener, url):
    with pytest.raises(Unanswered):
        _web(listener).post(url, b"", {})
    assert listener.asked == []


def test_a_certificate_of_somebody_else_is_no_answer(listener):
    with pytest.raises(Unanswered, match="CERTIFICATE_VERIFY_FAILED"):
        PublicWeb(_at("127.0.0.1"), lambda _: True, ssl.create_default_context()).post(_url(listener), b"", {})
    with pytest.raises(Unanswered, match="CERTIFICATE_VERIFY_FAILED"):
        _web(listener).post(f"https://other.example:{listener.port}/", b"", {})


def test_who_can_t_be_found_or_reached_doesn_t_answer(listener):
    def unknown(*_, **__):
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    with pytest.raises(Unanswered):
        PublicWeb(unknown, lambda _: True, listener.context).post(_url(listener), b"", {})
    with pytest.raises(Unanswered):
        _web(listener, "127.0.0.2").post(_url(listener), b"", {})


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",  # noqa: S104
                                     "100.64.0.1", "192.0.2.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1",
                                     "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
                                     "2002:7f00:1::", "64:ff9b::a00:1", "64:ff9b::169.254.169.254", "ff02::1",
                                     "2001:db8::1"])  # fmt: skip
def test_addresses_that_aren_t_everybody_s_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "64:ff9b::8.8.8.8"])
def test_others_are(address):
    assert is_public(address)
