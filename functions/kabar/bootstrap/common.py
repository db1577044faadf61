"""What every function is wired of: its environment, and clients."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import boto3
from botocore.config import Config

_RETRIES = Config(retries={"mode": "standard", "total_max_attempts": 5}, connect_timeout=2, read_timeout=10)


class Misconfigured(Exception):
    """The environment lacks a variable that template.yaml should have set."""


def setting(environment: Mapping[str, str], name: str) -> str:
    """A variable of the environment. Raises Misconfigured."""
    try:
        return environment[name]
    except KeyError:
        raise Misconfigured(f"environment variable {name} is not set") from None


@cache
def client(service: str) -> Any:
    """A client of an AWS service, made once, with bounded retries and time."""
    return boto3.client(service, config=_RETRIES)  # type: ignore[call-overload]
