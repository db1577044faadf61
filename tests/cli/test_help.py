"""Help that fits a screen, errors that say what to do, and never a stack trace for a slip."""

from types import SimpleNamespace

import boto3
import botocore.exceptions as aws_errors
import pytest
from botocore.exceptions import ClientError
from click.shell_completion import BashComplete

from kabar_cli.main import GROUPS, VERBS, main
from kabar_cli.target import Target

STACKS = [
    {"StackName": "warta", "Outputs": [{"OutputKey": "InboxBucket", "OutputValue": "inbox"}]},
    {"StackName": "toko", "Outputs": []},
]


class CloudFormation:
    """Knows the stacks above."""

    def describe_stacks(self, StackName=None):  # noqa: N803 - boto3's name
        found = [stack for stack in STACKS if StackName in (None, stack["StackName"])]
        if not found:
            details = {"Error": {"Code": "ValidationError", "Message": f"Stack with id {StackName} does not exist"}}
            raise ClientError(details, "DescribeStacks")
        return {"Stacks": found}


@pytest.fixture(autouse=True)
def _nowhere(monkeypatch):
    for name in ("KABAR_INBOX", "KABAR_STACK", "AWS_PROFILE", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def failing(monkeypatch):
    """Make every call of the S3 client fail in one way."""
    monkeypatch.setenv("KABAR_INBOX", "inbox")

    def fail(error):
        class S3:
            exceptions = SimpleNamespace(NoSuchKey=FileNotFoundError, ClientError=ClientError)

            def __getattr__(self, _):
                def call(**_):
                    raise error

                return call

        monkeypatch.setattr(Target, "s3", S3())

    return fail


def test_the_help_fits_a_screen_and_tells_of_every_verb(desk):
    told = desk.run("--help").stdout
    assert len(told.splitlines()) <= 24
    assert max(map(len, told.splitlines())) <= 80
    assert all(f"  {verb} " in told for verb in VERBS)
    assert VERBS.keys() <= {verb for verbs in GROUPS.values() for verb in verbs}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(desk, verb):
    done = desk.run(verb, "--help")
    assert (done.exit_code, done.stdout.startswith("Usage: ")) == (0, True)
    assert desk.run(verb, "--no-such-option").exit_code == 2


def test_a_verb_that_isnt_there(desk):
    done = desk.run("publsh")
    assert (done.exit_code, 'Did you mean "publish"?' in done.stderr) == (2, True)
    assert "Did you mean" not in desk.run("xyzzy").stderr


def test_the_shell_completes_verbs():
    words = [item.value for item in BashComplete(main, {}, "kabar", "_KABAR_COMPLETE").get_completions([], "pub")]
    assert words == ["publish"]


def test_nowhere_to_go(desk):
    done = desk.run("publish", desk.article())
    assert (done.exit_code, "--stack" in done.stderr) == (1, True)


@pytest.mark.parametrize("verb", ["audit", "redrive", "rebuild"])
def test_nowhere_to_look_after(desk, verb):
    done = desk.run(verb)
    assert (done.exit_code, "KABAR_STACK" in done.stderr, "local cloud" in done.stderr) == (2, True, True)


def test_a_stack_that_isnt_there_or_isnt_kabars(desk, monkeypatch):
    monkeypatch.setattr(boto3, "client", lambda *_, **__: CloudFormation())
    for name in ("wrta", "toko"):
        done = desk.run("publish", desk.article(), "--stack", name)
        assert (done.exit_code, "Kabar's are: warta." in done.stderr) == (1, True)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (aws_errors.NoCredentialsError(), "There are no AWS credentials"),
        (aws_errors.PartialCredentialsError(provider="env", cred_var="key"), "incomplete"),
        (aws_errors.NoRegionError(), "AWS_REGION"),
        (aws_errors.EndpointConnectionError(endpoint_url="http://127.0.0.1:1"), "kabar local"),
        (aws_errors.ProfileNotFound(profile="x"), "AWS_PROFILE"),
        (aws_errors.SSOTokenLoadError(error_msg="x"), "aws sso login"),
        (ClientError({"Error": {"Code": "ExpiredToken", "Message": "x"}}, "PutObject"), "session is over"),
        (ClientError({"Error": {"Code": "InvalidAccessKeyId", "Message": "x"}}, "PutObject"), "doesn't know these"),
        (ClientError({"Error": {"Code": "AccessDenied", "Message": "x"}}, "PutObject"), "don't allow PutObject"),
        (ClientError({"Error": {"Code": "NoSuchBucket", "BucketName": "b"}}, "PutObject"), "There is no bucket b"),
    ],
)
@pytest.mark.parametrize("verb", ["publish", "withdraw", "status"])
def test_what_aws_refuses_is_said_with_what_to_do(desk, failing, verb, error, said):
    failing(error)
    words = {
        "publish": [desk.article()],
        "withdraw": ["a", "--reason", "other", "--statement", "Salah."],
        "status": ["a"],
    }[verb]
    done = desk.run(verb, *words)
    assert (done.exit_code, said in done.stderr) == (1, True), done.output
    assert "Traceback" not in done.output


def test_kabars_own_faults_are_not_hidden(desk, failing):
    failing(ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        desk.run("status", "a")
