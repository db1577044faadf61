"""The roles of template.yaml, kept by moto's AWS: what a role doesn't grant is refused, the rest is noted."""

import os
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache, wraps
from typing import Any, Final

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from support.aws import ACCOUNT, REGION
from support.needs import Need, needs
from support.stack import RESOURCES, TEMPLATE, listed, resolved

FUNCTIONS: Final = sorted(
    name.removesuffix("Function").lower()
    for name, resource in RESOURCES.items()
    if resource["Type"] == "AWS::Serverless::Function"
)
_BY_LAMBDA: Final = {
    "SQS": ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
    "DynamoDB": ("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"),
}  # fmt: skip
"""AWS Lambda, "Using Lambda with Amazon SQS" and "... with Amazon DynamoDB", "Execution role permissions"."""
_running: ContextVar[str | None] = ContextVar("_running")
_COMMON = TEMPLATE["Globals"]["Function"]["Environment"]["Variables"]


def running(name: str, handler: Callable[..., Any]) -> Callable[..., Any]:
    """The handler of a function; while it runs, what is called is called by that function."""

    @wraps(handler)
    def run(event: Any, context: Any) -> Any:
        token = _running.set(name)
        try:
            return handler(event, context)
        finally:
            _running.reset(token)

    return run


@contextmanager
def elsewhere() -> Iterator[None]:
    """Within it, what is called while a function waits isn't called by that function."""
    token = _running.set(None)
    try:
        yield
    finally:
        _running.reset(token)


@dataclass(frozen=True)
class Grant:
    """That an action is allowed on all that a pattern names. `names` has the pattern as the template writes it."""

    sid: str
    action: str
    pattern: str
    written: str

    def covers(self, need: Need) -> bool:
        """Whether it allows that."""
        return self.action == need[0] and fnmatchcase(need[1], self.pattern)


@dataclass
class Permissions:
    """What the functions asked for: of what was granted, each by (function, grant), and where; what was refused."""

    used: dict[tuple[str, str, str, str], set[str]] = field(default_factory=dict)
    refused: list[tuple[str, Need]] = field(default_factory=list)

    def check(self, name: str, need: Need) -> None:
        """Note it. Raises ClientError where the function's role doesn't grant it."""
        for grant in granted(name, names_of(name)):
            if grant.covers(need):
                self.used.setdefault((name, grant.sid, grant.action, grant.written), set()).add(need[1])
                return
        self.refused.append((name, need))
        answer: Any = {"Error": {"Code": "AccessDenied", "Message": f"{name} may not {need}"}, "ResponseMetadata": {}}
        raise ClientError(answer, need[0])

    @contextmanager
    def kept(self, patch: pytest.MonkeyPatch) -> Iterator[None]:
        """While it lasts, whatever a function calls is checked."""
        plain = BaseClient._make_api_call  # type: ignore[attr-defined]

        def call(client: Any, operation: str, params: dict[str, Any]) -> Any:
            name = _running.get(None)
            if name is None:
                return plain(client, operation, params)
            service, error = client.meta.service_model.service_name, None
            for need in needs(service, operation, params, None):
                self.check(name, need)
            try:
                return plain(client, operation, params)
            except ClientError as refusal:
                error = refusal.response["Error"]["Code"]
                raise
            finally:
                for need in needs(service, operation, params, error) if error else ():
                    self.check(name, need)

        with patch.context() as patched:
            patched.setattr(BaseClient, "_make_api_call", call)
            yield


def names_of(name: str) -> Mapping[str, str]:
    """What the template's Ref and GetAtt give here, as the variables of the function tell it."""
    variables = _COMMON | RESOURCES[f"{name.title()}Function"]["Properties"]["Environment"]["Variables"]
    told = {key: (where, os.environ[key]) for key, where in variables.items() if key in os.environ}
    names = {"AWS::Partition": "aws", "AWS::Region": REGION, "AWS::AccountId": ACCOUNT}
    for where, value in told.values():
        match where:
            case {"Ref": logical}:
                names |= {logical: value, f"{logical}.Arn": _arn(logical, value)}
            case {"Fn::GetAtt": attribute}:
                names[attribute] = value
    return names


def _arn(logical: str, value: str) -> str:
    match RESOURCES.get(logical, {}).get("Type"):
        case "AWS::S3::Bucket":
            return f"arn:aws:s3:::{value}"
        case "AWS::DynamoDB::Table":
            return f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{value}"
        case "AWS::SQS::Queue":
            return f"arn:aws:sqs:{REGION}:{ACCOUNT}:{value.rpartition('/')[2]}"
        case "AWS::Events::EventBus":
            return f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/{value}"
    return f"<{logical}.Arn>"


def granted(name: str, names: Mapping[str, str]) -> tuple[Grant, ...]:
    """All that the role of a function grants, each action on each resource by itself."""
    return _granted(name, tuple(sorted(names.items())))


@cache
def _granted(name: str, names: tuple[tuple[str, str], ...]) -> tuple[Grant, ...]:
    role = RESOURCES[f"{name.title()}Role"]["Properties"]
    statements = [each for policy in role["Policies"] for each in policy["PolicyDocument"]["Statement"]]
    return tuple(
        Grant(statement["Sid"], action, pattern, written)
        for statement in statements
        for action in resolved(listed(statement["Action"]), {})
        for pattern, written in zip(
            resolved(listed(statement["Resource"]), dict(names)),
            resolved(listed(statement["Resource"]), {}),
            strict=True,
        )
    )


def by_lambda(name: str) -> Iterator[tuple[str, str]]:
    """What Lambda itself does in the name of a function: its log, its traces, what starts it, where failures go."""
    properties = RESOURCES[f"{name.title()}Function"]["Properties"]
    yield from (("logs:" + action, f"<{name.title()}Logs.Arn>") for action in ("CreateLogStream", "PutLogEvents"))
    yield from ((f"xray:{action}", "*") for action in ("PutTraceSegments", "PutTelemetryRecords"))
    for event in properties["Events"].values():
        told = event["Properties"]
        source = resolved(told.get("Queue") or told.get("Stream"), {})
        yield from ((action, source) for action in _BY_LAMBDA[event["Type"]])
        if event["Type"] == "DynamoDB":
            yield "dynamodb:ListStreams", "*"
        if "DestinationConfig" in told:
            yield "sqs:SendMessage", resolved(told["DestinationConfig"]["OnFailure"]["Destination"], {})


def idle(used: Container[tuple[str, str, str, str]]) -> list[tuple[str, str, str, str]]:
    """What the roles grant, Lambda doesn't do in their name, and isn't among what was used."""
    return sorted(
        (name, each.sid, each.action, each.written)
        for name in FUNCTIONS
        for each in granted(name, names_of(name))
        if (each.action, each.written) not in set(by_lambda(name))
        and (name, each.sid, each.action, each.written) not in used
    )
