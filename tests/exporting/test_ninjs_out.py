"""An article as ninjs 3.1, valid by the standard's own schema."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from kabar.domain.parsing import parse_article
from kabar.domain.site_parsing import parse_publication
from kabar.services.uploads import parse_upload
from kabar.wire.ninjs import copy_of
from kabar.wire.writing import ninjs_of
from support.documents import PUBLICATION, article

_ROOT = Path(__file__).parents[2]
_SAMPLE = _ROOT / "functions" / "kabar_cli" / "sample"
_SCHEMA = _ROOT.parent / "shared" / "corpora" / "ninjs" / "specification" / "ninjs-schema_3.1.json"
SITE = parse_publication((_SAMPLE / "site.json").read_bytes())
SAMPLES = sorted((_SAMPLE / "articles").rglob("*.json"))


def _written(path):
    id_ = path.relative_to(_SAMPLE / "articles").with_suffix("").as_posix()
    return ninjs_of(parse_article(id_, path.read_bytes(), SITE), SITE, "https://x.example/2024/")


@pytest.mark.skipif(not _SCHEMA.exists(), reason="the corpora aren't here")
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_it_is_valid(path):
    validator = Draft202012Validator(json.loads(_SCHEMA.read_bytes()), format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(_written(path))] == []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_what_is_written_can_be_read_again(path):
    article = parse_article("a", path.read_bytes(), SITE)
    document = copy_of(_written(path), SITE).document
    assert document["headline"] == article.headline
    assert document["articleSection"] == article.section
    assert document.get("keywords", []) == [tag.name for tag in article.tags]
    if article.image:
        assert document["image"]["contentUrl"] == article.image.key
    again = parse_upload("wire/a", json.dumps(_written(path)).encode(), SITE)
    assert again.published == article.published


def test_every_kind_of_block_is_written():
    picture = {"contentUrl": "media/a.jpg", "caption": "<b>K</b>", "alt": "A"}
    body = [
        {"type": "paragraph", "text": "<i>a</i> & <script>"}, {"type": "heading", "text": "H<"},
        {"type": "image", **picture}, {"type": "gallery", "images": [picture, picture], "headline": "G"},
        {"type": "quote", "text": "q", "attribution": "w"}, {"type": "list", "items": ["x"], "ordered": True},
        {"type": "table", "header": ["k"], "rows": [["v"]], "caption": "t"},
        {"type": "embed", "url": "https://e.example/"},
        {"type": "related", "article": "b", "headline": "r"}, {"type": "separator"},
        {"type": "correction", "text": "c", "datePublished": "2024-12-03T00:00:00Z"},
        {"type": "factbox", "headline": "f", "articleBody": [{"type": "list", "items": ["y"]}]},
    ]  # fmt: skip
    parsed = parse_article("a", json.dumps(article(articleBody=body)).encode(), PUBLICATION)
    html, words = (body["value"] for body in ninjs_of(parsed, PUBLICATION, None)["bodies"])
    for piece in ("<em>a</em> &amp; &lt;script&gt;", "<h2>H&lt;</h2>", '<img src="media/a.jpg" alt="A">',
                  "<cite>w</cite>", "<ol><li>x</li></ol>", "<th>k</th>", "<td>v</td>", 'href="https://e.example/"',
                  "<hr>", "<aside>"):  # fmt: skip
        assert piece in html
    assert words.splitlines()[:2] == ["a & <script>", "H<"]


def test_a_withdrawal_is_a_cancellation():
    withdrawn = {"date": "2024-12-05T10:00:00+07:00", "reason": "other", "statement": "x"}
    parsed = parse_article("a", json.dumps(article(withdrawn=withdrawn)).encode(), PUBLICATION)
    assert ninjs_of(parsed, PUBLICATION, None)["pubStatus"] == "canceled"


def test_what_is_unlisted_is_withheld_from_others():
    parsed = parse_article("a", json.dumps(article(unlisted=True)).encode(), PUBLICATION)
    assert ninjs_of(parsed, PUBLICATION, None)["pubStatus"] == "withheld"
