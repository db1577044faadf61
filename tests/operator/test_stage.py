"""What `make deploy` and `make destroy` do besides SAM: protect what holds data, ask before it goes, say what stays."""

import tomllib
from pathlib import Path

import boto3
import pytest
from click.testing import CliRunner

from kabar_cli.operator import stage
from support import aws
from support.aws import moto_aws

ROOT = Path(__file__).resolve().parents[2]
CONFIG = """
version = 0.1
[try.global.parameters]
stack_name = "kabar-try"
region = "ap-southeast-3"
[try.deploy.parameters]
parameter_overrides = "DeletionProtection=false LogLevel=DEBUG"
[real.global.parameters]
stack_name = "kabar-real"
region = "ap-southeast-3"
[real.deploy.parameters]
parameter_overrides = "DeletionProtection=true"
"""
TEMPLATE = {
    "Resources": {
        "InboxBucket": {"DeletionPolicy": "Retain"}, "Table": {"DeletionPolicy": "RetainExceptOnCreate"},
        "SiteBucket": {}, "Role": {"DeletionPolicy": "Retain"},
    }
}  # fmt: skip
KINDS = {
    "InboxBucket": "AWS::S3::Bucket", "Table": "AWS::DynamoDB::Table", "SiteBucket": "AWS::S3::Bucket",
    "Role": "AWS::IAM::Role",
}  # fmt: skip


class CloudFormation:
    """A stack whose site bucket is moto's."""

    def __init__(self, *, protected=False, body=TEMPLATE):
        self.protected, self.deleted, self.body = protected, [], body

    def update_termination_protection(self, *, EnableTerminationProtection, StackName):  # noqa: N803 - boto3's names
        self.protected = (EnableTerminationProtection, StackName)

    def describe_stacks(self, *, StackName):  # noqa: N803
        return {"Stacks": [{"StackName": StackName, "EnableTerminationProtection": self.protected}]}

    def get_template(self, *, StackName, TemplateStage):  # noqa: N803
        assert (StackName, TemplateStage) == ("kabar-try", "Processed")
        return {"TemplateBody": self.body}

    def get_paginator(self, _):
        summaries = [
            {"LogicalResourceId": name, "ResourceType": kind, "PhysicalResourceId": f"kabar-try-{name.lower()}"}
            for name, kind in KINDS.items()
        ]
        return Pages([{"StackResourceSummaries": summaries}])

    def describe_stack_resource(self, *, StackName, LogicalResourceId):  # noqa: ARG002, N803
        assert LogicalResourceId == "SiteBucket"
        return {"StackResourceDetail": {"PhysicalResourceId": aws.SITE}}

    def delete_stack(self, *, StackName):  # noqa: N803
        self.deleted.append(StackName)

    def get_waiter(self, _):
        return Pages(None)


class Pages:
    def __init__(self, pages):
        self.pages = pages

    def paginate(self, **_):
        return self.pages

    def wait(self, **_):
        pass


@pytest.fixture
def run(monkeypatch, tmp_path):
    """The module's command, over moto's S3 and such a CloudFormation."""
    (tmp_path / "samconfig.toml").write_text(CONFIG)
    monkeypatch.chdir(tmp_path)
    with moto_aws(monkeypatch):
        aws.create_bucket(aws.SITE)
        real = boto3.client

        def made(*words, cloudformation, typed=""):
            monkeypatch.setattr(
                boto3,
                "client",
                lambda service, **more: cloudformation if service == "cloudformation" else real(service, **more),
            )
            return CliRunner().invoke(stage.main, words, input=typed)

        yield made


def test_what_holds_data_is_protected(run):
    cloudformation = CloudFormation()
    assert run("protect", "real", cloudformation=cloudformation).exit_code == 0
    assert cloudformation.protected == (True, "kabar-real")


def test_what_is_tried_out_is_not(run):
    cloudformation = CloudFormation()
    assert run("protect", "try", cloudformation=cloudformation).exit_code == 0
    assert cloudformation.protected is False


def put(count):
    s3 = aws.client("s3")
    for number in range(count):
        s3.put_object(Bucket=aws.SITE, Key=f"{number}/index.html", Body=b"x")


def left():
    return aws.client("s3").list_objects_v2(Bucket=aws.SITE)["KeyCount"]


@pytest.mark.parametrize("body", [TEMPLATE, "Resources:\n  InboxBucket: {DeletionPolicy: Retain}\n  SiteBucket: {}\n"])
def test_a_stack_goes_after_its_name_was_typed(run, body):
    put(3)
    cloudformation = CloudFormation(body=body)
    done = run("destroy", "try", cloudformation=cloudformation, typed="kabar-try\n")
    assert (done.exit_code, cloudformation.deleted, left()) == (0, ["kabar-try"], 0), done.output
    assert done.output.count("kabar-try-inboxbucket") == 2
    assert "kabar-try-sitebucket" not in done.output


def test_it_says_what_stays(run):
    told = run("destroy", "try", cloudformation=CloudFormation(), typed="\n").output
    assert {name for name in KINDS if f"kabar-try-{name.lower()}" in told} == {"InboxBucket", "Table"}


@pytest.mark.parametrize("typed", ["", "\n", "y\n", "kabar\n"])
def test_nothing_goes_without_the_name(run, typed):
    put(1)
    cloudformation = CloudFormation()
    done = run("destroy", "try", cloudformation=cloudformation, typed=typed)
    assert (done.exit_code, cloudformation.deleted, left()) == (1, [], 1), done.output


def test_what_is_protected_stays_and_it_is_said_how_to_lift_that(run):
    put(1)
    cloudformation = CloudFormation(protected=True)
    done = run("destroy", "try", cloudformation=cloudformation, typed="kabar-try\n")
    assert (done.exit_code, cloudformation.deleted, left()) == (1, [], 1)
    assert "--no-enable-termination-protection --stack-name kabar-try" in done.output


def test_a_stage_that_isnt_there(run):
    done = run("destroy", "prud", cloudformation=CloudFormation())
    assert (done.exit_code, "only real, try" in done.output) == (1, True)


def test_a_stage_is_found_before_it_is_built(run):
    done = run("find", "try", cloudformation=CloudFormation())
    assert (done.exit_code, done.output) == (0, "try: the stack kabar-try in ap-southeast-3\n")
    done = run("find", "prud", cloudformation=CloudFormation())
    assert (done.exit_code, "only real, try" in done.output) == (1, True)


def test_what_sam_was_answered_counts_above_what_is_for_all_commands(tmp_path):
    config = tmp_path / "samconfig.toml"
    general = '[a.global.parameters]\nstack_name = "kabar"\nregion = "ap-southeast-3"\n'
    config.write_text(f'{general}[a.deploy.parameters]\nstack_name = "warta"\nregion = "us-east-1"\n')
    assert stage.Stage.read("a", config) == stage.Stage("warta", "us-east-1", fleeting=False)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('[a.deploy.parameters]\nstack_name = "warta"\n', 'The stage "a" in .* lacks region'),
        ("[a.validate.parameters]\nlint = true\n", 'The stage "a" in .* lacks stack_name and region'),
    ],
)
def test_a_stage_that_says_too_little(tmp_path, written, said):
    config = tmp_path / "samconfig.toml"
    config.write_text(written)
    with pytest.raises(LookupError, match=said):
        stage.Stage.read("a", config)


def test_every_stage_of_samconfig_can_be_read():
    names = [
        name for name, each in tomllib.loads((ROOT / "samconfig.toml").read_text()).items() if isinstance(each, dict)
    ]
    stages = {name: stage.Stage.read(name, ROOT / "samconfig.toml") for name in names}
    assert len({each.stack for each in stages.values()}) == len(names)


@pytest.mark.parametrize(
    ("written", "fleeting"),
    [
        ('"LogLevel=DEBUG DeletionProtection=false"', True), ('"DeletionProtection=true"', False), ('""', False),
        (r'"LogLevel=\"INFO\" DeletionProtection=\"false\""', True), (r'"DeletionProtection=\"true\""', False),
        ('["DeletionProtection=false", "LogLevel=INFO"]', True), ('{ DeletionProtection = "false" }', True),
    ],
)  # fmt: skip
def test_a_stage_s_parameters_are_read_however_sam_lets_them_be_written(tmp_path, written, fleeting):
    config = tmp_path / "samconfig.toml"
    own = f"[try.deploy.parameters]\nparameter_overrides = {written}\n"
    config.write_text('[try.global.parameters]\nstack_name = "a"\nregion = "b"\n' + own)
    assert stage.Stage.read("try", config) == stage.Stage("a", "b", fleeting)
