"""What a publication costs that isn't time: `make bench` measures that."""

import json
from contextlib import closing
from dataclasses import asdict
from http.client import HTTPConnection
from pathlib import Path

import pytest

from bench import bulk, publication, rebuild, weight
from bench.archive import Archive, document
from bench.runtime import serving

ROOT = Path(__file__).resolve().parents[1]
BASELINE = json.loads((ROOT / "tests" / "bench" / "baseline.json").read_text())
PAGE = (ROOT / "docs" / "performance.md").read_text("utf-8")


@pytest.fixture(scope="module")
def costs():
    return {size: publication.measure(size, times=3) for size in (1_000, 30_000)}


def test_a_publication_costs_the_same_in_any_archive(costs):
    small, large = costs.values()
    assert (small.objects, small.calls, small.pages) == (large.objects, large.calls, large.pages)
    assert large.bytes == pytest.approx(small.bytes, rel=0.05)


def test_a_publication_has_bounds(costs):
    for cost in costs.values():
        assert cost.objects <= 30
        assert cost.calls <= 40
        assert cost.bytes <= 0.6e6
        assert cost.dollars <= 0.0005


def test_no_kind_of_page_grows_unnoticed():
    kept, now = BASELINE["weight"], {kind: asdict(each) for kind, each in weight.measure().items()}
    assert kept.keys() == now.keys()
    for kind, figures in now.items():
        assert figures["requests"] == kept[kind]["requests"]
        assert figures["bytes"] == pytest.approx(kept[kind]["bytes"], rel=0.05), kind
        assert figures["gzip_bytes"] == pytest.approx(kept[kind]["gzip_bytes"], rel=0.05), kind


def test_the_documentation_says_what_each_kind_of_page_weighs():
    for kind, kept in BASELINE["weight"].items():
        assert f"| {kind} | {kept['bytes']:,} | {kept['gzip_bytes']:,} | {kept['requests']} |" in PAGE


def test_front_pages_are_built_by_windows_not_by_articles():
    imported = bulk.measure(100)
    assert imported.front_page_builds <= imported.seconds / 2
    assert imported.pages["address"] == 100


def test_a_rebuild_writes_every_page():
    rebuilt = rebuild.measure(20)
    assert rebuilt.pages > 20 * 2


def test_an_archive_is_the_same_for_the_same_seed():
    one, other = Archive(500), Archive(500)
    assert one.upload("articles/a0000123.json") == other.upload("articles/a0000123.json")
    assert document(7, one.moment(7)) == document(7, other.moment(7))
    assert [*one.partition("LIST#home").items()][:3] == [*other.partition("LIST#home").items()][:3]


def test_the_runtime_hands_out_one_event():
    with serving({"hello": "world"}) as runtime, closing(HTTPConnection(runtime.address)) as client:
        client.request("GET", "/2018-06-01/runtime/invocation/next")
        assert json.loads(client.getresponse().read()) == {"hello": "world"}
        client.request("POST", "/2018-06-01/runtime/invocation/1/response", b"{}")
        assert client.getresponse().status == 202
        assert runtime.answer == b"{}"
