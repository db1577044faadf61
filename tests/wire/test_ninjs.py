"""Agencies' items as articles."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kabar.domain.problems import Rejected
from kabar.domain.publication import WireDesk
from kabar.services.uploads import parse_upload
from kabar.wire.ninjs import copy_of
from support.documents import PUBLICATION

_EXAMPLES = Path(__file__).parents[2].parent / "shared" / "corpora" / "ninjs" / "examples"
_FILES = sorted(_EXAMPLES.rglob("*text*.json")) + sorted(_EXAMPLES.rglob("businesswire*.json"))
V3 = {
    "uri": "urn:agency:1", "type": "text", "versionCreated": "2024-12-02T03:15:00Z",
    "firstCreated": "2024-12-01T03:15:00Z", "pubStatus": "usable", "language": "id", "by": "Ayu", "located": "MUARA",
    "copyrightHolder": "Kantor Berita", "headlines": [{"role": "main", "value": "Air Naik"}],
    "descriptions": [{"value": "Ringkas"}], "subjects": [{"name": "Sungai", "uri": "http://cv.example/07"}],
    "bodies": [{"role": "text", "contentType": "text/plain", "value": "Satu\nDua"},
               {"role": "html", "contentType": "text/html", "value": "<h1>Air Naik</h1><p>Satu <b>dua</b>.</p>"}],
}  # fmt: skip
V2 = {
    "uri": "urn:agency:1", "type": "text", "versioncreated": "2024-12-02T03:15:00Z", "pubstatus": "usable",
    "headlines": [{"value": "Air Naik"}], "bodies": [{"contenttype": "text/html", "value": "<p>Satu</p>"}],
    "embargoeduntil": "2024-12-03T03:15:00Z",
}  # fmt: skip
SUPERDESK = {
    "guid": "tag:desk:1", "type": "text", "headline": "Air <b>Naik</b>", "body_html": "<p>Satu</p><p>Dua</p>",
    "description_text": "Ringkas", "byline": "Ayu", "source": "AAP", "pubstatus": "usable",
    "versioncreated": "2024-12-02T04:15:00+0000", "firstpublished": "2024-12-02T03:15:00+0000",
    "embargoed": "2024-12-03T03:15:00+0000", "service": [{"name": "Ekonomi", "code": "e"}],
    "associations": {"featuremedia": {
        "type": "picture", "headline": "H", "description_text": "Perahu & air", "byline": "Bayu",
        "renditions": {"original": {"href": "media/2024/a.jpg", "width": 4000}, "small": {"href": "media/b.jpg"}}}},
}  # fmt: skip


def _copy(item, **desk):
    return copy_of(item, replace(PUBLICATION, wire=WireDesk(**desk)))


def test_version_3():
    document = _copy(V3).document
    assert document["articleBody"] == [{"type": "paragraph", "text": "Satu <strong>dua</strong>."}]
    assert (document["headline"], document["author"]) == ("Air Naik", [{"name": "Ayu"}])
    assert document["datePublished"] == "2024-12-01T03:15:00+00:00"
    assert document["dateModified"] == "2024-12-02T03:15:00+00:00"
    assert (document["dateline"], document["sourceOrganization"]) == ({"place": "MUARA"}, {"name": "Kantor Berita"})


def test_version_2_with_an_embargo():
    document = _copy(V2).document
    assert document["embargoedUntil"] == "2024-12-03T03:15:00Z"
    assert document["author"] == [{"name": "Kabar Uji"}]


def test_superdesks_dialect():
    document = _copy(SUPERDESK).document
    assert (document["headline"], document["description"]) == ("Air Naik", "Ringkas")
    assert document["image"] == {
        "contentUrl": "media/2024/a.jpg", "caption": "Perahu &amp; air", "alt": "Perahu & air", "creditText": "Bayu",
    }  # fmt: skip
    assert document["sourceOrganization"] == {"name": "AAP"}


@pytest.mark.parametrize(
    ("desk", "section"),
    [({}, "daerah"), ({"section": "ekonomi"}, "ekonomi"), ({"sections": (("07", "ekonomi"),)}, "ekonomi"),
     ({"sections": (("SUNGAI", "ekonomi"),)}, "ekonomi")],
)  # fmt: skip
def test_the_section_is_the_one_that_the_publication_names(desk, section):
    assert _copy(V3, **desk).document["articleSection"] == section


def test_what_nobody_named_a_section_for_is_remarked_on():
    assert [problem.code for problem in _copy(V3).remarks] == ["section-chosen"]


@pytest.mark.parametrize(("status", "withdrawn"), [("canceled", True), ("withheld", True), ("usable", False)])
def test_recalled_copy_is_withdrawn(status, withdrawn):
    assert bool(_copy({**V3, "pubStatus": status}).withdrawn) is withdrawn


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"uri": ""}, "/uri"), ({"type": "picture"}, "/type"), ({"pubStatus": "draft"}, "/pubStatus"),
        ({"headlines": []}, "/headlines"), ({"bodies": [{"value": "<script>x</script>"}]}, "/bodies"),
        ({"versionCreated": 3, "firstCreated": None}, "/versionCreated"),
        ({"versionCreated": "kemarin", "firstCreated": "2024-02-31"}, "/versionCreated"),
        ({"embargoedUntil": "2024-02-31T00:00:00Z"}, "/embargoedUntil"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place_in_the_item(fields, place):
    raw = json.dumps({**V3, **fields}).encode()
    with pytest.raises(Rejected) as rejected:
        parse_upload("wire/a", raw, PUBLICATION)
    assert [problem.pointer for problem in rejected.value.problems] == [place]


@pytest.mark.parametrize("document", [[], "x", 3, None, {}, {"uri": {}, "bodies": {"x": 1}, "headlines": "x"}])
def test_what_is_no_item_is_rejected(document):
    with pytest.raises(Rejected):
        parse_upload("wire/a", json.dumps(document).encode(), PUBLICATION)


def test_pictures_of_named_hosts_are_shown_and_of_no_others():
    renditions = [{"href": "https://lain.example/besar.jpg", "width": 9}, {"href": "https://foto.agen.example/a.jpg"}]
    body = '<p>Satu</p><img src="https://foto.agen.example/b.jpg" alt="B"><img src="https://lain.example/c.jpg">'
    item = {**V3, "associations": [{"type": "picture", "name": "f", "renditions": renditions}]}
    item["bodies"] = [{"contentType": "text/html", "value": body}]
    named = copy_of(item, replace(PUBLICATION, picture_hosts=("foto.agen.example",)))
    assert named.document["image"]["contentUrl"] == "https://foto.agen.example/a.jpg"
    images = [block["contentUrl"] for block in named.document["articleBody"] if block["type"] == "image"]
    assert images == ["https://foto.agen.example/b.jpg"]
    assert [remark.values["url"] for remark in named.remarks if remark.code == "picture-outside"] == [
        "https://lain.example/c.jpg"
    ]
    assert "image" not in copy_of(item, PUBLICATION).document
    assert parse_upload("wire/a", json.dumps(item).encode(), replace(PUBLICATION, picture_hosts=("foto.agen.example",)))


@pytest.mark.skipif(not _FILES, reason="the corpora aren't here")
@pytest.mark.parametrize("path", _FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_standards_own_examples(path):
    article = parse_upload("wire/a", path.read_bytes(), PUBLICATION)
    assert article.body
    assert article.headline == (json.loads(path.read_bytes())["headlines"][0]["value"]).strip()
