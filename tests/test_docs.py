"""The documentation forgets nothing, promises nothing that isn't there, and its examples are valid."""

import json
import re
from pathlib import Path

import pytest
from click import Context
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

import kabar_cli.sample
from kabar.domain.parsing import parse_article
from kabar.domain.site_parsing import parse_publication
from kabar.render.problems import _MESSAGES
from kabar_cli.main import VERBS, main

ROOT = Path(__file__).resolve().parents[1]
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
}
DECISIONS = sorted(path.name for path in (ROOT / "docs" / "adr").glob("0*.md"))
SCHEMAS = {
    path.relative_to(ROOT / "schemas").with_suffix("").as_posix(): json.loads(path.read_bytes())
    for path in sorted((ROOT / "schemas").rglob("*.json"))
}
ARTICLE = SCHEMAS["article"]
BLOCKS = ARTICLE["$defs"]["block"]["properties"]["type"]["enum"]
SAMPLE = parse_publication((Path(kabar_cli.sample.__file__).parent / "site.json").read_bytes())
REGISTRY = Registry().with_resources((schema["$id"], Resource.from_contents(schema)) for schema in SCHEMAS.values())
MARKS = {
    "article": {"headline", "articleSection"},
    "publication": {"sections", "authors"},
    "receipt": {"status", "versionId"},
    "events/announcement": {"announce"},
    "events/article-event": {"kind", "articleId"},
    "events/look": {"key"},
    "events/page": {"page"},
    "events/sweep": {"sweep"},
    "events/follow": {"follow"},
    "events/purge": {"tags"},
    "events/audit": {"audit"},
    "events/probe": {"probe"},
    "block": {"type"},
}
"""The fields by which an example shows what it is an example of; the first that fits."""


def on_one_line(text):
    return re.sub(r"\s+", " ", text)


def part(page, *headings):
    """What stands between a heading and the next of its level or above; of that, the same for the next heading."""
    text = PAGES[page]
    for heading in headings:
        level = len(heading.split(" ")[0])
        found = re.search(rf"^{re.escape(heading)}$(.*?)(?=^#{{1,{level}}} |\Z)", text, re.DOTALL | re.MULTILINE)
        assert found, f"{page} has no heading {heading!r}"
        text = found[1]
    return text


def examples():
    for page, text in PAGES.items():
        for number, code in enumerate(re.findall(r"^```json\n(.*?)^```$", text, re.DOTALL | re.MULTILINE), 1):
            yield pytest.param(code, id=f"{page}-{number}")


def commands(text):
    """Code, in blocks and in lines."""
    fences = re.findall(r"^```(?:sh|console)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return "\n".join([*fences, *re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))])


@pytest.mark.parametrize("field", ARTICLE["properties"])
def test_article_md_tells_of_each_field(field):
    fields = re.findall(r"^### (.*)$", part("docs/article.md", "## Fields"), re.MULTILINE)
    assert f"`{field}`" in " ".join(fields)


@pytest.mark.parametrize("field", ARTICLE["$defs"]["picture"]["properties"])
def test_article_md_tells_of_each_field_of_a_picture(field):
    assert f"| `{field}` |" in part("docs/article.md", "## Pictures")


@pytest.mark.parametrize("block", BLOCKS)
def test_article_md_tells_of_each_block_and_shows_it_whole(block):
    told = part("docs/article.md", "## Blocks", f"### `{block}`")
    fields = ARTICLE["$defs"][block]["properties"].keys() - {"type"}
    prose, _, shown = told.partition("```json")
    assert {field for field in fields if f"`{field}`" not in prose} == set()
    assert f'"type": "{block}"' in shown


def test_article_md_tells_of_no_other_block():
    assert re.findall(r"^### `(.*)`$", part("docs/article.md", "## Blocks"), re.MULTILINE) == BLOCKS


@pytest.mark.parametrize("code", _MESSAGES)
def test_receipts_md_gives_each_codes_message_and_cure(code):
    message, cure = _MESSAGES[code]
    told = on_one_line(part("docs/receipts.md", "## Every code") + part("docs/lints.md", "## The lints"))
    assert on_one_line(f"- `{code}`: {message} *Cure:* {cure}") in told


def test_receipts_md_gives_no_other_code():
    codes = part("docs/receipts.md", "## Every code") + part("docs/lints.md", "## The lints")
    told = re.findall(r"^- `([a-z0-9-]+)`:", codes, re.MULTILINE)
    assert sorted(told) == sorted(_MESSAGES)


@pytest.mark.parametrize("field", SCHEMAS["receipt"]["properties"])
def test_receipts_md_tells_of_each_field(field):
    assert f"| `{field}` |" in part("docs/receipts.md", "## What it says")


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_that_a_page_names_are_there(page):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    code = commands(PAGES[page])
    assert set(re.findall(r"\bmake ([a-z][a-z-]*)", code)) - targets - {"build-"} == set()
    assert set(re.findall(r"(?<!stack )\bkabar ([a-z]+)", code)) - VERBS.keys() == set()


@pytest.mark.parametrize("page", PAGES)
def test_the_options_that_a_page_names_are_there(page):
    for verb, rest in re.findall(r"(?<!stack )\bkabar ([a-z]+)([^\n]*)", commands(PAGES[page])):
        command = main.get_command(Context(main), verb)
        known = {option for each in command.params for option in each.opts + each.secondary_opts} if command else set()
        assert set(re.findall(r"(?<!\S)--[a-z][a-z-]*", rest)) - known - {"--help"} == set(), verb


def test_readme_tells_of_each_parameter_and_of_no_other():
    template = (ROOT / "template.yaml").read_text("utf-8")
    section = re.search(r"^Parameters:\n(.*?)^[A-Z]", template, re.DOTALL | re.MULTILINE)
    assert section
    rows = re.findall(r"^\| (`[A-Z].*?) \|", part("README.md", "## Deploy to AWS"), re.MULTILINE)
    assert re.findall(r"`(\w+)`", " ".join(rows)) == re.findall(r"^  (\w+):$", section[1], re.MULTILINE)


@pytest.mark.parametrize("code", list(examples()))
def test_an_example_is_valid(code):
    example = json.loads(code)
    kind = next(kind for kind, marks in MARKS.items() if marks <= example.keys())
    schema = {"$ref": f"{ARTICLE['$id']}#/$defs/block"} if kind == "block" else SCHEMAS[kind]
    Draft202012Validator(schema, registry=REGISTRY).validate(example)
    if kind == "article":
        assert parse_article("example", code.encode(), SAMPLE).id == "example"
    if kind == "publication":
        assert parse_publication(code.encode()).url == example["url"]


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_links_to_is_there(page):
    prose = re.sub(r"^```.*?^```$|`[^`\n]*`", "", PAGES[page], flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        path, _, anchor = target.partition("#")
        if ":" in path:
            continue
        there = (ROOT / page).parent / path if path else ROOT / page
        assert there.exists(), target
        if anchor:
            titles = re.findall(r"^#+ (.*)$", there.read_text("utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}, target


@pytest.mark.parametrize("page", PAGES)
def test_the_files_that_a_page_names_are_there(page):
    places = [ROOT, ROOT / "functions" / "kabar", ROOT / "functions" / "edge"]
    for name in re.findall(r"`((?:\w[\w-]*/)*\w[\w-]*\.(?:py|js|yaml|md))`", PAGES[page]):
        assert any((place / name).exists() for place in places), name


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_no_line_that_is_too_long(page):
    assert [line for line in PAGES[page].splitlines() if len(line) > 120] == []


def test_decisions_are_numbered_and_listed():
    assert [int(name[:4]) for name in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    listed = re.findall(r"^\d+\. \[(.*)\]\((.*)\)$", PAGES["docs/adr/README.md"], re.MULTILINE)
    titles = [PAGES[f"docs/adr/{name}"].partition("\n")[0] for name in DECISIONS]
    assert [f"# {number}. {title}" for number, (title, _) in enumerate(listed, 1)] == titles
    assert [name for _, name in listed] == DECISIONS


@pytest.mark.parametrize("name", DECISIONS)
def test_a_decision_says_what_why_and_what_follows(name):
    text = PAGES[f"docs/adr/{name}"]
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["Status", "Context", "Decision", "Consequences"]
    assert text.count("\n") < 45
