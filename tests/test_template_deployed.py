"""What is asked of whoever deploys."""

import re
import tomllib

import pytest

from support.template import ROOT, TEMPLATE, load


@pytest.mark.parametrize("file", ["template.yaml", "edge.yaml"])
def test_a_parameter_says_what_it_is_for_and_takes_nothing_else(file):
    template = load(file)
    groups = template["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]
    assert sorted(name for group in groups for name in group["Parameters"]) == sorted(template["Parameters"])
    for name, parameter in template["Parameters"].items():
        assert len(parameter["Description"]) > 20, name
        assert {"AllowedPattern", "AllowedValues", "MinValue"} & parameter.keys(), name
        pattern = parameter.get("AllowedPattern", "")
        assert re.fullmatch(pattern, str(parameter["Default"])) if pattern else "Default" in parameter, name
        assert bool(pattern) == ("ConstraintDescription" in parameter), name


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("DomainName", "www.example.org", "https://example.org"), ("DomainName", "a-b.example.co.id", "Example.org"),
        ("CertificateArn", "arn:aws:acm:us-east-1:123456789012:certificate/a", "arn:aws:acm:eu-west-1:1:certificate/a"),
        ("HostedZoneId", "Z0123456789ABC", "example.org"), ("AlarmEmail", "redaksi@example.org", "redaksi"),
        ("AuditTimeZone", "America/Argentina/Buenos_Aires", "half past two"),
        ("WebhooksParameter", "/kabar/webhooks", "kabar"), ("ProbeUrl", "https://www.example.org", "https://a.example/"),
        ("WebAclArn", "arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/b", "arn:aws:wafv2:eu-west-1:1:regional/b"),
        ("PublicationName", "Haluan Üksinda", 'a"b'), ("RequestsPerAddress", "10", "9"),
    ],
)  # fmt: skip
def test_a_parameter_that_can_t_be_meant_is_refused_at_once(name, good, bad):
    pattern = (TEMPLATE["Parameters"] | load("edge.yaml")["Parameters"])[name]["AllowedPattern"]
    assert re.fullmatch(pattern, good)
    assert not re.fullmatch(pattern, bad)


def test_samconfig_knows_a_stage_to_try_and_one_that_readers_see():
    config = tomllib.loads((ROOT / "samconfig.toml").read_text())
    names = {stage: config[stage]["global"]["parameters"]["stack_name"] for stage in ("default", "dev", "prod")}
    assert len(set(names.values())) == 3
    for stage in ("dev", "prod"):
        given = dict(each.split("=") for each in config[stage]["deploy"]["parameters"]["parameter_overrides"].split())
        for name, value in given.items():
            allowed = TEMPLATE["Parameters"][name]["AllowedValues"]
            assert value in map(str, allowed)
        assert given["DeletionProtection"] == ("true" if stage == "prod" else "false")
