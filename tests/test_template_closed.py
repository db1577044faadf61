"""Nothing of the stack is open that need not be, and what can't be made again is kept."""

import re
from collections.abc import Mapping
from typing import Any

import pytest

from kabar.services.probe import KEY as PROBED
from support.template import DEFAULTS, FUNCTIONS, QUEUES, RESOURCES, TEMPLATE, of_type

BUCKETS = of_type("AWS::S3::Bucket")


def policy_of(kind: str, resource: str) -> list[dict[str, Any]]:
    """The statements of the one policy that a bucket or queue has."""
    (found,) = (
        each["PolicyDocument"]["Statement"]
        for each in of_type(kind).values()
        if {"Ref": resource} in (each.get("Queues") or [each.get("Bucket")])
    )
    return list(found)


def denies_plain_http(statement: Mapping[str, Any]) -> bool:
    return (
        (statement["Effect"], statement["Principal"]) == ("Deny", "*")
        and statement["Action"] in ("s3:*", "sqs:*")
        and statement["Condition"]["Bool"] == {"aws:SecureTransport": "false"}
    )


@pytest.mark.parametrize("name", BUCKETS)
def test_a_bucket_is_closed(name):
    bucket = BUCKETS[name]
    assert len(bucket["PublicAccessBlockConfiguration"]) == 4
    assert all(bucket["PublicAccessBlockConfiguration"].values())
    assert bucket["OwnershipControls"]["Rules"] == [{"ObjectOwnership": "BucketOwnerEnforced"}]
    assert bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    rules = bucket["LifecycleConfiguration"]["Rules"]
    assert any("AbortIncompleteMultipartUpload" in rule for rule in rules)
    denied, *allowed = sorted(policy_of("AWS::S3::BucketPolicy", name), key=lambda each: each["Effect"], reverse=True)
    assert denies_plain_http(denied)
    assert denied["Resource"] == [{"GetAtt": f"{name}.Arn"}, {"Sub": f"${{{name}.Arn}}/*"}]
    for statement in allowed:
        assert statement["Principal"].keys() == {"Service"}
        assert "aws:SourceArn" in str(statement["Condition"])


def test_only_the_distribution_reads_the_site():
    (allowed,) = (each for each in policy_of("AWS::S3::BucketPolicy", "SiteBucket") if each["Effect"] == "Allow")
    assert allowed["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert allowed["Action"] == "s3:GetObject"
    mine = "arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${Distribution}"
    assert allowed["Condition"] == {"StringEquals": {"aws:SourceArn": {"Sub": mine}}}
    config = RESOURCES["Distribution"]["Properties"]["DistributionConfig"]
    assert [each["OriginAccessControlId"] for each in config["Origins"]] == [{"GetAtt": "OriginAccess.Id"}]
    assert config["ViewerCertificate"]["If"][1]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    access = RESOURCES["OriginAccess"]["Properties"]["OriginAccessControlConfig"]
    # The bucket knows the distribution by its signature, so every request has to have one.
    assert (access["SigningBehavior"], access["SigningProtocol"]) == ("always", "sigv4")
    assert config["DefaultCacheBehavior"]["ViewerProtocolPolicy"] == "redirect-to-https"
    assert config["DefaultCacheBehavior"]["AllowedMethods"] == ["GET", "HEAD"]


@pytest.mark.parametrize("name", QUEUES)
def test_a_queue_takes_from_its_source_alone(name):
    assert QUEUES[name]["SqsManagedSseEnabled"] is True
    denied, *allowed = sorted(policy_of("AWS::SQS::QueuePolicy", name), key=lambda each: each["Effect"], reverse=True)
    assert denies_plain_http(denied)
    assert {"GetAtt": f"{name}.Arn"} in denied["Resource"]
    for statement in allowed:
        assert statement["Action"] == "sqs:SendMessage"
        assert statement["Condition"]["ArnEquals"]["aws:SourceArn"]["GetAtt"].removesuffix(".Arn") in RESOURCES


def test_what_can_t_be_made_again_is_kept():
    kept = {name for name, each in RESOURCES.items() if each.get("DeletionPolicy") == "Retain"}
    assert kept == {name for name, each in RESOURCES.items() if each.get("UpdateReplacePolicy") == "Retain"}
    assert kept == {"InboxBucket", "LogsBucket", "Table"}
    table = RESOURCES["Table"]["Properties"]
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["DeletionProtectionEnabled"] == {"Ref": "DeletionProtection"}
    assert TEMPLATE["Parameters"]["DeletionProtection"]["Default"] == "true"


def test_no_version_of_an_upload_is_ever_forgotten():
    # After a rejection an older version is what the site shows.
    assert BUCKETS["InboxBucket"]["VersioningConfiguration"] == {"Status": "Enabled"}
    for rule in BUCKETS["InboxBucket"]["LifecycleConfiguration"]["Rules"]:
        forgetting = {"ExpirationInDays", "ExpirationDate", "NoncurrentVersionExpiration"} & rule.keys()
        # The probe's are nobody's; a hundred of them stay, more than are ever refused in a row.
        kept = rule.get("NoncurrentVersionExpiration", {}).get("NewerNoncurrentVersions") == 100
        assert not forgetting or rule["Prefix"] == "receipts/" or (rule["Prefix"] == PROBED and kept)
        assert "ExpirationInDays" not in rule
    # What was withdrawn lies about in no older version of the site.
    assert "VersioningConfiguration" not in BUCKETS["SiteBucket"]


def test_no_environment_holds_a_secret():
    for properties in (DEFAULTS, *FUNCTIONS.values()):
        for name, value in properties["Environment"]["Variables"].items():
            assert not re.search("SECRET|PASSWORD|TOKEN|KEY", name)
            assert isinstance(value, dict) or name == "POWERTOOLS_SERVICE_NAME"
