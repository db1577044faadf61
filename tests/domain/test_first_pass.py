"""The first pass and the validator that explains take and refuse the same documents."""

import json
from copy import deepcopy
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kabar.domain import first_pass
from kabar.domain.first_pass import MissingFirstPassError, Refused, takes
from kabar.domain.schema import _validator, documents
from kabar.domain.strict_json import load
from kabar_cli.first_pass import code
from support.documents import article, image, site

_ROOT = Path(__file__).resolve().parents[2]
_SAMPLE = _ROOT / "functions" / "kabar_cli" / "sample"
_RECEIPT = {
    "status": "published", "key": "articles/a.json", "versionId": "v", "id": "a", "url": "https://a.example/a/",
    "errors": [], "warnings": [], "at": "2024-12-02T03:15:02Z",
}  # fmt: skip
_HOOKS = [{"name": "a", "url": "https://hooks.example/in", "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}]


@cache
def _valid():
    """Documents of each kind, many of them with all that there is to write."""
    found = [("article", article()), ("publication", site()), ("receipt", _RECEIPT), ("webhooks", _HOOKS)]
    found += [("article", article(articleBody=[block])) for block in _blocks()]
    for path in sorted(_SAMPLE.rglob("*.json")):
        kind = "publication" if path.name == "site.json" else "article"
        found.append((kind, json.loads(path.read_bytes())))
    return found


def _blocks():
    said = [
        each
        for path in sorted(_SAMPLE.rglob("articles/**/*.json"))
        for each in json.loads(path.read_bytes())["articleBody"]
    ]
    return [image("media/a.jpg"), *{block["type"]: block for block in said}.values()]


def _slowly(kind, document):
    return not any(_validator(kind).iter_errors(document))


def _places(value, path=()):
    yield path
    within = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in within:
        yield from _places(each, (*path, name))


_WORDS = st.sampled_from(
    ["", "a", "air-naik", "air-naik\n", "é", "x-y", "type", "url", "paragraph", "heading", "table", "https://a.example/",
     "2024-12-02", "2024-12-02T03:15:02Z", "media/a.jpg", "#0b5d4e", "id", "en", "\u0661\u0662", "a" * 301, "🎉" * 150]
)  # fmt: skip
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 400)
    | st.sampled_from([0.0, 1.0, 2.0, 0.5, 1e400])
    | _WORDS
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_WORDS, inner, max_size=4),
    max_leaves=6,
)


def _changed(data, document):
    """The document with something else somewhere."""
    path = data.draw(st.sampled_from([*_places(document)]))
    how = data.draw(st.sampled_from(["replace", "remove", "repeat", "add"]))
    if not path:
        return data.draw(_VALUES) if how == "replace" else document
    *way, last = path
    holder = document
    for step in way:
        holder = holder[step]
    if how == "remove":
        del holder[last]
    elif how == "repeat" and isinstance(holder, list):
        holder.extend(deepcopy(holder[last]) for _ in range(data.draw(st.sampled_from([1, 1, 30]))))
    elif how == "add" and isinstance(holder, dict):
        holder[data.draw(_WORDS)] = data.draw(_VALUES)
    else:
        holder[last] = data.draw(_VALUES)
    return document


@pytest.mark.parametrize("number", range(4))
def test_documents_that_are_valid_pass(number):
    for kind, document in _valid()[number::4]:
        assert _slowly(kind, document), (kind, document)
        assert takes(kind, document), (kind, document)


@settings(max_examples=600, deadline=None)
@given(st.data())
def test_both_take_the_same_documents(data):
    kind, document = data.draw(st.sampled_from(_valid()))
    document = deepcopy(document)
    for _ in range(data.draw(st.integers(1, 3))):
        document = _changed(data, document)
    assert takes(kind, document) == _slowly(kind, document)


@pytest.mark.parametrize("kind", ["article", "publication", "receipt", "webhooks"])
def test_both_take_the_same_of_all_json(corpora, kind):
    for path in sorted((corpora / "json-test-suite").rglob("*.json")):
        try:
            document = load(path.read_bytes())
        except Exception:  # noqa: BLE001, S112 (what isn't JSON comes to no validator)
            continue
        assert takes(kind, document) == _slowly(kind, document), path.name


@pytest.mark.parametrize("kind", documents())
def test_the_code_that_was_made_is_of_the_schemas_as_they_are(kind):
    made = Path(first_pass.__file__).with_name(f"{kind}.py")
    assert made.read_text("utf-8") == code(kind, documents()), "run `make setup`"


def test_the_code_needs_only_what_a_bundle_holds():
    for kind in documents():
        assert "fastjsonschema" not in code(kind, documents())


def test_what_is_not_made_says_what_to_do():
    with pytest.raises(MissingFirstPassError, match="make setup"):
        takes("letter", {})


_WHERE = {"$id": "https://kabar.example/a.json", "type": "object", "$defs": {"text": {"type": "string"}}}


@pytest.mark.parametrize(
    ("schema", "document"),
    [
        ({"properties": {"a": {"$ref": "#/$defs/text", "maxLength": 2}}}, {"a": "abc"}),
        ({"properties": {"a": {"const": True}}}, {"a": 1}),
        ({"properties": {"a": {"const": 1}}}, {"a": True}),
        ({"properties": {"a": {"type": "string", "pattern": "^a$"}}}, {"a": "a\n"}),
        ({"properties": {"a": {"type": "array", "uniqueItems": True}}}, {"a": [{"b": [1]}, {"b": [1]}]}),
    ],
)
def test_what_the_drafts_say_differently_is_refused_by_both(schema, document):
    schema = _WHERE | schema
    made: dict = {}
    exec(code("a", {"a": schema}), made)  # noqa: S102 (it is what this is about)
    with pytest.raises(Refused):
        made["validate"](document)
    if "pattern" not in str(schema):
        assert not Draft202012Validator(schema).is_valid(document)


def test_the_schemas_use_nothing_that_the_first_pass_does_not_know():
    known = {
        "$defs", "$id", "$ref", "$schema", "$comment", "additionalProperties", "allOf", "const", "default",
        "description", "else", "enum", "examples", "format", "if", "items", "maxItems", "maxLength", "maxProperties",
        "maximum", "minItems", "minLength", "minimum", "oneOf", "pattern", "patternProperties", "properties",
        "required", "then", "title", "type", "uniqueItems",
    }  # fmt: skip
    assert {keyword for document in documents().values() for keyword in _keywords(document)} <= known


def _keywords(schema):
    if not isinstance(schema, dict):
        return
    yield from schema
    for name in ("properties", "patternProperties", "$defs"):
        for each in schema.get(name, {}).values():
            yield from _keywords(each)
    for name in ("allOf", "oneOf"):
        for each in schema.get(name, []):
            yield from _keywords(each)
    for name in ("items", "if", "then", "else", "additionalProperties"):
        yield from _keywords(schema.get(name))
