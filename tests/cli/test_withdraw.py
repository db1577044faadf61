"""`kabar withdraw` over the functions on moto: what has to go goes."""

import json

import pytest

from support import aws

PATH = "/2024/12/02/air-sungai-naik/"
WORDS = ["a", "--reason", "dewan-pers", "--statement"]


@pytest.fixture
def desk(desk, cloud):
    """A folder, and a cloud in which its article stands."""
    desk.cloud = cloud
    desk.article()
    desk.run("publish", desk.root)
    return desk


def uploads(desk):
    listed = desk.cloud.s3.list_object_versions(Bucket=aws.INBOX, Prefix="articles/a.json")
    return len(listed["Versions"])


def stands(desk):
    return desk.cloud.get(PATH)["Metadata"].get("status") != "410"


def test_an_article_is_taken_down_and_readers_are_told_why(desk):
    done = desk.run("withdraw", *WORDS, "Atas putusan.")
    assert (done.exit_code, stands(desk)) == (0, False)
    assert "Atas putusan." in desk.cloud.get(PATH)["Text"]


def test_what_was_uploaded_badly_since_keeps_nothing_from_being_taken_down(desk):
    for broken in (b"{", json.dumps({"headline": "Setengah"}).encode(), b"[]"):
        desk.write("articles/a.json", broken)
        assert desk.run("publish", desk.root).exit_code == 1
        assert stands(desk)
        done = desk.run("withdraw", *WORDS, "Atas putusan.")
        assert (done.exit_code, stands(desk)) == (0, False), done.output
        assert "was rejected. The one that stands is withdrawn" in done.stderr
        desk.article()
        desk.run("publish", desk.root)


@pytest.mark.parametrize(("statement", "said"), [("x" * 2001, "at most 2000"), (" \u200b", "shows nothing")])
def test_what_would_be_rejected_is_not_uploaded(desk, statement, said):
    before = uploads(desk)
    done = desk.run("withdraw", *WORDS, statement)
    assert (done.exit_code, said in done.stderr) == (1, True)
    assert (uploads(desk), stands(desk)) == (before, True)


@pytest.mark.parametrize("id_", ["", "..", "a b", "media/a.jpg", "wire/a", "tidak/ada"])
def test_what_is_no_article_is_said(desk, id_):
    done = desk.run("withdraw", id_, *WORDS[1:], "Atas putusan.")
    assert (done.exit_code, done.stderr.startswith("Error: ")) == (1, True)
