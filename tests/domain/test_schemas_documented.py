"""The schemas are the newsroom's reference: each thing in them is named, told and shown."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from kabar.domain import schema as schema_module
from kabar.domain.problems import Problem
from kabar.domain.schema import findings
from kabar.render.problems import _MESSAGES, reason_and_cure
from kabar.render.words import LANGUAGES, Words

_ROOT = Path(__file__).resolve().parents[2]
_NAMES = ["article", "publication", "receipt", "webhooks"]
_SCHEMAS = {name: json.loads((_ROOT / "schemas" / f"{name}.json").read_bytes()) for name in _NAMES}
_BLOCKS = {"paragraph", "heading", "image", "gallery", "quote", "list", "table", "embed", "related", "correction",
           "factbox", "separator"}  # fmt: skip
_FOLDERS = ("properties", "patternProperties", "$defs")


def _described(schema, place=""):
    """Place and content of each subschema that a writer meets: properties, definitions, items, alternatives."""
    for folder in _FOLDERS:
        for name, inner in schema.get(folder, {}).items():
            yield f"{place}/{folder}/{name}", inner
    if isinstance(schema.get("items"), dict):
        yield f"{place}/items", schema["items"]
    for index, inner in enumerate(schema.get("oneOf", ())):
        yield f"{place}/oneOf/{index}", inner


def _all(schema, place=""):
    for inner_place, inner in _described(schema, place):
        if isinstance(inner, dict):
            yield inner_place, inner
            yield from _all(inner, inner_place)


_PARTS = [(name, place, part) for name, schema in _SCHEMAS.items() for place, part in [("", schema), *_all(schema)]]


def _resolved(name, part):
    while "$ref" in part:
        file, _, path = part["$ref"].partition("#")
        target = _SCHEMAS[file.removesuffix(".json") or name]
        for step in path.strip("/").split("/"):
            target = target[step]
        name, part = file.removesuffix(".json") or name, {**target, **{k: v for k, v in part.items() if k != "$ref"}}
    return part


@pytest.mark.parametrize(("name", "place", "part"), _PARTS, ids=[f"{name}{place}" for name, place, _ in _PARTS])
def test_each_part_has_title_description_and_examples_that_are_valid(name, place, part):
    whole = _resolved(name, part)
    assert {"title", "description", "examples"} <= set(whole), place
    assert whole["title"]
    assert whole["description"].endswith((".", ")"))
    validator = schema_module._validator(name).evolve(schema=part)
    for example in whole["examples"]:
        assert not list(validator.iter_errors(example)), example


@pytest.mark.parametrize("name", _NAMES)
def test_each_schema_is_one_of_draft_2020_12(name):
    Draft202012Validator.check_schema(_SCHEMAS[name])
    assert _SCHEMAS[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("kind", sorted(_BLOCKS))
def test_every_type_of_block_of_the_design_is_there_with_an_example_of_itself(kind):
    definition = _SCHEMAS["article"]["$defs"][kind]
    for example in definition["examples"]:
        assert example["type"] == kind
        article = _SCHEMAS["article"]["examples"][0] | {"articleBody": [example]}
        assert findings("article", article) == ()


def test_no_other_type_of_block_is_there():
    assert set(_SCHEMAS["article"]["$defs"]["block"]["properties"]["type"]["enum"]) == _BLOCKS


def test_every_pattern_is_anchored():
    patterns = [part["pattern"] for _, _, part in _PARTS if "pattern" in part]
    assert patterns
    assert all(pattern.startswith("^") and pattern.endswith("$") for pattern in patterns)


def _codes_in_use():
    sources = [*(_ROOT / "functions/kabar").rglob("*.py")]
    text = "\n".join(path.read_text() for path in sources if "render" not in path.parts)
    raised = re.findall(
        r"""(?:Problem\((?:[^()"]|\([^()]*\)|"[^"]*"(?=\s*\+))*?(?:"/?[\w/]*"|f"[^"]*")?\s*,?\s*)"([a-z0-9]+(?:-[a-z0-9]+)+)\"""",
        text,
    )
    return set(raised), text


def test_every_message_belongs_to_a_code_in_use():
    _, text = _codes_in_use()
    assert [code for code in _MESSAGES if f'"{code}"' not in text] == []


def test_every_code_in_use_has_a_message():
    raised, _ = _codes_in_use()
    assert len(raised) > 20
    assert raised - set(_MESSAGES) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(_MESSAGES))
def test_every_message_tells_reason_and_cure_in_each_language(code, language):
    holes = {hole: "X" for text in _MESSAGES[code] for hole in re.findall(r"{(\w+)}", text)}
    reason, cure = reason_and_cure(Problem("", code, holes), Words(language))
    assert reason
    assert cure
    assert "{" not in reason + cure
