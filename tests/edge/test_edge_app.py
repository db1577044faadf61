"""The local edge over a bucket: what a reader gets, header by header."""

import gzip
import http.client
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import boto3
import brotli  # type: ignore[import-untyped]
import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError, ReadTimeoutError
from moto import mock_aws
from werkzeug.test import Client, TestResponse

from kabar_cli.edge import EdgeApp, EdgeConfig, EdgeServer
from kabar_cli.edge.config import ErrorPage
from kabar_cli.edge.origin import key_of
from kabar_cli.edge.policy import HeadersPolicy, PolicyHeader

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

FUNCTIONS = Path(__file__).parents[2] / "functions" / "edge"
PAGE = b"<!DOCTYPE html><title>Harga beras</title>" + b"<p>Naik lagi.</p>" * 100
HTML = "text/html; charset=utf-8"

CONFIG = EdgeConfig(
    viewer_request=(FUNCTIONS / "viewer-request.js").read_text("utf-8"),
    viewer_response=(FUNCTIONS / "viewer-response.js").read_text("utf-8"),
    policy=HeadersPolicy((PolicyHeader("X-Content-Type-Options", "nosniff", override=True),)),
    error_pages={403: ErrorPage("/404.html", 404), 404: ErrorPage("/404.html", 404)},
    compress=True,
)


class Site:
    """The bucket and a reader."""

    def __init__(self, s3: "S3Client", app: EdgeApp) -> None:
        self.s3 = s3
        self.reader = Client(app)

    def put(self, key: str, body: bytes = PAGE, kind: str = HTML, **metadata: str) -> None:
        self.s3.put_object(
            Bucket="site",
            Key=key,
            Body=body,
            ContentType=kind,
            CacheControl="public, max-age=60",
            Metadata={"cache-tag": "a,b"} | metadata,
        )

    def get(self, path: str, method: str = "GET", **headers: str) -> TestResponse:
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.reader.open(path, method=method, headers=fields)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    with mock_aws():
        s3 = boto3.client("s3", region_name="us-east-1")
        s3.create_bucket(Bucket="site")
        app = EdgeApp(CONFIG, s3, "site")
        yield Site(s3, app)
        app.close()


def test_serves_the_page_of_a_folder(site: Site) -> None:
    site.put("index.html", b"beranda")
    site.put("politik/index.html")
    assert site.get("/").data == b"beranda"
    response = site.get("/politik/")
    assert response.status_code == 200
    assert response.data == PAGE
    assert response.headers["Content-Type"] == HTML
    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert response.headers["Content-Length"] == str(len(PAGE))
    assert response.headers["X-Cache"] == "Miss from cloudfront"
    assert response.headers["Via"].endswith("(CloudFront)")
    assert "Age" not in response.headers


def test_shows_nothing_of_s3(site: Site) -> None:
    site.put("politik/index.html")
    names = {name.lower() for name, _ in site.get("/politik/").headers}
    assert not [name for name in names if name.startswith("x-amz-") and name != "x-amz-cf-pop"]
    assert "server" not in names


def test_redirects_to_the_folder(site: Site) -> None:
    response = site.get("/politik?utm=a|b&x=%2f&x=+")
    assert response.status_code == 301
    assert response.headers["Location"] == "/politik/?utm=a|b&x=%2f&x=+"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Cache"] == "FunctionGeneratedResponse from cloudfront"
    assert response.data == b""


def test_moved_page(site: Site) -> None:
    site.put("lama/index.html", b"pindah", status="301", location="/2024/12/02/baru/")
    response = site.get("/lama/")
    assert response.status_code == 301
    assert response.headers["Location"] == "/2024/12/02/baru/"
    assert response.headers["Cache-Control"] == "public, max-age=60"


def test_withdrawn_page(site: Site) -> None:
    site.put("ditarik/index.html", b"ditarik", status="410")
    response = site.get("/ditarik/")
    assert response.status_code == 410
    assert response.data == b"ditarik"


def test_missing_page_gets_the_sites_own(site: Site) -> None:
    site.put("404.html", b"tidak ada")
    for path in ("/tidak/ada/", "/tidak.xml", "/..%2f404.html", "/../404.html", "/a/%2e%2e/404.html", "/%ff.html"):
        response = site.get(path)
        assert response.status_code == 404, path
        assert response.data == b"tidak ada"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["X-Cache"] == "Error from cloudfront"


def test_a_key_that_s3_hides_is_missing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without leave to list the bucket, S3 answers 403 for what isn't there."""
    site.put("404.html", b"tidak ada")
    fetch = site.s3.get_object

    def hide(**asked: Any) -> Any:
        if asked["Key"] != "404.html":
            raise refusal(403)
        return fetch(**asked)

    monkeypatch.setattr(site.s3, "get_object", hide)
    response = site.get("/tidak/ada/")
    assert (response.status_code, response.data) == (404, b"tidak ada")


def test_missing_page_of_an_empty_site_is_plain(site: Site) -> None:
    response = site.get("/")
    assert response.status_code == 404
    assert b"404 Not Found" in response.data


def refusal(status: int) -> ClientError:
    return ClientError({"Error": {"Code": "X"}, "ResponseMetadata": {"HTTPStatusCode": status}}, "GetObject")  # type: ignore[typeddict-item]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (refusal(403), 403),
        (refusal(400), 400),
        (refusal(500), 502),
        (refusal(503), 502),
        (EndpointConnectionError(endpoint_url="http://s3"), 502),
        (ConnectTimeoutError(endpoint_url="http://s3"), 504),
        (ReadTimeoutError(endpoint_url="http://s3"), 504),
        (ConnectionResetError(), 502),
        (RuntimeError("a bug"), 500),
    ],
)
def test_failing_origin(site: Site, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int) -> None:
    def fail(**_: Any) -> None:
        raise error

    monkeypatch.setattr(site.s3, "get_object", fail)
    response = site.get("/politik/")
    assert response.status_code == status
    assert b"Traceback" not in response.data
    assert len(response.data) < 300


def test_other_methods(site: Site) -> None:
    site.put("index.html")
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"):
        response = site.get("/", method)
        assert response.status_code == 405
        assert response.headers["Allow"] == "GET, HEAD"


def test_head(site: Site) -> None:
    site.put("index.html")
    response = site.get("/", "HEAD")
    assert response.status_code == 200
    assert response.data == b""
    assert response.headers["Content-Length"] == str(len(PAGE))


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("br;q=0.1, gzip;q=1", "br"),
        ("br;q=0, gzip", "gzip"),
        ("deflate", None),
        ("*", None),
        ("", None),
    ],
)
def test_compresses(site: Site, accepted: str, coding: str | None) -> None:
    site.put("index.html")
    tag = site.get("/").headers["ETag"]
    response = site.get("/", Accept_Encoding=accepted)
    assert response.headers.get("Content-Encoding") == coding
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.headers["ETag"] == (f"W/{tag}" if coding else tag)
    plain = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding](response.data)
    assert plain == PAGE
    assert response.headers["Content-Length"] == str(len(response.data))


@pytest.mark.parametrize(
    ("size", "kind", "compressed"),
    [
        (999, HTML, False),
        (1_000, HTML, True),
        (1_000, "application/rss+xml", True),
        (1_000, "TEXT/HTML", True),
        (2_000, "image/jpeg", False),
        (2_000, "application/atom+xml", False),
        (10_000_000, "text/plain", True),
        (10_000_001, "text/plain", False),
    ],
)
def test_compresses_what_cloudfront_would(site: Site, size: int, kind: str, *, compressed: bool) -> None:
    site.put("a.bin", bytes(size), kind)
    response = site.get("/a.bin", Accept_Encoding="gzip")
    assert ("Content-Encoding" in response.headers) is compressed


def test_leaves_an_encoded_object_alone(site: Site) -> None:
    body = gzip.compress(PAGE * 30)
    site.s3.put_object(
        Bucket="site", Key="a.css", Body=body + bytes(1000), ContentType="text/css", ContentEncoding="gzip"
    )
    response = site.get("/a.css", Accept_Encoding="br")
    assert response.headers["Content-Encoding"] == "gzip"
    assert response.data == body + bytes(1000)


def test_compresses_only_if_the_distribution_does(site: Site) -> None:
    site.put("a.txt", PAGE, "text/plain")
    response = Client(EdgeApp(EdgeConfig(), site.s3, "site")).get("/a.txt", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in response.headers
    assert response.headers["x-amz-meta-cache-tag"] == "a,b"


@pytest.mark.parametrize("encoding", ["", "br"])
def test_revalidates_by_tag(site: Site, encoding: str) -> None:
    site.put("index.html")
    tag = site.get("/", Accept_Encoding=encoding).headers["ETag"]
    response = site.get("/", Accept_Encoding=encoding, If_None_Match=f'"other", {tag}')
    assert response.status_code == 304
    assert response.data == b""
    assert response.headers["ETag"] == tag
    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    site.put("index.html", b"baru")
    assert site.get("/", Accept_Encoding=encoding, If_None_Match=tag).data == b"baru"


def test_revalidates_by_date(site: Site) -> None:
    site.put("index.html")
    date = site.get("/").headers["Last-Modified"]
    assert site.get("/", If_Modified_Since=date).status_code == 304
    assert site.get("/", If_Modified_Since="Mon, 02 Dec 2002 03:15:00 GMT").status_code == 200


def test_a_withdrawal_is_never_a_304(site: Site) -> None:
    site.put("a/index.html")
    tag = site.get("/a/").headers["ETag"]
    site.put("a/index.html", b"ditarik", status="410")
    response = site.get("/a/", If_None_Match=tag)
    assert response.status_code == 410
    assert "ETag" not in response.headers


def test_ranges(site: Site) -> None:
    site.put("a.txt", b"0123456789" * 200, "text/plain")
    response = site.get("/a.txt", Range="bytes=5-9", Accept_Encoding="gzip")
    assert response.status_code == 206
    assert response.data == b"56789"
    assert response.headers["Content-Range"] == "bytes 5-9/2000"
    assert response.headers["Content-Length"] == "5"
    assert site.get("/a.txt", Range="bytes=-3").data == b"789"
    assert site.get("/a.txt", Range="bytes=5-9", If_Range='"other"').status_code == 200
    for unread in ("bytes=0-1,4-5", "lines=1-2", "bytes=x"):
        assert site.get("/a.txt", Range=unread).status_code == 200
    beyond = site.get("/a.txt", Range="bytes=2000-")
    assert beyond.status_code == 416
    assert beyond.headers["Content-Range"] == "bytes */2000"


@pytest.mark.parametrize(
    ("uri", "key"),
    [
        ("/tag/kota%20tua/index.html", "tag/kota tua/index.html"),
        ("/a+b.txt", "a b.txt"),
        ("/a%2Bb.txt", "a+b.txt"),
        ("/100%25.txt", "100%.txt"),
        ("/%E2%82%AC.txt", "€.txt"),
        ("/€.txt", "€.txt"),
        ("//a.txt", "/a.txt"),
        ("/a..b/...", "a..b/..."),
        ("/", None),
        ("/../a.txt", None),
        ("/a/..", None),
        ("/%2e%2e/a.txt", None),
        ("/..%5ca.txt", None),
        ("/./a.txt", None),
        ("/%ff.txt", None),
    ],
)
def test_keys(uri: str, key: str | None) -> None:
    assert key_of(uri) == key


def test_paths_arrive_as_written(site: Site) -> None:
    site.put("tag/kota tua/index.html", b"kota tua")
    site.put("tag/€/index.html", b"euro")
    assert site.get("/tag/kota%20tua/").data == b"kota tua"
    assert site.get("/tag/%E2%82%AC/").data == b"euro"
    assert site.get("/tag/kota%20tua").headers["Location"] == "/tag/kota%20tua/"


def test_a_function_that_fails(site: Site) -> None:
    for source, status in (
        ("function handler(event) { throw new Error('secret'); }", 503),
        ("function handler(event) { return {statusCode: 'x'}; }", 503),
        ("function handler(event) { return {uri: 'x'}; }", 503),
    ):
        app = EdgeApp(EdgeConfig(viewer_request=source), site.s3, "site")
        response = Client(app).get("/")
        app.close()
        assert response.status_code == status
        assert b"secret" not in response.data


def test_functions_see_the_request(site: Site) -> None:
    source = """function handler(event) {
        const r = event.request;
        return {statusCode: 200, headers: {
            'x-type': {value: event.context.eventType}, 'x-q': {value: JSON.stringify(r.querystring)},
            'x-h': {value: r.headers['x-one'].value}, 'x-c': {value: r.cookies.a.value + ('cookie' in r.headers)},
            'x-raw': {value: String(r.rawQueryString())}}};
    }"""
    reader = Client(EdgeApp(EdgeConfig(viewer_request=source), site.s3, "site"))
    reader.set_cookie("a", "2")
    headers = reader.get("/?a=1&a=%20&b", headers={"X-One": "1"}).headers
    assert headers["X-Type"] == "viewer-request"
    assert headers["X-Q"] == '{"a":{"value":"1","multiValue":[{"value":"1"},{"value":"%20"}]},"b":{"value":""}}'
    assert (headers["X-H"], headers["X-C"], headers["X-Raw"]) == ("1", "2false", "a=1&a=%20&b")
    assert reader.get("/", headers={"X-One": "1"}).headers["X-Raw"] == "undefined"


class TestServer:
    """Over a socket."""

    @pytest.fixture
    def server(self, site: Site) -> Iterator[EdgeServer]:
        site.put("index.html")
        site.put("a.txt")
        server = EdgeServer(CONFIG, site.s3, "site", 0)
        server.start()
        yield server
        server.stop()

    def test_keeps_connections_alive(self, server: EdgeServer) -> None:
        connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=10)
        for method, path, status in (
            ("GET", "/", 200),
            ("HEAD", "/", 200),
            ("GET", "/politik", 301),
            ("GET", "/tidak.ada", 404),
            ("GET", "/", 200),
        ):
            connection.request(method, path)
            response = connection.getresponse()
            response.read()
            assert response.status == status
            assert len(response.headers.get_all("Date", [])) == 1
            assert "Server" not in response.headers
            assert not response.will_close
        connection.request("POST", "/", b"GET / HTTP/1.1\r\n\r\n")
        response = connection.getresponse()
        response.read()
        assert (response.status, response.will_close) == (405, True)

    def test_answers_side_by_side(self, server: EdgeServer) -> None:
        """An idle connection holds nobody up."""
        host = urlsplit(server.url).netloc
        connections = [http.client.HTTPConnection(host, timeout=10) for _ in range(8)]
        for connection in connections:
            connection.connect()
        for connection in reversed(connections):
            connection.request("GET", "/")
            assert connection.getresponse().read() == PAGE
            connection.close()

    def test_a_target_of_two_slashes_arrives_whole(self, server: EdgeServer) -> None:
        connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=10)
        connection.request("GET", "//evil?a=1")
        response = connection.getresponse()
        response.read()
        assert response.headers["Location"] == "/evil/?a=1"
        connection.request("GET", "//a.txt")  # not the object a.txt
        response = connection.getresponse()
        response.read()
        assert response.status == 404
        connection.request("GET", "http://news.example/")
        assert connection.getresponse().read() == PAGE
        connection.close()

    def test_listens_on_loopback_only(self, server: EdgeServer) -> None:
        assert server.url.startswith("http://127.0.0.1:")

    def test_stops_without_having_started(self, site: Site) -> None:
        server = EdgeServer(CONFIG, site.s3, "site", 0)
        server.stop()
        with pytest.raises(ConnectionRefusedError):
            http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=10).request("GET", "/")
