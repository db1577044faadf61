"""The stack: `template.yaml`, deployed by SAM to the local cloud."""

import re
from collections.abc import Mapping
from pathlib import Path

import boto3

from kabar_cli.local.cloud import Cloud
from kabar_cli.local.paths import SAM
from kabar_cli.local.process import run

NAME = "kabar"
_DEPLOYMENTS = "kabar-deployments"


_WEBHOOKS = "/kabar/webhooks"


def deploy(
    cloud: Cloud, bundles: Path, log: Path, webhooks: str = "", parameters: Mapping[str, object] | None = None
) -> dict[str, str]:
    """Deploys the bundles as built; the stack's outputs by name. Raises ToolError.

    `webhooks` is who is told; `parameters` are the template's, where they aren't what they are by default.
    """
    session = boto3.Session(cloud.access_key_id, cloud.secret_access_key, region_name=cloud.region)
    s3 = session.client("s3", endpoint_url=cloud.endpoint)
    s3.create_bucket(Bucket=_DEPLOYMENTS, CreateBucketConfiguration={"LocationConstraint": "ap-southeast-3"})
    given = ["Scale=laptop", *(f"{name}={value}" for name, value in (parameters or {}).items())]
    if webhooks:
        ssm = session.client("ssm", endpoint_url=cloud.endpoint)
        ssm.put_parameter(Name=_WEBHOOKS, Value=webhooks, Type="SecureString")
        given.append(f"WebhooksParameter={_WEBHOOKS}")
    environment = cloud.environment | {"SAM_CLI_TELEMETRY": "0", "SAM_CLI_POLL_DELAY": "0.2"}
    run("Deploying the stack", _command(cloud, _for_laptops(bundles / "template.yaml"), given), environment, log)
    formation = session.client("cloudformation", endpoint_url=cloud.endpoint)
    [stack] = formation.describe_stacks(StackName=NAME)["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


def _for_laptops(template: Path) -> Path:
    """A copy beside it, with `laptop` as the default of Scale.

    The local cloud expands SAM's resources before it knows the parameters, and has no CodeDeploy: SAM must see at once
    that new code takes over in one step.
    """
    text, count = re.subn(
        r"(?m)(^  Scale:\n(?:    .*\n)*?    Default: )newsroom$", r"\1laptop", template.read_text("utf-8")
    )
    if count != 1:
        raise LookupError(f"{template} has no parameter Scale whose default is newsroom")
    copy = template.with_name("laptop.yaml")
    copy.write_text(text, "utf-8")
    return copy


def _command(cloud: Cloud, template: Path, parameters: list[str]) -> list[str | Path]:
    return [
        SAM,
        "deploy",
        *("--template-file", template),
        *("--stack-name", NAME),
        *("--region", cloud.region),
        *("--s3-bucket", _DEPLOYMENTS),
        *("--capabilities", "CAPABILITY_IAM"),
        *("--parameter-overrides", *parameters),
        "--no-confirm-changeset",
        "--no-progressbar",
    ]
