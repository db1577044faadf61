"""What the tests of the pages share."""

import json

import pytest
from jsonschema import FormatChecker
from jsonschema.validators import Draft4Validator
from referencing import Registry
from referencing.jsonschema import DRAFT4


@pytest.fixture(scope="session")
def json_feed_schema(corpora):
    schemas = {
        name: json.loads((corpora / "jsonfeed" / f"schemas_json_{name}.json").read_text())
        for name in ("feed", "feed-1")
    }
    base = "https://json.schemastore.org/"
    contents = {f"{base}{name}": schema for name, schema in schemas.items()}
    registry = Registry().with_contents(contents.items(), default_specification=DRAFT4)
    return Draft4Validator(schemas["feed"], registry=registry, format_checker=FormatChecker())
