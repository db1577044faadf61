"""The ready file and the environment say what the contract promises."""

import json

import pytest

from kabar_cli.local import ready
from kabar_cli.target import Target

TARGET = Target("inbox-1", "http://127.0.0.1:8080", "ap-southeast-3", "http://127.0.0.1:4566", "KEY", "SECRET")


def test_ready_file(tmp_path):
    ready.write(tmp_path / "ready.json", TARGET, {"InboxBucket": "inbox-1", "SiteBucket": "site-1", "Table": "table-1"})
    assert json.loads((tmp_path / "ready.json").read_text()) == {
        "site": "http://127.0.0.1:8080",
        "endpoint": "http://127.0.0.1:4566",
        "region": "ap-southeast-3",
        "inbox": "inbox-1",
        "siteBucket": "site-1",
        "table": "table-1",
        "accessKeyId": "KEY",
        "secretAccessKey": "SECRET",
    }
    assert [path.name for path in tmp_path.iterdir()] == ["ready.json"]


def test_what_local_prints_is_what_publish_reads():
    again = Target.from_environment(TARGET.environment)
    assert (again.inbox, again.site) == (TARGET.inbox, TARGET.site)


def test_without_an_inbox_there_is_no_target():
    with pytest.raises(LookupError, match="KABAR_INBOX"):
        Target.from_environment({})
