"""The stack: `template.yaml`, deployed by SAM to the local cloud."""

from pathlib import Path

import boto3

from kabar_cli.local.cloud import Cloud
from kabar_cli.local.paths import SAM
from kabar_cli.local.process import run

NAME = "kabar"
_DEPLOYMENTS = "kabar-deployments"


_WEBHOOKS = "/kabar/webhooks"


def deploy(cloud: Cloud, bundles: Path, log: Path, webhooks: str = "") -> dict[str, str]:
    """Deploys the bundles as built; the stack's outputs by name. `webhooks` is who is told. Raises ToolError."""
    session = boto3.Session(cloud.access_key_id, cloud.secret_access_key, region_name=cloud.region)
    s3 = session.client("s3", endpoint_url=cloud.endpoint)
    s3.create_bucket(Bucket=_DEPLOYMENTS, CreateBucketConfiguration={"LocationConstraint": "ap-southeast-3"})
    parameters = ["Scale=laptop"]
    if webhooks:
        ssm = session.client("ssm", endpoint_url=cloud.endpoint)
        ssm.put_parameter(Name=_WEBHOOKS, Value=webhooks, Type="SecureString")
        parameters.append(f"WebhooksParameter={_WEBHOOKS}")
    environment = cloud.environment | {"SAM_CLI_TELEMETRY": "0", "SAM_CLI_POLL_DELAY": "0.2"}
    run("Deploying the stack", _command(cloud, bundles, parameters), environment, log)
    formation = session.client("cloudformation", endpoint_url=cloud.endpoint)
    [stack] = formation.describe_stacks(StackName=NAME)["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


def _command(cloud: Cloud, bundles: Path, parameters: list[str]) -> list[str | Path]:
    return [
        SAM,
        "deploy",
        *("--template-file", bundles / "template.yaml"),
        *("--stack-name", NAME),
        *("--region", cloud.region),
        *("--s3-bucket", _DEPLOYMENTS),
        *("--capabilities", "CAPABILITY_IAM"),
        *("--parameter-overrides", *parameters),
        "--no-confirm-changeset",
        "--no-progressbar",
    ]
