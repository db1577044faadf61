"""Writes the first pass of a kind of document: Python that says whether one is valid, made from the schemas.

Run by `make setup` as `python -m kabar_cli.first_pass KIND`; so the functions need neither time nor a package for it.

fastjsonschema knows drafts up to 7. Of what draft 2020-12 says otherwise the schemas use two things, which are written
for it in the words of draft 7: what stands beside `$ref` counts, and true is not 1.
"""

import ast
import sys
from collections.abc import Mapping
from typing import Any, Final

import fastjsonschema

from kabar.domain.first_pass import Refused
from kabar.domain.schema import documents

_HEAD: Final = "# Made from schemas/ by kabar_cli/first_pass.py: `make setup`.\n# mypy: ignore-errors\n"
_TYPES: Final = {bool: "boolean", int: "number", float: "number", str: "string", list: "array", dict: "object"}


def code(kind: str, schemas: Mapping[str, Any]) -> str:
    """A module whose `validate` raises Refused; the schemas, by kind, may refer to each other by their `$id`."""
    by_id = {schema["$id"]: _in_draft_7(schema) for schema in schemas.values()}
    made = fastjsonschema.compile_to_code(
        {"$ref": schemas[kind]["$id"]}, handlers={"https": by_id.__getitem__}, use_default=False, use_formats=False
    )
    return f"{_HEAD}{ast.unparse(_Terse().visit(ast.parse(made)))}\n"


class _Terse(ast.NodeTransformer):
    """Refuses without saying what or where, by an exception of Kabar's own: a quarter of the code, in half the time."""

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.ImportFrom:
        if node.module == fastjsonschema.__name__:
            node.module = Refused.__module__
            node.names = [ast.alias(Refused.__name__, each.name) for each in node.names]
        return node

    def visit_Raise(self, node: ast.Raise) -> ast.Raise:
        if isinstance(node.exc, ast.Call):
            node.exc = node.exc.func
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if isinstance(node.func, ast.Name) and node.func.id.startswith("validate"):
            del node.args[1:]  # formats of one's own; the place in the document
        return self.generic_visit(node)


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


if __name__ == "__main__":
    sys.stdout.write(code(sys.argv[1], documents()))
