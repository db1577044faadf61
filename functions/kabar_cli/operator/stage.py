"""A stage of samconfig.toml, around what SAM does: what `make deploy` and `make destroy` run besides.

Run as `python -m kabar_cli.operator.stage find|protect|destroy STAGE`.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import boto3
import click

from kabar_cli.edge.template import parse
from kabar_cli.errors import in_words

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_s3 import S3Client

CONFIG: Final = Path("samconfig.toml")
_FLEETING: Final = re.compile(r"DeletionProtection\W+false\b")
"""As somebody writes it there, as `sam deploy --guided` does, with quotation marks, or as a table or list."""
_KEPT: Final = ("Retain", "RetainExceptOnCreate")
_TELLING: Final = ("AWS::S3::Bucket", "AWS::DynamoDB::Table", "AWS::Logs::LogGroup")
"""Kinds of what may stay that hold something."""


@dataclass(frozen=True)
class Stage:
    """Which stack, where, and whether it is to be tried out only."""

    stack: str
    region: str
    fleeting: bool

    @classmethod
    def read(cls, name: str, config: Path = CONFIG) -> Self:
        """From samconfig.toml, where `sam deploy --guided` keeps its answers too: for a command, above what is for all.

        Raises LookupError if there is no such stage, or if it lacks a stack's name or a region.
        """
        stages = {key: each for key, each in tomllib.loads(config.read_text("utf-8")).items() if isinstance(each, dict)}
        if name not in stages:
            raise LookupError(f'{config} has no stage "{name}", only {", ".join(sorted(stages))}.')
        general, own = (stages[name].get(command, {}).get("parameters", {}) for command in ("global", "deploy"))
        if lacking := [each for each in ("stack_name", "region") if each not in general | own]:
            raise LookupError(f'The stage "{name}" in {config} lacks {" and ".join(lacking)}.')
        said = general | own
        return cls(said["stack_name"], said["region"], bool(_FLEETING.search(str(own))))

    def client(self, service: str) -> Any:
        """A client in the stage's region."""
        return boto3.client(service, region_name=self.region)  # type: ignore[call-overload]


@click.group()
def main() -> None:
    """Look after a stage."""


@main.command()
@click.argument("stage")
def find(stage: str) -> None:
    """Say which stack a stage is, or that there is no such stage, before minutes are spent on building."""
    with in_words():
        found = Stage.read(stage)
        click.echo(f"{stage}: the stack {found.stack} in {found.region}")


@main.command()
@click.argument("stage")
def protect(stage: str) -> None:
    """Have AWS refuse to delete the stack, unless the stage lets its table be deleted too."""
    with in_words():
        found = Stage.read(stage)
        if not found.fleeting:
            found.client("cloudformation").update_termination_protection(
                EnableTerminationProtection=True, StackName=found.stack
            )
            click.echo(f"{found.stack} is protected: it can't be deleted by a slip.")


@main.command()
@click.argument("stage")
def destroy(stage: str) -> None:
    """Delete a stage's stack: say what goes and what stays, ask, empty the site, delete."""
    with in_words():
        found = Stage.read(stage)
        cloudformation = found.client("cloudformation")
        stays = list(kept(cloudformation, found.stack))
        if _protected(cloudformation, found.stack):
            raise click.ClickException(
                f"{found.stack} is protected. If it is really to go, lift that first: aws cloudformation"
                f" update-termination-protection --no-enable-termination-protection --stack-name {found.stack}"
                f" --region {found.region}"
            )
        click.echo(f"The stack {found.stack} in {found.region} goes: the site with its address, functions, queues.")
        _tell("What stays, and costs its storage until you delete it yourself:", stays)
        if click.prompt("To go on, type the stack's name", default="", show_default=False) != found.stack:
            raise click.ClickException("That isn't its name: nothing was deleted.")
        empty(found.client("s3"), _site(cloudformation, found.stack))
        cloudformation.delete_stack(StackName=found.stack)
        click.echo("Deleting. CloudFront takes some minutes.")
        cloudformation.get_waiter("stack_delete_complete").wait(StackName=found.stack)
        _tell("Deleted. These are still there:", stays)


def kept(cloudformation: "CloudFormationClient", stack: str) -> Iterator[tuple[str, str, str]]:
    """Kind, logical and physical name of each resource that holds something and outlives the stack."""
    body: Any = cloudformation.get_template(StackName=stack, TemplateStage="Processed")["TemplateBody"]
    # A transformed template comes as JSON, which boto3 has read already.
    template = parse(body, stack) if isinstance(body, str) else body
    lasting = {name for name, each in template["Resources"].items() if each.get("DeletionPolicy") in _KEPT}
    for page in cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack):
        for each in page["StackResourceSummaries"]:
            if each["LogicalResourceId"] in lasting and each["ResourceType"] in _TELLING:
                yield each["ResourceType"], each["LogicalResourceId"], each.get("PhysicalResourceId", "")


def empty(s3: "S3Client", bucket: str) -> None:
    """Delete every object and version. Raises LookupError if AWS refuses one: the stack couldn't go then."""
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
        found = [*page.get("Versions", ()), *page.get("DeleteMarkers", ())]
        keys: list[Any] = [{"Key": each["Key"], "VersionId": each["VersionId"]} for each in found]
        if not keys:
            continue
        refused = s3.delete_objects(Bucket=bucket, Delete={"Objects": keys, "Quiet": True}).get("Errors", [])
        if refused:
            first = refused[0]
            raise LookupError(f"{first.get('Key')} can't be deleted: {first.get('Message')}. Nothing else was.")


def _site(cloudformation: "CloudFormationClient", stack: str) -> str:
    return cloudformation.describe_stack_resource(StackName=stack, LogicalResourceId="SiteBucket")[
        "StackResourceDetail"
    ].get("PhysicalResourceId", "")


def _protected(cloudformation: "CloudFormationClient", stack: str) -> bool:
    return cloudformation.describe_stacks(StackName=stack)["Stacks"][0].get("EnableTerminationProtection", False)


def _tell(what: str, stays: list[tuple[str, str, str]]) -> None:
    click.echo(what)
    for kind, name, identity in stays:
        click.echo(f"  {name:<14} {kind:<22} {identity}")


if __name__ == "__main__":
    main(prog_name="kabar_cli.operator.stage")
