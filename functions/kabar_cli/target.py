"""Where an installation of Kabar is, and with which credentials it is reached."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cloudformation.type_defs import StackTypeDef
    from mypy_boto3_s3 import S3Client

_WHERE = (
    "Where to? Name a stack with --stack, or set KABAR_INBOX: for the local cloud, paste the `export` lines that it"
    " prints."
)
_MARK = "InboxBucket"
"""The output by which a stack is known as Kabar's."""


@dataclass(frozen=True)
class Target:
    """An installation. What is empty is left to the AWS SDK's own search for it."""

    inbox: str
    site: str = ""  # its address, without a slash at its end
    region: str = ""
    endpoint: str = ""
    access_key_id: str = ""
    secret_access_key: str = ""
    stack: str = ""

    @classmethod
    def of(cls, stack: str | None, environment: Mapping[str, str] = os.environ) -> "Target":
        """The stack that is named, else what the environment names. Raises LookupError."""
        if stack:
            return cls.from_stack(stack)
        if not environment.get("KABAR_INBOX") and environment.get("KABAR_STACK"):
            return cls.from_stack(environment["KABAR_STACK"])
        return cls.from_environment(environment)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Target":
        """From what `kabar local` prints. Raises LookupError if no inbox is named."""
        if not environment.get("KABAR_INBOX"):
            raise LookupError(_WHERE)
        return cls(inbox=environment["KABAR_INBOX"], site=environment.get("KABAR_SITE", ""))

    @classmethod
    def from_stack(cls, name: str) -> "Target":
        """From the outputs of a deployed stack. Raises LookupError if there is none of that name."""
        return cls.from_outputs(outputs_of(name))

    @classmethod
    def from_outputs(cls, outputs: Mapping[str, str]) -> "Target":
        """From a stack's outputs."""
        return cls(inbox=outputs["InboxBucket"], site=outputs.get("SiteUrl", "").rstrip("/"))

    @property
    def environment(self) -> dict[str, str]:
        """The variables that make any AWS client, and `kabar`, reach this installation."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_REGION": self.region,
            "AWS_DEFAULT_REGION": self.region,
            "AWS_ACCESS_KEY_ID": self.access_key_id,
            "AWS_SECRET_ACCESS_KEY": self.secret_access_key,
            "KABAR_INBOX": self.inbox,
            "KABAR_SITE": self.site,
            "KABAR_STACK": self.stack,
        }

    @property
    def session(self) -> boto3.Session:
        """A session with the target's region and credentials."""
        return boto3.Session(
            aws_access_key_id=self.access_key_id or None,
            aws_secret_access_key=self.secret_access_key or None,
            region_name=self.region or None,
        )

    def client(self, service: str) -> Any:
        """A client of another service."""
        return self.session.client(service, endpoint_url=self.endpoint or None)  # type: ignore[call-overload]

    @cached_property
    def s3(self) -> "S3Client":
        """A client for the buckets, good for many threads at once."""
        config = Config(max_pool_connections=32, s3={"addressing_style": "path"} if self.endpoint else {})
        return self.session.client("s3", endpoint_url=self.endpoint or None, config=config)


class Outputs(dict[str, str]):
    """A stack's outputs by name. What it should have and hasn't raises LookupError, saying why."""

    def __missing__(self, name: str) -> str:
        """Raises LookupError."""
        raise LookupError(f"The stack has no output {name}: it is of an older Kabar. Deploy this one, and try again.")


def outputs_of(stack: str) -> Outputs:
    """The outputs of a deployed stack by name. Raises LookupError unless it is there and Kabar's."""
    cloudformation: CloudFormationClient = boto3.client("cloudformation")
    try:
        found = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]
    except ClientError as error:
        if error.response["Error"]["Code"] != "ValidationError":
            raise
        raise LookupError(f'There is no stack "{stack}" here. {_others(cloudformation)}') from error
    outputs = _outputs(found)
    if _MARK not in outputs:
        raise LookupError(f"The stack \"{stack}\" isn't Kabar's, or isn't deployed yet. {_others(cloudformation)}")
    return outputs


def _outputs(stack: "StackTypeDef") -> Outputs:
    return Outputs((output["OutputKey"], output["OutputValue"]) for output in stack.get("Outputs", ()))


def _others(cloudformation: "CloudFormationClient") -> str:
    """Which stacks of this account and region are Kabar's."""
    stacks = cloudformation.describe_stacks()["Stacks"]
    names = [stack["StackName"] for stack in stacks if _MARK in _outputs(stack)]
    return f"Kabar's are: {', '.join(names)}." if names else "Look at the region (AWS_REGION) and the account."
