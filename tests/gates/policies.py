"""Gives every policy of a template to parliament. Run as `python -m gates.policies [TEMPLATE]`, in .venv-security.

CloudFormation's functions become what they would after a deployment. Both branches of a condition are looked at.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import parliament
import yaml
from parliament.finding import Finding

REGION, ACCOUNT = "ap-southeast-3", "123456789012"
PSEUDO = {"Partition": "aws", "Region": REGION, "AccountId": ACCOUNT, "StackName": "kabar"}
ARNS = {
    "AWS::S3::Bucket": "arn:aws:s3:::{name}",
    "AWS::DynamoDB::Table": f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{{name}}",
    "AWS::Logs::LogGroup": f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{{name}}:*",
    "AWS::IAM::Role": f"arn:aws:iam::{ACCOUNT}:role/{{name}}",
    "AWS::Events::EventBus": f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/{{name}}",
    "AWS::Events::Rule": f"arn:aws:events:{REGION}:{ACCOUNT}:rule/{{name}}",
    "AWS::SQS::Queue": f"arn:aws:sqs:{REGION}:{ACCOUNT}:{{name}}",
    "AWS::SNS::Topic": f"arn:aws:sns:{REGION}:{ACCOUNT}:{{name}}",
    "AWS::CloudWatch::Alarm": f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:{{name}}",
    "AWS::Serverless::Function": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{{name}}",
}
"""The ARN of each kind of resource that a policy of ours speaks of."""
# A function hands schedules one role, named by its ARN, and to EventBridge Scheduler alone (a condition says so).
# Of alarms CloudWatch tells nobody who may see only some of them.
SKIPPED = {("PERMISSIONS_MANAGEMENT_ACTIONS", "['iam:passrole']"), ("RESOURCE_STAR", "['cloudwatch:DescribeAlarms']")}


class _Loader(yaml.SafeLoader):
    """A safe loader that knows CloudFormation's short forms."""


def _short(loader: _Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        return {suffix: loader.construct_scalar(node)}
    return {suffix: loader.construct_sequence(node, deep=True)}


_Loader.add_multi_constructor("!", _short)


class Template:
    """A template, able to say what its functions come to."""

    def __init__(self, text: str) -> None:
        template = yaml.load(text, _Loader)  # noqa: S506 - a SafeLoader
        self._resources: Mapping[str, Any] = template["Resources"]
        self._parameters: Mapping[str, Any] = template.get("Parameters", {})

    def policies(self) -> Iterator[tuple[str, Any]]:
        """Every policy, with the resource that it stands in; but for those that only say who may assume a role."""
        for name, resource in self._resources.items():
            for policy in _policies(resource.get("Properties", {})):
                yield name, self._resolved(policy)

    def _resolved(self, value: Any) -> Any:
        match value:
            case {"Ref": str(name)} if name.startswith("AWS::"):
                return PSEUDO.get(name.removeprefix("AWS::"))
            case {"Ref": str(name)} if name in self._parameters:
                return self._parameters[name].get("Default") or "/example"
            case {"Ref": str(name)}:
                return name if "::Topic" not in self._resources.get(name, {}).get("Type", "") else self._arn(name)
            case {"GetAtt": str(path)}:
                name, attribute = path.split(".")
                return self._arn(name) + ("/stream/2024" if attribute == "StreamArn" else "")
            case {"Sub": str(text)}:
                return self._substituted(text)
            case {"If": ["OnLaptop", _, no]}:  # what only the local cloud asks for
                return self._resolved(no)
            case {"If": [_, yes, no]}:
                return [each for each in (self._resolved(yes), self._resolved(no)) if each is not None]
            case dict():
                return {key: self._resolved(each) for key, each in value.items()}
            case list():
                return list(_flat(self._resolved(each) for each in value))
        return value

    def _substituted(self, text: str) -> str:
        for part in text.split("${")[1:]:
            inner = part.split("}")[0]
            put = self._resolved({"GetAtt": inner} if "." in inner else {"Ref": inner})
            text = text.replace(f"${{{inner}}}", str(put))
        return text

    def _arn(self, name: str) -> str:
        return ARNS[self._resources[name]["Type"]].format(name=name)


def _policies(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        if "Statement" in value:
            if all("Resource" in statement for statement in value["Statement"]):
                yield value
            return
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _policies(each)


def _flat(values: Iterator[Any]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, list):
            yield from value
        elif value is not None:
            yield value


def findings(policy: Any) -> list[Finding]:
    """What parliament, its community's auditors and those beside this file say of a policy."""
    auditors = str(Path(__file__).with_name("auditors"))
    judged = parliament.analyze_policy_string(
        json.dumps(policy), private_auditors_custom_path=auditors, include_community_auditors=True
    )
    return [
        each for each in judged.findings if (each.issue, str(each.location.get("actions", each.detail))) not in SKIPPED
    ]


def main(arguments: list[str]) -> int:
    """Prints what is found in TEMPLATE; returns 1 if that is anything, or if it has no policies."""
    found = [
        f"{name}: {each.issue} {each.detail} {each.location.get('string', '')}"
        for name, policy in Template(Path(arguments[0] if arguments else "template.yaml").read_text("utf-8")).policies()
        for each in findings(policy)
    ]
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
