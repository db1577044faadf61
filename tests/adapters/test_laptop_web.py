"""What the local cloud tells: the machine itself, nobody else."""

import socket

import pytest

from kabar.adapters.laptop_web import LaptopWeb
from kabar.adapters.web import PublicWeb
from kabar.bootstrap.web import reader, web
from kabar.ports import Answered, Got, Unanswered
from support.https import listening


def test_the_machine_itself_is_asked_whatever_its_certificate(tmp_path):
    with listening(tmp_path) as listener:
        listener.status, listener.headers = 503, {"Retry-After": "7"}
        url = f"https://127.0.0.1:{listener.port}/in?a=b"
        assert LaptopWeb().post(url, b"{}", {"webhook-id": "1"}) == Answered(503, "7")
    ((path, headers, body),) = listener.asked
    assert (path, headers["webhook-id"], body) == ("/in?a=b", "1", b"{}")


@pytest.mark.parametrize(
    "url", ["https://192.0.2.7/in", "http://169.254.169.254/latest", "https://nobody.invalid/", "ftp://127.0.0.1/"]
)
def test_nobody_else_is_asked_and_counts_as_told(monkeypatch, url):
    def refuse(*_, **__):
        raise AssertionError("somebody was asked")

    monkeypatch.setattr(socket, "create_connection", refuse)
    assert LaptopWeb().post(url, b"", {}) == Answered(204)


def test_the_machine_itself_is_read_and_nobody_else(tmp_path):
    with listening(tmp_path) as listener:
        listener.page = b"page"
        assert LaptopWeb().get(f"https://127.0.0.1:{listener.port}/a/", 100) == Got(200, b"page")
    for url in ("https://192.0.2.7/", f"http://127.0.0.1:{listener.port}/"):
        with pytest.raises(Unanswered):
            LaptopWeb().get(url, 100)


def test_whoever_doesnt_listen_is_asked_again():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    for url in (f"http://127.0.0.1:{port}/", "http://127.0.0.1:99999/"):
        with pytest.raises(Unanswered):
            LaptopWeb().post(url, b"", {})


def test_only_the_local_clouds_functions_are_wired_so():
    assert isinstance(web({"SCALE": "laptop"}), LaptopWeb)
    assert isinstance(web({"SCALE": "newsroom"}), PublicWeb)
    assert isinstance(reader({"SCALE": "laptop"}), LaptopWeb)
    assert isinstance(reader({"SCALE": "newsroom"}), PublicWeb)
