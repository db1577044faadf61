"""Whether a document is valid, and nothing else: most are, and only of the others need be known why.

fastjsonschema knows drafts up to 7. Of what draft 2020-12 says otherwise the schemas use two things, which are written
for it in the words of draft 7: what stands beside `$ref` counts, and true is not 1.
"""

from collections.abc import Mapping
from typing import Any, Final

import fastjsonschema

_TYPES: Final = {bool: "boolean", int: "number", float: "number", str: "string", list: "array", dict: "object"}


class FirstPass:
    """Says whether a document of a kind keeps to its schema."""

    def __init__(self, kind: str, documents: Mapping[str, Any]) -> None:
        """Compile the schema of a kind; the schemas, by kind, may refer to each other by their `$id`."""
        by_id = {document["$id"]: _in_draft_7(document) for document in documents.values()}
        self._validate = fastjsonschema.compile(
            by_id[documents[kind]["$id"]],
            handlers={"https": by_id.__getitem__},
            use_default=False,
            use_formats=False,
        )

    def takes(self, document: object) -> bool:
        """Whether the document is valid."""
        try:
            self._validate(document)
        except fastjsonschema.JsonSchemaValueException:
            return False
        return True


def _in_draft_7(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_in_draft_7(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    written = {name: _in_draft_7(value) for name, value in schema.items()}
    if isinstance(written.get("$ref"), str) and len(written) > 1:
        written["allOf"] = [*written.get("allOf", ()), {"$ref": written.pop("$ref")}]
    if "const" in written and type(written["const"]) in _TYPES:
        written.setdefault("type", _TYPES[type(written["const"])])
    return written
