"""template.yaml keeps its own rules."""

from pathlib import Path

import pytest

from kabar_cli.edge.template import load, resources, target
from kabar_cli.inline import SOURCES, inline

ROOT = Path(__file__).parents[2]
TEMPLATE = load(ROOT / "template.yaml")
RESOURCES = TEMPLATE["Resources"]
FUNCTIONS = dict(resources(TEMPLATE, "AWS::Serverless::Function"))
ROLES = dict(resources(TEMPLATE, "AWS::IAM::Role"))
QUEUES = dict(resources(TEMPLATE, "AWS::SQS::Queue"))


NO_RESOURCE = (
    {"xray:PutTraceSegments", "xray:PutTelemetryRecords"},
    {"dynamodb:ListStreams"},
    {"cloudwatch:DescribeAlarms"},
)
"""What AWS grants on all resources or on none (Service Authorization Reference)."""


def statements():
    for role in ROLES.values():
        for policy in role["Properties"]["Policies"]:
            yield from policy["PolicyDocument"]["Statement"]


def test_the_edge_functions_are_the_files_beside_them():
    text = (ROOT / "template.yaml").read_text("utf-8")
    sources = {name: (ROOT / "functions" / "edge" / file).read_text("utf-8") for name, file in SOURCES.items()}
    assert inline(text, sources) == text


def test_inlining_replaces_the_code_whole_and_touches_nothing_else():
    text = (ROOT / "template.yaml").read_text("utf-8")
    sources = {name: (ROOT / "functions" / "edge" / file).read_text("utf-8") for name, file in SOURCES.items()}
    other = inline(text, dict.fromkeys(SOURCES, "// one\n\n// two \\1\n"))
    assert other.count("        // one\n\n        // two \\1\n") == len(SOURCES)
    assert inline(other, sources) == text


def test_a_template_without_the_functions_is_refused():
    with pytest.raises(LookupError, match="ViewerRequest"):
        inline("Resources: {}\n", {"ViewerRequest": ""})


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_has_a_role_and_a_log_of_its_own(name):
    properties = FUNCTIONS[name]["Properties"]
    kind = name.removesuffix("Function")
    assert target(properties["Role"]) == f"{kind}Role"
    assert target(properties["LoggingConfig"]["LogGroup"]) == f"{kind}Logs"
    assert properties["CodeUri"] == f"functions/{kind.lower()}"
    assert (ROOT / properties["CodeUri"] / "app.py").exists()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_queue_hides_a_message_for_six_times_its_functions_timeout(name):
    properties = FUNCTIONS[name]["Properties"]
    timeout = properties.get("Timeout", TEMPLATE["Globals"]["Function"]["Timeout"])
    for event in properties["Events"].values():
        assert "ReportBatchItemFailures" in event["Properties"]["FunctionResponseTypes"]
        if event["Type"] == "SQS":
            queue = QUEUES[target(event["Properties"]["Queue"])]["Properties"]
            assert queue["VisibilityTimeout"] >= 6 * timeout
            assert target(queue["RedrivePolicy"]["deadLetterTargetArn"]) in QUEUES


def test_permissions_name_their_actions_and_resources():
    for statement in statements():
        actions = set(map(str, statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]))
        assert not [action for action in actions if "*" in action]
        assert statement["Resource"] != "*" or actions in NO_RESOURCE


def test_nothing_that_two_stacks_could_not_share_has_a_fixed_name():
    for name, resource in RESOURCES.items():
        properties = resource["Properties"]
        fixed = {"BucketName", "TableName", "QueueName", "FunctionName", "RoleName", "LogGroupName", "Name"}
        for key in fixed & properties.keys():
            assert isinstance(properties[key], dict), f"{name} has the fixed {key} {properties[key]}"


def test_the_truth_outlives_the_stack():
    for name in ("InboxBucket", "Table"):
        assert RESOURCES[name]["DeletionPolicy"] == RESOURCES[name]["UpdateReplacePolicy"] == "Retain"


def test_no_bucket_is_public():
    for _, bucket in resources(TEMPLATE, "AWS::S3::Bucket"):
        assert all(bucket["Properties"]["PublicAccessBlockConfiguration"].values())
