"""Compressed copies are CloudFront's work: what is written can be compressed, and the template asks it.

Amazon CloudFront, "Serve compressed files": types that it knows, 1,000 to 10,000,000 bytes, no Content-Encoding.
"""

import json
from inspect import getsource

import pytest

from bench.archive import SITE, Archive, document, id_of
from bench.cloud import Cloud, inhabited
from kabar.adapters import site_bucket
from kabar_cli.edge.compression import SIZES, TYPES
from support.stack import RESOURCES

AS_THEY_ARE = {"application/atom+xml", "application/feed+json", "application/manifest+json"}
"""Readers' programs know these by their types, which CloudFront doesn't compress."""


@pytest.fixture(scope="module")
def site():
    cloud = Cloud(Archive(2_000, 200))
    with inhabited(cloud):
        cloud.upload("site.json", SITE)
        cloud.rest()
        cloud.upload(f"articles/{id_of(5_000)}.json", document(5_000, cloud.time.moment()))
        cloud.rest()
    return cloud.buckets.site


def test_what_is_written_has_a_type_that_cloudfront_compresses(site):
    kinds = {stored.content_type.partition(";")[0] for key, stored in site.items() if not key.endswith(".png")}
    assert kinds - TYPES <= AS_THEY_ARE
    assert {"text/html", "application/rss+xml", "application/xml", "application/json", "text/css"} <= kinds


def test_pages_are_neither_too_short_nor_too_long_to_be_compressed(site):
    pages = {
        key: len(stored.body) for key, stored in site.items() if key.endswith((".html", "feed.xml", "article.json"))
    }
    assert len(pages) > 10
    assert {key for key, size in pages.items() if size not in SIZES} == set()


def test_nothing_is_written_with_a_coding_of_its_own():
    assert "ContentEncoding" not in getsource(site_bucket)


def test_the_distribution_compresses_and_keeps_copies_by_what_readers_accept():
    behavior = RESOURCES["Distribution"]["Properties"]["DistributionConfig"]["DefaultCacheBehavior"]
    assert behavior["Compress"] is True
    policy = json.loads(json.dumps(RESOURCES["CachePolicy"]["Properties"]["CachePolicyConfig"]))
    key = policy["ParametersInCacheKeyAndForwardedToOrigin"]
    assert (key["EnableAcceptEncodingBrotli"], key["EnableAcceptEncodingGzip"]) == (True, True)
    assert policy["MaxTTL"] > 0  # with caching off nothing is compressed
