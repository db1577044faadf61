"""The local cloud: MiniStack, on the loopback, with IAM enforced and nothing left over from the run before."""

import os
import secrets
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from kabar_cli.local.paths import CLOUD_PYTHON
from kabar_cli.local.process import Child, ToolError

REGION = "ap-southeast-3"
USUAL_PORT = 4566
PATIENCE = 30.0  # seconds for it to answer


@dataclass(frozen=True)
class Cloud:
    """A running local cloud. The credentials are its administrator's, invented for this run."""

    endpoint: str
    access_key_id: str
    secret_access_key: str
    region: str = REGION

    @property
    def environment(self) -> dict[str, str]:
        """What any AWS tool needs to reach it, and nothing of the caller's own AWS settings."""
        return environment_without_aws() | {
            "AWS_ACCESS_KEY_ID": self.access_key_id,
            "AWS_SECRET_ACCESS_KEY": self.secret_access_key,
            "AWS_REGION": self.region,
            "AWS_DEFAULT_REGION": self.region,
            "AWS_ENDPOINT_URL": self.endpoint,
        }


def environment_without_aws() -> dict[str, str]:
    """This process's environment without settings of AWS or Python that would reach the children."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PYTHON", "VIRTUAL_ENV"))}
    return kept | {
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


@contextmanager
def cloud(folder: Path, log: Path) -> Iterator[tuple[Cloud, Child]]:
    """Starts one with its files in `folder`; ends it afterwards. Raises ToolError if it doesn't come up."""
    for port in _ports():
        started = Cloud(f"http://127.0.0.1:{port}", "KABAR" + secrets.token_hex(8).upper(), secrets.token_urlsafe(24))
        with Child([CLOUD_PYTHON, "-m", "ministack"], _settings(started, port, folder), log) as child:
            if _answers(started, child):
                yield started, child
                return
    raise ToolError("Starting the local cloud", log)


def _ports() -> Iterator[int]:
    """The usual port if it is free, then others: another run may take a port between our look and our start."""
    if free(USUAL_PORT):
        yield USUAL_PORT
    for _ in range(3):
        yield free_port()


def free_port() -> int:
    """A port of the loopback on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def free(port: int) -> bool:
    """Whether nobody listens on the loopback's `port`."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _settings(cloud: Cloud, port: int, folder: Path) -> dict[str, str]:
    environment = cloud.environment | {
        "AUTH": "true",
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "MINISTACK_HOST": "127.0.0.1",
        "MINISTACK_REGION": cloud.region,
        "PERSIST_STATE": "0",
        "S3_PERSIST": "0",
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",
        "TMPDIR": str(folder),
        "PYTHONUNBUFFERED": "1",
    }
    # The functions inherit this environment, and reach the cloud by what it sets itself.
    del environment["AWS_ENDPOINT_URL"]
    return environment


def _answers(cloud: Cloud, child: Child) -> bool:
    """Whether it comes up. Its key tells it from another run's that took the port first."""
    sts = boto3.client(
        "sts",
        endpoint_url=cloud.endpoint,
        region_name=cloud.region,
        aws_access_key_id=cloud.access_key_id,
        aws_secret_access_key=cloud.secret_access_key,
        config=Config(connect_timeout=1, read_timeout=5, retries={"total_max_attempts": 1}),
    )
    deadline = time.monotonic() + PATIENCE
    while child.running and time.monotonic() < deadline:
        try:
            sts.get_caller_identity()
        except ClientError:
            return False
        except BotoCoreError:
            time.sleep(0.05)
        else:
            return child.running
    return False
