"""Secrets in AWS Systems Manager Parameter Store."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_ssm import SSMClient


@dataclass
class SsmSecret:
    """kabar.ports.Secret over one parameter."""

    client: "SSMClient"
    name: str

    def read(self) -> str:
        """The parameter's value, decrypted."""
        return self.client.get_parameter(Name=self.name, WithDecryption=True)["Parameter"]["Value"]
