"""The local cloud keeps the template's roles: each function may do there what its role grants, and nothing else."""

import io
import json
import zipfile
from fnmatch import fnmatchcase

import pytest

from kabar.services.probe import KEY as PROBED
from support.permissions import granted
from support.stack import RESOURCES

pytestmark = pytest.mark.local_cloud
FUNCTIONS = sorted(
    name.removesuffix("Function").lower()
    for name, resource in RESOURCES.items()
    if resource["Type"] == "AWS::Serverless::Function"
)
CODE = """
import boto3
from botocore.exceptions import ClientError

def handler(calls, context):
    return [outcome(**call) for call in calls]

def outcome(service, operation, arguments):
    try:
        getattr(boto3.client(service), operation)(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return "granted"
"""
REFUSED = {"AccessDenied", "AccessDeniedException", "AccessDeniedFault"}


def calls(whole, names):
    """What is tried: action and resource, as the template writes it, and how."""
    inbox, site, table = whole.inbox, whole.site_bucket, names["Table"]
    index = {"TableName": table, "ConsistentRead": True}
    partition = {"KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": {":pk": {"S": "SITE"}}}
    yield "s3:GetObject", "<InboxBucket.Arn>/articles/uji", "s3", "get_object", {"Bucket": inbox, "Key": "articles/uji"}
    for bucket, name, key in (
        ("<InboxBucket.Arn>", inbox, "receipts/uji/uji"),
        ("<InboxBucket.Arn>", inbox, "articles/uji.json"),
        ("<InboxBucket.Arn>", inbox, PROBED),
        ("<SiteBucket.Arn>", site, "uji/uji.html"),
    ):
        yield "s3:PutObject", f"{bucket}/{key}", "s3", "put_object", {"Bucket": name, "Key": key}
    yield "s3:ListBucketVersions", "<InboxBucket.Arn>", "s3", "list_object_versions", {"Bucket": inbox}
    one = index | {"Key": {"pk": {"S": "SITE"}, "sk": {"S": "SITE"}}}
    yield "dynamodb:GetItem", "<Table.Arn>", "dynamodb", "get_item", one
    yield "dynamodb:Query", "<Table.Arn>", "dynamodb", "query", index | partition
    yield "dynamodb:Scan", "<Table.Arn>", "dynamodb", "scan", index
    yield "dynamodb:Scan", "<Manifest.Arn>", "dynamodb", "scan", {"TableName": names["Manifest"]}
    yield "iam:ListUsers", "*", "iam", "list_users", {}
    for queue in ("ArrivalsQueue", "PagesQueue", "PurgesQueue", "RenditionsQueue", "WebhooksQueue", "ProbesQueue"):
        asked = {"QueueUrl": names[queue], "AttributeNames": ["All"]}
        yield "sqs:GetQueueAttributes", f"<{queue}.Arn>", "sqs", "get_queue_attributes", asked


@pytest.fixture(scope="module")
def names(whole):
    """Logical to physical."""
    answer = whole.client("cloudformation").describe_stack_resources(StackName="kabar")
    return {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in answer["StackResources"]}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_may_do_what_its_role_grants_and_nothing_else(whole, names, name):
    functions, tried = whole.client("lambda"), list(calls(whole, names))
    role = whole.client("iam").get_role(RoleName=names[f"{name.title()}Role"])["Role"]["Arn"]
    functions.create_function(
        FunctionName=f"try-{name}", Role=role, Runtime="python3.13", Handler="app.handler", Code={"ZipFile": _zipped()}
    )
    try:
        event = [{"service": each[2], "operation": each[3], "arguments": each[4]} for each in tried]
        answer = functions.invoke(FunctionName=f"try-{name}", Payload=json.dumps(event))
        outcomes = json.loads(answer["Payload"].read())
    finally:
        functions.delete_function(FunctionName=f"try-{name}")
        for bucket, key in (
            (whole.site_bucket, "uji/uji.html"),
            (whole.inbox, "receipts/uji/uji"),
            (whole.inbox, PROBED),
        ):
            whole.s3.delete_object(Bucket=bucket, Key=key)
    grants = granted(name, {})
    did = {each[:2]: outcome not in REFUSED for each, outcome in zip(tried, outcomes, strict=True)}
    assert did == {
        (action, resource): any(grant.action == action and fnmatchcase(resource, grant.pattern) for grant in grants)
        for action, resource, *_ in tried
    }
    assert any(did.values())


def _zipped():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("app.py", CODE)
    return file.getvalue()
