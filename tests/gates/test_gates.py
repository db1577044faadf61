"""Each security gate of `make check` is shown a fault that it has to find."""

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from support.template import RESOURCES

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".venv-security" / "bin"
TEMPLATE = (ROOT / "template.yaml").read_text()

pytestmark = pytest.mark.skipif(
    not (TOOLS / "checkov").exists(), reason=".venv-security isn't there: `make security` installs it"
)


def run(
    *command: str | Path, environment: dict[str, str] | None = None, folder: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - tools of ours
        list(map(str, command)),
        cwd=folder,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def with_faults(faults: dict[str, tuple[str, str]], folder: Path) -> Path:
    """The template with all of these faults in it at once: the tools take seconds to start."""
    text = TEMPLATE
    for old, new in faults.values():
        assert old in text, old
        text = text.replace(old, new)
    path = folder / "template.yaml"
    path.write_text(text)
    return path


def checkov(path: Path) -> subprocess.CompletedProcess[str]:
    return run(TOOLS / "checkov", "--config-file", ROOT / ".checkov.yaml", "--file", path)


def policies(path: Path) -> subprocess.CompletedProcess[str]:
    environment = {"PYTHONPATH": str(ROOT / "tests")}
    return run(TOOLS / "python", "-W", "ignore", "-m", "gates.policies", path, environment=environment)


def bandit(folder: Path) -> subprocess.CompletedProcess[str]:
    return run(TOOLS / "bandit", "--quiet", "--configfile", ROOT / "pyproject.toml", "--recursive", folder)


def test_checkov_sees_what_stands_open(tmp_path):
    faults = {
        "CKV_AWS_21": (
            "VersioningConfiguration: { Status: Enabled }",
            "VersioningConfiguration: { Status: Suspended }",
        ),
        "CKV_AWS_28": ("PointInTimeRecoveryEnabled: true", "PointInTimeRecoveryEnabled: false"),
        "CKV_AWS_34": ("ViewerProtocolPolicy: redirect-to-https", "ViewerProtocolPolicy: allow-all"),
        "CKV_AWS_54": ("BlockPublicPolicy: true", "BlockPublicPolicy: false"),
    }
    finished = checkov(with_faults(faults, tmp_path))
    assert finished.returncode == 1, finished.stdout + finished.stderr
    assert {check for check in faults if f"{check}:" not in finished.stdout} == set()


def test_what_checkov_overlooks_everywhere_holds_everywhere(tmp_path):
    """Else it would have to stand with the one resource for which it holds."""
    shutil.copy(ROOT / "template.yaml", tmp_path)
    command = (TOOLS / "checkov", "--framework", "cloudformation", "--skip-download", "--output", "json")
    finished = run(*command, "--file", "template.yaml", folder=tmp_path)
    failed = [(each["check_id"], each["resource"]) for each in json.loads(finished.stdout)["results"]["failed_checks"]]
    kinds = {check: resource.rpartition(".")[0] for check, resource in failed}
    assert set(kinds) == set(re.findall(r"^  - (CKV_\w+)", (ROOT / ".checkov.yaml").read_text(), re.MULTILINE))
    resources = Counter(resource["Type"] for resource in RESOURCES.values())
    assert Counter(check for check, _ in failed) == {check: resources[kind] for check, kind in kinds.items()}


def test_parliament_sees_what_a_policy_allows_too_much(tmp_path):
    faults = {
        "OPEN_TO_ALL": ("Principal: { Service: events.amazonaws.com }", 'Principal: "*"'),
        "RESOURCE_MISMATCH": ("Resource: !GetAtt PagesQueue.Arn", "Resource: !GetAtt Table.Arn"),
        "RESOURCE_STAR": ("Resource: !GetAtt EventBus.Arn", 'Resource: "*"'),
        "UNKNOWN_ACTION": ("Action: cloudfront:CreateInvalidation", "Action: cloudfront:Invalidate"),
        "UNKNOWN_OPERATOR": ("StringEquals: { iam:PassedToService:", "StringEqual: { iam:PassedToService:"),
        "WILDCARD_ACTION": ("Action: [s3:GetObject, s3:GetObjectVersion]", 'Action: ["s3:Get*"]'),
    }
    finished = policies(with_faults(faults, tmp_path))
    assert finished.returncode == 1, finished.stdout + finished.stderr
    assert {issue for issue in faults if issue not in finished.stdout} == set()


def test_whatever_keeps_something_is_encrypted():
    # checkov asks for a key of one's own, which .checkov.yaml declines, and takes a bucket's encryption for granted.
    kinds = Counter(re.findall(r"Type: (AWS::(?:SQS::Queue|DynamoDB::Table|S3::Bucket))$", TEMPLATE, re.MULTILINE))
    assert kinds["AWS::S3::Bucket"] == TEMPLATE.count("BucketEncryption:") > 0
    assert kinds["AWS::SQS::Queue"] == TEMPLATE.count("SqsManagedSseEnabled: true") > 0
    assert kinds["AWS::DynamoDB::Table"] == TEMPLATE.count("SSESpecification: { SSEEnabled: true }") > 0


def test_bandit_sees_code_that_trusts_too_much(tmp_path):
    shutil.copy(ROOT / "functions" / "purge" / "app.py", tmp_path / "app.py")
    assert bandit(tmp_path).returncode == 0
    (tmp_path / "worse.py").write_text("import subprocess\nsubprocess.run(input(), shell=True)\n")
    finished = bandit(tmp_path)
    assert finished.returncode == 1
    assert "B602" in finished.stdout


def test_zizmor_sees_a_workflow_that_trusts_too_much(tmp_path):
    workflow = (ROOT / ".github" / "workflows" / "check-and-deploy.yml").read_text()
    pinned = re.findall(r"uses: (\S+@)[0-9a-f]{40} # v[0-9.]+$", workflow, re.MULTILINE)
    assert len(pinned) == workflow.count("uses:") > 0
    assert "secrets." not in workflow
    (tmp_path / "worse.yml").write_text(re.sub(r"@[0-9a-f]{40} # ", "@", workflow).replace("permissions: {}", ""))
    finished = run(TOOLS / "zizmor", "--quiet", "--offline", tmp_path / "worse.yml")
    assert finished.returncode != 0
    assert "unpinned-uses" in finished.stdout
