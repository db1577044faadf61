"""Reads a CloudFormation template without resolving it: intrinsic functions become plain dictionaries."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

Node = Mapping[str, Any]


class TemplateError(ValueError):
    """The template lacks something, or says it by a function that only a deployment can resolve."""


class _Loader(yaml.SafeLoader):
    """A safe loader that also knows CloudFormation's short tags (`!Ref`, `!GetAtt`, ...)."""


def _intrinsic(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    name = suffix if suffix in {"Ref", "Condition"} else f"Fn::{suffix}"
    if isinstance(node, yaml.MappingNode):
        return {name: loader.construct_mapping(node, deep=True)}
    if isinstance(node, yaml.SequenceNode):
        return {name: loader.construct_sequence(node, deep=True)}
    return {name: node.value}


_Loader.add_multi_constructor("!", _intrinsic)


def load(path: Path) -> Node:
    """The template at `path`. Raises TemplateError if it is no YAML mapping."""
    return parse(path.read_text("utf-8"), str(path))


def parse(text: str, name: str) -> Node:
    """A template's text. Raises TemplateError, with the name, if it is no YAML mapping."""
    try:
        document = yaml.load(text, _Loader)  # noqa: S506 - _Loader is a SafeLoader
    except yaml.YAMLError as error:
        raise TemplateError(f"{name}: {error}") from error
    if not isinstance(document, dict):
        raise TemplateError(f"{name}: not a CloudFormation template")
    return document


def resources(template: Node, kind: str) -> Iterator[tuple[str, Node]]:
    """Logical id and body of each resource of the type `kind`, in the template's order."""
    for logical_id, resource in template.get("Resources", {}).items():
        if resource.get("Type") == kind:
            yield logical_id, resource


def target(value: object) -> str | None:
    """The logical id that a `Ref` or `GetAtt` points at; None for anything else."""
    if not isinstance(value, dict):
        return None
    found = value.get("Ref") or value.get("Fn::GetAtt")
    if isinstance(found, list):
        found = found[0]
    return found.split(".")[0] if isinstance(found, str) else None


def text(value: object, where: str) -> str:
    """A literal as text. Raises TemplateError, naming `where`, for an intrinsic function."""
    if isinstance(value, dict | list) or value is None:
        raise TemplateError(f"{where}: {value!r} has no value before deployment; the local edge needs a literal")
    return str(value)


def flag(value: object) -> bool:
    """A YAML or CloudFormation boolean."""
    return str(value).lower() == "true"
