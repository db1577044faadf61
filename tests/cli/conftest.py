"""A publication's folder, and the command run in this process."""

import json
import threading
from pathlib import Path

import boto3
import pytest
from click.testing import CliRunner

from kabar.bootstrap import common
from kabar_cli.main import main
from support import aws
from support.aws import moto_aws
from support.documents import ARTICLE, SITE
from support.moto_cloud import MotoCloud


class Desk:
    """A folder with site.json, and the command."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("site.json", SITE)

    def write(self, name: str, content: object) -> Path:
        """A file: bytes and texts as they are, anything else as JSON with two spaces."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        body = content if isinstance(content, bytes | str) else json.dumps(content, indent=2)
        path.write_bytes(body if isinstance(body, bytes) else body.encode())
        return path

    def article(self, name: str = "articles/a.json", **fields: object) -> Path:
        """A valid article, these fields replaced."""
        return self.write(name, {**ARTICLE, **fields})

    def markdown(self, head: str, body: str = "Air naik.", name: str = "articles/a.md") -> Path:
        """A Markdown file; the head is completed by what an article must have."""
        keys = {line.partition(":")[0] for line in head.splitlines()}
        needed = {"title": "Air Naik", "date": "2024-12-02", "section": "daerah", "author": "rn"}
        rest = "".join(f"{key}: {value}\n" for key, value in needed.items() if key not in keys)
        return self.write(name, f"---\n{head}\n{rest}---\n{body}\n")

    def run(self, *words: object):
        """The command's result: exit_code, stdout, stderr. Whatever isn't an exit is raised."""
        return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)

    def check(self, *paths: Path):
        """What `check` finds, as code and line."""
        done = self.run("check", "--format", "json", *(paths or [self.root]))
        return [(each["code"], each["line"]) for each in json.loads(done.stdout)]


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


class Answering(MotoCloud):
    """The functions over moto, working as soon as something is put into the inbox, whoever does it."""

    def start(self, patch: pytest.MonkeyPatch) -> None:
        """Also have every client made from now on tell of its uploads; what tests hook is the commands', as here."""
        super().start(patch)
        common.client.cache_clear()
        for service in ("s3", "dynamodb", "sqs", "scheduler"):
            common.client(service)  # the functions' own, before any hook
        patch.setenv("KABAR_INBOX", aws.INBOX)
        patch.delenv("KABAR_STACK", raising=False)
        self.uploaded: list[str] = []
        self._one = threading.Lock()
        make = boto3.Session.client

        def client(session, service, *words, **names):
            made = make(session, service, *words, **names)
            if service == "s3":
                made.meta.events.register("provide-client-params.s3.PutObject", self._note)
                made.meta.events.register("after-call.s3.PutObject", self._tell)
            return made

        patch.setattr(boto3.Session, "client", client)

    def _note(self, params, context, **_):
        context["upload"] = params["Key"] if params["Bucket"] == aws.INBOX else ""

    def _tell(self, context, **_):
        key = context["upload"]
        if key == "site.json" or key.startswith(("articles/", "media/", "wire/")):
            with self._one:
                self.uploaded.append(key)
                self.tell(key)


@pytest.fixture
def cloud(monkeypatch):
    with moto_aws(monkeypatch):
        made = Answering()
        made.start(monkeypatch)
        yield made
        assert made.given_back == []
