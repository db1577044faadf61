"""Who may upload what: a policy allows that and nothing beside it."""

import json
from fnmatch import fnmatchcase

import boto3
import pytest
from click.testing import CliRunner

from kabar_cli.main import main

INBOX = "arn:aws:s3:::warta-inbox"


@pytest.fixture
def policy(monkeypatch):
    for name in ("KABAR_INBOX", "KABAR_STACK"):
        monkeypatch.delenv(name, raising=False)

    def printed(*words):
        done = CliRunner().invoke(main, ["policy", *words, "--inbox", "warta-inbox"])
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    return printed


def allows(policy, action, key):
    """As IAM matches: an asterisk is any characters, slashes too."""
    return any(
        action in statement["Action"] and fnmatchcase(f"{INBOX}/{key}", place)
        for statement in policy["Statement"]
        for place in statement["Resource"]
        if "Condition" not in statement
    )


PUT, DELETE, GET = "s3:PutObject", "s3:DeleteObject", "s3:GetObject"
KEYS = {
    "articles/daerah/a.json", "articles/daerah/2024/a.json", "articles/daerahku/a.json", "articles/a.json",
    "media/daerah/a.jpg", "media/a.jpg", "media/wire/antara/a.jpg", "wire/antara/a.json", "wire/antaranews/a.json",
    "site.json", "receipts/articles/daerah/a.json", "receipts/site.json",
}  # fmt: skip


def allowed(policy, action):
    return {key for key in KEYS if allows(policy, action, key)}


def test_an_editor_uploads_articles_and_pictures(policy):
    made = policy("editor")
    assert allowed(made, PUT) == {key for key in KEYS if key.startswith(("articles/", "media/"))}
    assert allowed(made, DELETE) == allowed(made, PUT)
    assert {"site.json", "receipts/articles/daerah/a.json"} <= allowed(made, GET)


def test_the_publication_is_another_matter_and_is_never_deleted(policy):
    more = allowed(policy("editor", "--publication"), PUT) - allowed(policy("editor"), PUT)
    assert more == {"site.json"}
    assert not allows(policy("editor", "--publication"), DELETE, "site.json")


def test_a_section_editor_stays_in_the_section(policy):
    made = policy("section-editor", "--section", "daerah")
    assert allowed(made, PUT) == {"articles/daerah/a.json", "articles/daerah/2024/a.json", "media/daerah/a.jpg"}
    assert allowed(made, DELETE) == allowed(made, PUT)
    assert allowed(made, GET) - allowed(made, PUT) == {
        "site.json", "receipts/site.json", "receipts/articles/daerah/a.json",
    }  # fmt: skip
    assert allows(policy("section-editor", "--section", "a", "--section", "daerahku"), PUT, "articles/daerahku/a.json")


def test_an_agency_stays_in_its_folder(policy):
    assert allowed(policy("wire", "--agency", "antara"), PUT) == {"wire/antara/a.json", "media/wire/antara/a.jpg"}
    assert allows(policy("wire"), PUT, "wire/antaranews/a.json")


def test_a_reader_reads_answers_alone(policy):
    made = policy("reader")
    assert allowed(made, PUT) == allowed(made, DELETE) == set()
    assert allowed(made, GET) == {key for key in KEYS if key.startswith("receipts/")}


@pytest.mark.parametrize("kind", [("editor", "--publication"), ("section-editor", "--section", "a"), ("wire",)])
def test_nobody_writes_answers(policy, kind):
    made = policy(*kind)
    assert not any(allows(made, action, key) for action in (PUT, DELETE) for key in KEYS if key.startswith("receipts/"))


def test_keys_are_listed_only_where_they_may_be_read(policy):
    (listing,) = [each for each in policy("section-editor", "--section", "a")["Statement"] if each["Sid"] == "List"]
    assert listing["Resource"] == INBOX
    assert listing["Condition"] == {
        "StringLike": {"s3:prefix": [
            "articles/a/*", "media/a/*", "receipts/articles/a/*", "receipts/media/a/*",
        ]}
    }  # fmt: skip


def test_the_stack_tells_its_bucket(monkeypatch):
    class CloudFormation:
        def describe_stacks(self, StackName):  # noqa: N803 - boto3's name
            return {"Stacks": [{"StackName": StackName, "Outputs": [
                {"OutputKey": "InboxBucket", "OutputValue": f"{StackName}-inbox"},
            ]}]}  # fmt: skip

    monkeypatch.setattr(boto3, "client", lambda *_, **__: CloudFormation())
    assert (
        "arn:aws:s3:::warta-inbox/receipts/*"
        in CliRunner().invoke(main, ["policy", "reader", "--stack", "warta"]).stdout
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["section-editor"], "--section"),
        (["reader", "--section", "a"], "reader doesn't take --section"),
        (["wire", "--publication"], "wire doesn't take --publication"),
        (["section-editor", "--section", "a*"], "can't be a folder"),
        (["section-editor", "--section", "${aws:username}"], "can't be a folder"),
        (["section-editor", "--section", "../x"], "can't be a folder"),
        (["section-editor", "--section", ""], "can't be a folder"),
        (["wire", "--agency", "a/"], "can't be a folder"),
        (["chief"], "'editor', 'section-editor', 'wire', 'reader'"),
    ],
)
def test_what_cant_be_meant(words, said):
    done = CliRunner().invoke(main, ["policy", *words, "--inbox", "warta-inbox"])
    assert (done.exit_code in (1, 2), said in done.stderr) == (True, True), done.output
    assert done.stdout == ""


def test_a_bucket_that_cant_be(monkeypatch):
    monkeypatch.setenv("KABAR_INBOX", "*")
    done = CliRunner().invoke(main, ["policy", "reader"])
    assert (done.exit_code, "can't be a bucket's name" in done.stderr) == (1, True)
