"""`kabar status` and `kabar withdraw`: an article's whole story, and its end."""

import json

import pytest

from kabar_cli.status import command
from kabar_cli.status.story import Teller
from support import aws
from support.documents import SITE, article


@pytest.fixture
def desk(desk, cloud, monkeypatch):
    """An installation with an article that was uploaded three times, rejected the last."""
    desk.cloud = cloud
    cloud.put("site.json", SITE)
    cloud.put("articles/2024/a.json", article(keywords=["Banjir"]))
    cloud.put("articles/2024/a.json", article(slug="air"))
    cloud.put("articles/2024/a.json", article(articleSection="dearah"))
    outputs = {"InboxBucket": aws.INBOX, "SiteBucket": aws.SITE, "Table": aws.TABLE}
    dead = aws.create_queue("dead")
    queues = {"ArrivalsDeadLetters": dead}
    desk.dead = lambda body: cloud.sqs.send_message(QueueUrl=dead, MessageBody=json.dumps(body))
    monkeypatch.setattr(command, "_teller", lambda target, _: Teller(target, outputs, queues, "kabar-schedules"))
    return desk


def test_the_whole_story(desk):
    desk.dead({"key": "articles/2024/a.json"})
    desk.dead({"page": "address:/2024/12/02/air/"})
    desk.dead({"key": "articles/2024/b.json"})
    done = desk.run("status", "2024/a")
    assert done.exit_code == 0, done.output
    text = done.stdout
    assert text.startswith("articles/2024/a.json: published\n  headline    Air Sungai Naik\n")
    for part in (
        "  address     https://uji.example/2024/12/02/air/\n",
        "  moved from  /2024/12/02/air-sungai-naik/\n",
        "  lists       home, section/daerah, author/rn\n",
        "rejected  to ",
        'error: /articleSection Rubrik "dearah" tidak ada di site.json. [unknown-section]',
        "  /2024/12/02/air/  ",
        "  /2024/12/02/air-sungai-naik/  301  ",
    ):
        assert part in text
    assert text.count(" bytes  ") == 3
    assert text.count("ArrivalsDeadLetters: ") == 2
    assert "  stands" in text


def test_the_story_for_programs(desk):
    story = json.loads(desk.run("status", "--json", "2024/a").stdout)
    assert (story["state"], story["path"], len(story["versions"])) == ("published", "/2024/12/02/air/", 3)
    assert [receipt["status"] for receipt in story["receipts"]] == ["rejected", "published", "published"]
    assert story["versions"][0]["newest"]
    assert story["givenUp"] == []


@pytest.mark.parametrize(
    "name",
    ["articles/2024/a.json", "https://uji.example/2024/12/02/air/", "/2024/12/02/air-sungai-naik/", "/2024/12/02/air"],
)
def test_other_names_of_an_article(desk, name):
    assert desk.run("status", name).stdout.startswith("articles/2024/a.json: published")


def test_the_file_of_an_article(desk):
    path = desk.article("articles/2024/a.json")
    assert desk.run("status", path).stdout.startswith("articles/2024/a.json: published")


def test_what_is_to_come(desk):
    desk.cloud.put("articles/nanti.json", article(datePublished="2025-01-01T08:00:00Z"))
    text = desk.run("status", "nanti").stdout
    assert text.startswith("articles/nanti.json: scheduled")
    assert "  next look   2025-01-01T08:00:00Z\n" in text
    assert "  alarm       2025-01-01T08:0" in text
    assert "scheduled for 2025-01-01T08:00:00Z" in text


def test_what_was_deleted(desk):
    desk.cloud.delete("articles/2024/a.json")
    text = desk.run("status", "2024/a").stdout
    assert text.startswith("articles/2024/a.json: withdrawn")
    assert "  deleted  " in text
    assert "/2024/12/02/air/  410  " in text


def test_an_unknown_id_is_answered_by_one_that_is_like_it(desk):
    done = desk.run("status", "2024/aa")
    assert (done.exit_code, 'Did you mean "2024/a"?' in done.stderr) == (1, True)
    assert "kabar publish" in desk.run("status", "zzzzzzzz").stderr


def test_an_agencys_copy_has_a_story_too(desk):
    item = {"uri": "urn:1", "versionCreated": "2024-12-02T03:15:00Z", "headlines": [{"value": "Kapal Tiba"}]}
    desk.cloud.put("wire/kb/x.json", item | {"bodies": [{"value": "Kapal tiba."}]})
    path = desk.write("wire/kb/x.json", item)
    for name in ("wire/kb/x", "wire/kb/x.json", path, "/2024/12/02/kapal-tiba/"):
        text = desk.run("status", name).stdout
        assert text.startswith("wire/kb/x.json: published\n  headline    Kapal Tiba\n"), name
    assert 'Did you mean "wire/kb/x"?' in desk.run("status", "wire/kb/xy").stderr


def test_what_only_ends_alike_isnt_meant(desk):
    assert "Did you mean" not in desk.run("status", "nix").stderr


def test_what_can_be_no_id_or_address(desk):
    assert "can't be an id" in desk.run("status", "a b").stderr
    assert "No article has the address /2020/" in desk.run("status", "https://uji.example/2020/").stderr


def test_without_a_stack_the_inbox_alone_is_told_of(desk, monkeypatch):
    monkeypatch.setattr(command, "_teller", lambda target, _: Teller(target, {}))
    text = desk.run("status", "2024/a").stdout
    assert "KABAR_STACK" in text
    assert "rejected  to " in text


def test_an_article_is_withdrawn_and_readers_are_told_why(desk):
    desk.cloud.put("articles/2024/a.json", article(slug="air"))
    done = desk.run("withdraw", "articles/2024/a.json", "--reason", "other", "--statement", "Salah orang.")
    assert (done.exit_code, done.stdout) == (0, "withdrawn  2024/a  https://uji.example/2024/12/02/air/\n")
    assert "Salah orang." in desk.cloud.get("/2024/12/02/air/")["Text"]
    assert "Salah orang." in desk.run("status", "2024/a").stdout


def test_a_withdrawal_that_cant_be(desk):
    assert "Did you mean" in desk.run("withdraw", "2024/aa", "--reason", "other", "--statement", "x").stderr
    assert "shows nothing" in desk.run("withdraw", "2024/a", "--reason", "other", "--statement", " ").stderr
    assert "can't be an id" in desk.run("withdraw", "a b", "--reason", "other", "--statement", "x").stderr
