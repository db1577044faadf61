"""What the machine, its disk and AWS refuse, said in words by every verb."""

import errno

import boto3
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, NoCredentialsError

from kabar_cli.errors import in_words
from kabar_cli.target import Outputs

OPERATOR = ["audit", "rebuild", "redrive", "export --out out", "status a", "publish .", "withdraw a"]
MORE = {"withdraw a": " --reason other --statement Salah."}


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch, tmp_path):
    for name in ("KABAR_INBOX", "KABAR_STACK", "AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.setenv(name, "")  # so that it is put back, whatever the command makes of it
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "b")
    monkeypatch.chdir(tmp_path)


def run(desk, words, *more):
    return desk.run(*(words + MORE.get(words, "")).split(), *more)


class Refusing:
    """A client of AWS of which nothing can be had."""

    def __init__(self, error):
        self.error = error

    def __getattr__(self, _):
        def refuse(**_):
            raise self.error

        return refuse


@pytest.mark.parametrize("words", OPERATOR)
@pytest.mark.parametrize(
    ("error", "said"),
    [
        (NoCredentialsError(), "There are no AWS credentials"),
        (EndpointConnectionError(endpoint_url="http://127.0.0.1:1"), "Is `kabar local` still running?"),
        (ClientError({"Error": {"Code": "ExpiredToken", "Message": "x"}}, "DescribeStacks"), "session is over"),
        (ClientError({"Error": {"Code": "InvalidClientTokenId", "Message": "x"}}, "DescribeStacks"), "doesn't know"),
        (ClientError({"Error": {"Code": "AccessDenied", "Message": "x"}}, "DescribeStacks"), "don't allow Describe"),
    ],
)
def test_every_verb_says_what_to_do(desk, monkeypatch, words, error, said):
    monkeypatch.setattr(boto3, "client", lambda *_, **__: Refusing(error))
    done = run(desk, words, "--stack", "warta")
    assert (done.exit_code, said in done.stderr, "Traceback" in done.output) == (1, True, False), done.output


@pytest.mark.parametrize("words", OPERATOR)
def test_an_endpoint_that_is_no_address(desk, monkeypatch, words):
    monkeypatch.setenv("AWS_REGION", "ap-southeast-3")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "nonsense")
    done = run(desk, words, "--stack", "warta")
    assert (done.exit_code, "AWS_ENDPOINT_URL is no web address" in done.stderr) == (1, True), done.output


def test_a_name_that_no_bucket_can_have(desk, monkeypatch):
    monkeypatch.setenv("AWS_REGION", "ap-southeast-3")
    monkeypatch.setenv("KABAR_INBOX", "kotak masuk")
    done = desk.run("status", "a")
    assert (done.exit_code, "KABAR_INBOX can't be" in done.stderr, "regex" in done.stderr) == (1, True, False)


def test_without_a_region_the_variable_that_is_named_helps(desk, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    assert "AWS_REGION" in desk.run("audit", "--stack", "warta").stderr
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_REGION", "ap-southeast-3")
    assert "Nothing answers" in desk.run("audit", "--stack", "warta").stderr


def test_a_stack_of_an_older_kabar():
    assert Outputs(Table="t").get("AuditsQueue", "") == ""
    with pytest.raises(LookupError, match="no output AuditsQueue: it is of an older Kabar"):
        Outputs(Table="t")["AuditsQueue"]


def test_what_a_disk_refuses(desk):
    desk.write("berkas", "bukan folder")
    for words in (["new", "Banjir", "--folder", "berkas/baru"], ["import", "html", "site.json", "--out", "berkas/x"]):
        done = desk.run(*words)
        assert (done.exit_code, done.stderr.startswith("Error: berkas")) == (1, True), done.output
    with pytest.raises(Exception, match="No space left"), in_words():
        raise OSError(errno.ENOSPC, "No space left on device")


def test_whoever_stops_reading_is_told_nothing():
    with pytest.raises(BrokenPipeError), in_words():
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")
