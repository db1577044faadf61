"""template.yaml, its short forms of functions each as the mapping that it stands for."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]


class Loader(yaml.SafeLoader):
    """YAML with CloudFormation's short forms, each as the mapping that it stands for."""


def _short(loader: Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        return {suffix: loader.construct_scalar(node)}
    if isinstance(node, yaml.SequenceNode):
        return {suffix: loader.construct_sequence(node, deep=True)}
    raise TypeError(node)


Loader.add_multi_constructor("!", _short)


def load(name: str) -> dict[str, Any]:
    """A template of the project."""
    document: dict[str, Any] = yaml.load((ROOT / name).read_text(), Loader)  # noqa: S506 - a SafeLoader
    return document


TEMPLATE = load("template.yaml")
RESOURCES: dict[str, Any] = TEMPLATE["Resources"]
DEFAULTS = TEMPLATE["Globals"]["Function"]


def of_type(kind: str) -> dict[str, Any]:
    found = {name: each.get("Properties", {}) for name, each in RESOURCES.items() if each["Type"] == kind}
    assert found, kind
    return found


QUEUES = of_type("AWS::SQS::Queue")
FUNCTIONS = of_type("AWS::Serverless::Function")


def target(value: Any) -> str:
    """The resource whose ARN this is."""
    return str(value["GetAtt"]).removesuffix(".Arn")


def sources() -> Iterator[tuple[str, str]]:
    """Each function that takes from a queue, and the queue."""
    for name, properties in FUNCTIONS.items():
        for event in properties["Events"].values():
            if event["Type"] == "SQS":
                yield name, target(event["Properties"]["Queue"])


def statements() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each statement of each role, as it is on AWS: actions and resources are lists."""
    for name, properties in of_type("AWS::IAM::Role").items():
        for policy in properties["Policies"]:
            for statement in policy["PolicyDocument"]["Statement"]:
                actions, resources = (on_aws(statement[part]) for part in ("Action", "Resource"))
                yield name, statement | {"Action": actions, "Resource": resources}


def on_aws(value: Any) -> list[Any]:
    """The members of a list, or one thing as one, without what is for laptops alone."""
    members = value if isinstance(value, list) else [value]
    chosen = [each["If"][2] if "If" in each and each["If"][0] == "OnLaptop" else each for each in members]
    return [each for each in chosen if each != {"Ref": "AWS::NoValue"}]
