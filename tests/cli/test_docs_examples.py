"""What the documentation shows besides commands (test_docs_run.py) and JSON (tests/test_docs.py): it works."""

import base64
import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from kabar.domain.site_parsing import parse_publication
from kabar.domain.webhooks import headers, parse_webhooks
from support.documents import SITE, article
from support.uploads import jpeg

ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
}
RUN_ELSEWHERE = {"json", "sh", "console"}
CFN_LINT = ROOT / ".venv-sam" / "bin" / "cfn-lint"


def fences(page, kind):
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGES[page], re.DOTALL | re.MULTILINE)


def test_there_is_no_example_that_nothing_tries():
    kinds = {(page, kind) for page, text in PAGES.items() for kind in re.findall(r"^```(\w+)$", text, re.MULTILINE)}
    assert {each for each in kinds if each[1] not in RUN_ELSEWHERE} == {
        ("README.md", "jsonc"),
        ("docs/architecture.md", "text"),  # drawings
        ("docs/article.md", "jsonc"),
        ("docs/events.md", "python"),
        ("docs/events.md", "text"),
        ("docs/events.md", "yaml"),
        ("docs/lints.md", "jsonc"),  # tests/domain/test_lints.py
        ("docs/lints.md", "markdown"),
        ("docs/markdown.md", "markdown"),
        ("docs/moving.md", "yaml"),  # test_docs_run.py
    }


def test_who_may_deploy_is_told_in_iams_words():
    trust, roles = (
        json.loads(found)["Statement"]
        for found in re.findall(
            r"^cat > \w+\.json <<'END'\n(.*?)^END$", PAGES["docs/operations.md"], re.DOTALL | re.MULTILINE
        )
    )
    (statement,) = trust
    assert (statement["Effect"], statement["Action"]) == ("Allow", "sts:AssumeRoleWithWebIdentity")
    assert statement["Principal"]["Federated"].endswith(":oidc-provider/token.actions.githubusercontent.com")
    # Without the subject whoever uses GitHub could deploy.
    assert {name.rpartition(":")[2] for name in statement["Condition"]["StringEquals"]} == {"aud", "sub"}
    assert [(each["Effect"], each["Resource"]) for each in roles] == [("Allow", "arn:aws:iam::*:role/kabar-*")]


def test_the_editors_settings_name_the_schemas_that_are_written():
    (settings,) = map(json.loads, fences("README.md", "jsonc"))
    written = re.findall(r"kabar schema \w+ > (\S+)", PAGES["README.md"])
    assert [each["url"].removeprefix("./") for each in settings["json.schemas"]] == written


def test_a_part_of_site_json_stands_in_one():
    parts = [json.loads(fence) for fence in fences("docs/article.md", "jsonc")]
    assert parts
    without = parse_publication(json.dumps(SITE).encode())
    for part in parts:
        assert parse_publication(json.dumps(SITE | part).encode()) != without  # it is read, and says something


def test_a_webhook_is_told_and_knows_that_it_was_kabar():
    (text,), (recipe,) = fences("docs/events.md", "text"), fences("docs/events.md", "python")
    webhook = parse_webhooks(text)["newsletter"]
    exec(recipe, names := {})  # noqa: S102 - what the page gives to whoever listens
    told = headers(webhook, "f" * 32, b"{}", 1614265330)
    secret = "whsec_" + base64.b64encode(webhook.secret).decode()
    assert names["is_ours"](secret, told, b"{}")
    assert not names["is_ours"](secret, told, b"[]")
    assert not names["is_ours"](secret, told | {"webhook-timestamp": "1614265331"}, b"{}")


@pytest.mark.skipif(not CFN_LINT.exists(), reason="needs .venv-sam: `make setup`")
def test_a_rule_that_listens_is_a_rule_of_cloudformation(tmp_path):
    (rule,) = fences("docs/events.md", "yaml")
    document = (
        f"Resources:\n{'  '.join(['', *rule.splitlines(keepends=True)])}\n  MyQueue:\n    Type: AWS::SQS::Queue\n"
    )
    path = tmp_path / "template.yaml"
    path.write_text(document)
    assert yaml.compose(document)
    done = subprocess.run([CFN_LINT, path], capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert (done.returncode, done.stdout) == (0, "")


def test_the_markdown_file_is_an_article_without_fault(desk):
    (text,) = fences("docs/markdown.md", "markdown")
    desk.write("site.json", SITE | {"authors": [{"id": "redaksi", "name": "Redaksi"}]})
    desk.write("articles/2024/12/jembatan.jpg", jpeg(800, 450))
    desk.article("articles/2024/01/banjir-kelawit.json", **article(author=["redaksi"]))
    assert desk.check(desk.write("articles/2024/12/jembatan.md", text)) == []
