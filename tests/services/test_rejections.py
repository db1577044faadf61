"""Whatever is wrong with an upload: one receipt that says where, why and what to do, and nothing else changes."""

import json

import pytest

from kabar.domain.identity import receipt_key
from kabar.domain.schema import findings
from support.documents import KEY, PATH, article, codes, image, paragraph, related, site, world
from support.uploads import jpeg
from support.uploads import made as made_of


def _text(**fields):
    return json.dumps(article(**fields)).encode()


_BAD = {
    "empty object": (b"{}", "/headline", "missing-field"),
    "zero bytes": (b"", "", "empty-file"),
    "ten megabytes": (b'{"headline": "' + b"a" * 10_000_000 + b'"}', "", "too-large"),
    "invalid UTF-8": (_text().replace(b"Air", b"\xc3\x28"), "", "not-utf-8"),
    "duplicate keys": (_text().replace(b'"author"', b'"headline": "x", "author"'), "/headline", "duplicate-key"),
    "deep nesting": (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, "", "too-deep"),
    "deep arrays": (b"[" * 10_000, "", "too-deep"),
    "NaN": (_text()[:-1] + b', "x-a": NaN}', "/x-a", "not-a-number"),
    "no object": (b"[]", "", "wrong-type"),
    "unknown section": (_text(articleSection="olahraga"), "/articleSection", "unknown-section"),
    "unknown author": (_text(author=["xx"]), "/author/0", "unknown-author"),
    "unknown block": (_text(articleBody=[{"type": "video"}]), "/articleBody/0/type", "unknown-block"),
    "impossible date": (_text(datePublished="2024-02-30T10:00"), "/datePublished", "impossible-date"),
    "self reference": (_text(articleBody=[related("a")]), "/articleBody/0/article", "refers-to-itself"),
    "not http": (_text(articleBody=[{"type": "embed", "url": "javascript:alert(1)"}]), "/articleBody/0/url",
                 "wrong-form"),
    "slug with a line break": (_text(slug="air\n"), "/slug", "wrong-form"),
}  # fmt: skip
_BAD_KEYS = {
    "articles/a+b.json": "key-characters", "articles/a b.json": "key-characters", "articles/50%.json": "key-characters",
    "articles/a%2Fb.json": "key-characters", "articles/kabár.json": "key-characters",
    "articles/漢字.json": "key-characters",
    "articles/../site.json": "key-characters", "articles/../../x.json": "key-characters", "../x.json": "key-outside",
    "articles/a": "key-not-json", "articles/b.txt": "key-not-json", "notes.json": "key-outside", "site": "key-outside",
    f"articles/{'a' * 300}.json": "key-too-long", "articles/\u202egnp.json": "key-characters",
}  # fmt: skip


@pytest.fixture(params=["id", "en"])
def made(request):
    """A publication in each language of messages, with a published article."""
    made = world()
    made.put("site.json", site(inLanguage=request.param))
    made.put(KEY, article())
    return made


def _uploads_and_site(made):
    return dict(made.site.objects), {key: len(bodies) for key, bodies in made.inbox.versions.items()}


def _assert_one_answer(made, key, raw, place, code):
    objects, versions = _uploads_and_site(made)
    made.put(key, raw)
    receipt = made.receipt(key)
    assert receipt["status"] == "rejected"
    assert (place, code) in codes(receipt)
    assert all(problem["message"] and problem["fix"] for problem in receipt["errors"])
    assert findings("receipt", receipt) == ()
    after_objects, after = _uploads_and_site(made)
    assert after_objects == objects
    written = {name: after[name] - versions.get(name, 0) for name in after if after[name] != versions.get(name, 0)}
    assert written == {key: 1, receipt_key(key): 1}


@pytest.mark.parametrize("name", _BAD)
def test_a_bad_upload_gets_one_answer_and_changes_nothing_else(made, name):
    _assert_one_answer(made, KEY, *_BAD[name])
    assert "Air Sungai Naik" in made.text(PATH)


@pytest.mark.parametrize("key", _BAD_KEYS, ids=ascii)
def test_a_bad_key_gets_one_answer_and_changes_nothing_else(made, key):
    article_receipt = made.receipt(KEY)
    _assert_one_answer(made, key, _text(), "", _BAD_KEYS[key])
    assert made.receipt(KEY) == article_receipt
    assert made.receipt("site.json")["status"] == "published"


def test_every_malformed_file_of_the_test_suite_gets_one_answer_and_changes_nothing_else(corpora):
    made = world(a=article())
    for path in sorted((corpora / "json-test-suite" / "test_parsing").glob("n_*.json")):
        made.inbox.versions.pop(receipt_key(KEY))
        objects, versions = _uploads_and_site(made)
        made.put(KEY, path.read_bytes())
        receipt = made.receipt(KEY)
        assert (receipt["status"], receipt["errors"] != []) == ("rejected", True), path.name
        assert _uploads_and_site(made)[0] == objects
        assert len(made.inbox.versions) == len(versions) + 1


def test_what_is_deleted_before_it_is_read_gets_one_answer_and_leaves_nothing(made):
    objects, rows = dict(made.site.objects), dict(made.table.rows)
    made.inbox.put("articles/b.json", _text())
    made.inbox.delete("articles/b.json")
    made.look("articles/b.json")
    made.look("articles/b.json")
    receipt = made.receipt("articles/b.json")
    assert (receipt["status"], codes(receipt)) == ("rejected", [("", "deleted-before-read")])
    assert len(made.inbox.versions[receipt_key("articles/b.json")]) == 1
    assert (made.site.objects, made.table.rows) == (objects, rows)


@pytest.mark.parametrize(
    "key", ["articles/", "articles/2024/", "receipts/a.json", "receipts/articles/a.json", "media/"]
)
def test_folders_and_receipts_get_no_answer(made, key):
    before = {name: len(bodies) for name, bodies in made.inbox.versions.items()} | {key: 1}
    made.inbox.versions[key] = [b""]
    made.look(key)
    assert {name: len(bodies) for name, bodies in made.inbox.versions.items()} == before


def test_the_answer_is_in_the_language_of_the_publication():
    """The words themselves are the catalogue's; here it is enough that somebody asks it."""
    receipts = {}
    for language in ("id", "en"):
        made = world()
        made.put("site.json", site(inLanguage=language))
        made.put(KEY, b"{}")
        receipts[language] = made.receipt(KEY)["errors"][0]["message"]
    assert receipts["en"] == 'The field "headline" is missing.'
    assert receipts["id"]


def test_a_corrected_upload_is_published():
    made = world(a=article(articleSection="x"))
    assert made.get(PATH) is None
    made.put(KEY, article())
    assert made.site.objects == world(a=article()).site.objects
    assert made.receipt(KEY)["errors"] == []


def test_deleting_a_rejected_upload_changes_nothing_and_is_answered_without_a_warning():
    made = world(a=article(articleSection="x"))
    objects = dict(made.site.objects)
    made.delete(KEY)
    receipt = made.receipt(KEY)
    assert (receipt["status"], receipt["url"], receipt["warnings"]) == ("withdrawn", None, [])
    assert made.site.objects == objects


def test_after_a_rejection_the_published_version_still_gets_its_picture():
    document = article(articleBody=[paragraph("Teks."), image("media/a.jpg")])
    made = world(a=document)
    made.put(KEY, b"{}")
    made.put("media/a.jpg", jpeg())
    assert made_of(jpeg()) in made.text(PATH)
    assert made.receipt(KEY)["status"] == "rejected"


def test_after_a_rejection_the_published_version_still_shows_the_publication_as_it_is_now():
    made = world(a=article())
    made.put(KEY, b"{}")
    made.put("site.json", site(name="Nama Baru", timeZone="Asia/Tokyo"))
    assert "Nama Baru" in made.text(PATH)
    fresh = world()
    fresh.put("site.json", site(name="Nama Baru", timeZone="Asia/Tokyo"))
    fresh.put(KEY, article())
    assert made.site.objects == fresh.site.objects


def test_every_receipt_follows_its_schema():
    made = world(
        a=article(articleBody=[related("b"), image("media/x.jpg")]), b=article(datePublished="2030-01-01T00:00")
    )
    made.put("media/x.jpg", jpeg())
    made.delete(KEY)
    receipts = [key for key in made.inbox.versions if key.startswith("receipts/")]
    assert len(receipts) == 4
    for key in receipts:
        for body in made.inbox.versions[key]:
            assert findings("receipt", json.loads(body)) == ()
