"""Where an installation of Kabar is, and with which credentials it is reached."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


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
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Target":
        """From what `kabar local` prints. Raises LookupError if no inbox is named."""
        if not environment.get("KABAR_INBOX"):
            raise LookupError("Where to? Name a stack with --stack, or set KABAR_INBOX as `kabar local` prints it.")
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

    @cached_property
    def s3(self) -> "S3Client":
        """A client for the buckets, good for many threads at once."""
        config = Config(max_pool_connections=32, s3={"addressing_style": "path"} if self.endpoint else {})
        return self.session.client("s3", endpoint_url=self.endpoint or None, config=config)


def outputs_of(stack: str) -> dict[str, str]:
    """The outputs of a deployed stack by name. Raises LookupError unless it is there and Kabar's."""
    try:
        found = boto3.client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
    except ClientError as error:
        raise LookupError(f"stack {stack}: {error.response['Error'].get('Message', error)}") from error
    outputs = {output["OutputKey"]: output["OutputValue"] for output in found.get("Outputs", ())}
    if "InboxBucket" not in outputs:
        raise LookupError(f"stack {stack} has no output InboxBucket: it isn't Kabar's, or isn't deployed yet")
    return outputs
