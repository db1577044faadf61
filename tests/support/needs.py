"""Which permissions a call of AWS asks for: actions of IAM, each on the ARN of a resource.

After the Service Authorization Reference. Where a service's own guide asks for more, the case says so.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from support.aws import ACCOUNT, REGION

Need = tuple[str, str]
"""An action, and the ARN of what it is done to."""
_ABSENT: Final = {"NoSuchKey", "404"}


def needs(service: str, operation: str, params: Mapping[str, Any], error: str | None) -> Iterator[Need]:
    """What one call asks for. `error` is the code of the error that answered it."""
    match service:
        case "s3":
            yield from _s3(operation, params, error)
        case "dynamodb":
            for action, table in _dynamodb(operation, params):
                yield f"dynamodb:{action}", f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{table}"
        case "sqs":
            # Batches have no actions of their own (Amazon SQS, "API permissions: actions and resource reference").
            queue = params["QueueUrl"].rpartition("/")[2]
            yield f"sqs:{operation.removesuffix('Batch')}", f"arn:aws:sqs:{REGION}:{ACCOUNT}:{queue}"
        case "scheduler":
            schedule = f"schedule/{params['GroupName']}/{params['Name']}"
            yield f"scheduler:{operation}", f"arn:aws:scheduler:{REGION}:{ACCOUNT}:{schedule}"
            if "Target" in params:
                yield "iam:PassRole", params["Target"]["RoleArn"]
        case _:
            yield f"{service}:{operation}", _arn(service, params)


def _arn(service: str, params: Mapping[str, Any]) -> str:
    match service:
        case "events":
            (bus,) = {entry["EventBusName"] for entry in params["Entries"]}
            return f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/{bus}"
        case "ssm":
            return f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter{params['Name']}"
        case "cloudfront":
            return f"arn:aws:cloudfront::{ACCOUNT}:distribution/{params['DistributionId']}"
    raise AssertionError(f"nothing is known of {service}")


def _s3(operation: str, params: Mapping[str, Any], error: str | None) -> Iterator[Need]:
    bucket = f"arn:aws:s3:::{params['Bucket']}"
    match operation:
        case "GetObject" | "HeadObject":
            yield "s3:GetObjectVersion" if "VersionId" in params else "s3:GetObject", f"{bucket}/{params['Key']}"
            if error in _ABSENT:
                # Without it S3 answers 403, which nobody could tell from a wrong permission (GetObject, "Permissions").
                yield "s3:ListBucket", bucket
        case "PutObject":
            yield "s3:PutObject", f"{bucket}/{params['Key']}"
            if "IfMatch" in params:
                yield "s3:GetObject", f"{bucket}/{params['Key']}"
        case "DeleteObject":
            yield "s3:DeleteObject", f"{bucket}/{params['Key']}"
        case "DeleteObjects":
            for each in params["Delete"]["Objects"]:
                yield "s3:DeleteObject", f"{bucket}/{each['Key']}"
        case "ListObjectsV2":
            yield "s3:ListBucket", bucket
        case "ListObjectVersions":
            yield "s3:ListBucketVersions", bucket
        case _:
            raise AssertionError(f"nothing is known of s3 {operation}")


def _dynamodb(operation: str, params: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """A transaction asks for what is in it, a batch for itself (DynamoDB, "API permissions reference")."""
    match operation:
        case "TransactWriteItems":
            kinds = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem"}
            kinds["ConditionCheck"] = "ConditionCheckItem"
            for item in params["TransactItems"]:
                for kind, content in item.items():
                    yield kinds[kind], content["TableName"]
        case "BatchGetItem" | "BatchWriteItem":
            for table in params["RequestItems"]:
                yield operation, table
        case _:
            yield operation, params["TableName"]
