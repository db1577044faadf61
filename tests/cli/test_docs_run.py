"""The terminal sessions of the documentation, run as they stand: commands, and what they print."""

import json
import re
import shlex
import subprocess
import zipfile
from pathlib import Path

import jmespath
import pytest

from support import aws
from support.uploads import jpeg

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```(?P<kind>sh|console)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"^[^\n]+<<'END'\n.*?^END$|^[^\n]+$", re.DOTALL | re.MULTILINE)
"""A line, or a line with the text that follows it up to its end."""
JSON = re.compile(r"^```json\n(.*?)^```$", re.DOTALL | re.MULTILINE)
ELSEWHERE = re.compile(
    r"make |eval |autoload |_KABAR|sam |aws (cloudformation|iam|s3 sync|s3 cp s3://\$OLD)|"
    r"(\.venv/bin/)?kabar (local|audit|redrive|rebuild|.*--stack)"
)
"""What needs a checkout, a shell, an account or a whole stack: tests/whole and test_completion.py run it."""
WIRE = {"uri": "urn:agency:1", "versionCreated": "2024-12-02T03:15:00Z", "headlines": [{"value": "Kapal Tiba"}]}
YAML = re.compile(r"^```yaml\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FILES = {"a.json": ("dearah", "Jembatan Kelawit Dibuka"), "articles/my-first.json": ("daerah", "Pasar Terapung Ramai")}


def blocks():
    for page in PAGES:
        for number, found in enumerate(FENCE.finditer(page.read_text("utf-8")), 1):
            steps = list(steps_of(found["kind"], found["text"]))
            if any(not ELSEWHERE.match(command) for command, _ in steps):
                yield pytest.param(steps, id=f"{page.relative_to(ROOT)}-{number}")


def steps_of(kind, text):
    """Commands, each with the lines that it is said to print; None if nothing is said of that."""
    if kind == "sh":
        yield from ((found[0].strip(), None) for found in COMMAND.finditer(text.replace("\\\n", "")))
        return
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, printed = part.partition("\n")
        yield command, printed.strip("\n").splitlines()


class Terminal:
    """A folder with a publication, and the commands that a newsroom has."""

    def __init__(self, desk, folder):
        self.desk, self.folder, self.version = desk, folder, ""
        site, article = (
            json.loads(next(each for each in JSON.findall((ROOT / "README.md").read_text("utf-8")) if mark in each))
            for mark in ('"timeZone"', '"articleBody"')
        )
        desk.write("site.json", site)
        desk.write("article.json", article)
        for name, (section, headline) in FILES.items():
            desk.write(name, {"headline": headline, "articleSection": section, **_rest(article)})
        desk.write("urn-agency-1.json", WIRE | {"bodies": [{"value": "Kapal tiba."}]})
        desk.write("warta-lama.xml", (ROOT / "tests" / "importing" / "warta-lama.xml").read_bytes())
        desk.write("rubrik.yaml", YAML.search((ROOT / "docs" / "moving.md").read_text("utf-8"))[1])
        with zipfile.ZipFile(folder / "uploads.zip", "w") as archive:
            archive.writestr("uploads/2019/11/jembatan.jpg", jpeg(640, 360))
        desk.run("publish", "site.json")

    def type(self, command):
        words = shlex.split(command.replace("$KABAR_INBOX", aws.INBOX).replace("$VERSION", self.version))
        if words[:3] == ["aws", "s3", "cp"]:
            return self._copy(*words[3:])
        if words[:3] == ["aws", "s3", "rm"]:
            return self.desk.cloud.delete(words[3].removeprefix(f"s3://{aws.INBOX}/")) or ""
        if words[:2] == ["aws", "s3api"]:
            return self._s3api(*words[2:])
        if words[0].endswith("kabar"):
            target = words[words.index(">") + 1] if ">" in words else None
            done = self.desk.run(*(words[1 : words.index(">")] if target else words[1:]))
            assert done.exit_code == 0 or "galat" in done.output or "rejected" in done.output, done.output
            if target:
                self.desk.write(target, done.stdout)
            return "" if target else done.stdout + done.stderr
        done = subprocess.run(["bash", "-c", command], cwd=self.folder, capture_output=True, text=True, check=True)  # noqa: S603, S607
        return done.stdout

    def stand(self):
        """Two versions of an article, the first of which is $VERSION."""
        for headline in ("Pasar Terapung Ramai", "Pasar Terapung Sepi"):
            document = json.loads((self.folder / "articles" / "my-first.json").read_bytes()) | {"headline": headline}
            self.desk.cloud.put("articles/my-first.json", document)
            self.version = (
                self.version
                or self.desk.cloud.s3.head_object(Bucket=aws.INBOX, Key="articles/my-first.json")["VersionId"]
            )

    def _s3api(self, operation, *options):
        """AWS's own command, as far as the pages use it: its options are the arguments of the call."""
        given = dict(zip(options[::2], options[1::2], strict=True))
        query, target = given.pop("--query", None), given.pop(">", None)
        given.pop("--output", None)
        if "--delete" in given:
            given["--delete"] = json.loads((self.folder / given["--delete"].removeprefix("file://")).read_text())
        arguments = {name.strip("-").title().replace("-", ""): value for name, value in given.items()}
        answer = getattr(self.desk.cloud.s3, operation.replace("-", "_"))(**arguments)
        assert "Errors" not in answer
        if operation == "copy-object":
            self.desk.cloud.tell(arguments["Key"])
        if target:
            (self.folder / target).write_text(json.dumps(jmespath.search(query, answer)))
        return ""

    def _copy(self, source, target):
        bucket, _, key = (source if target == "-" else target).removeprefix("s3://").partition("/")
        if target == "-":
            return self.desk.cloud.s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode()
        self.desk.cloud.put(key, (self.folder / source).read_bytes())
        return ""


def _rest(article):
    return {name: value for name, value in article.items() if name not in ("headline", "articleSection")}


def as_said(line, said):
    """Whether a line is as the page says, where an ellipsis stands for whatever it is."""
    return re.fullmatch(".*".join(map(re.escape, said.split("…"))), line) is not None


@pytest.mark.parametrize("steps", list(blocks()))
def test_a_session_goes_as_the_page_says(desk, cloud, monkeypatch, steps):
    monkeypatch.chdir(desk.root)
    desk.cloud = cloud
    terminal = Terminal(desk, desk.root)
    if any("s3api" in command for command, _ in steps):
        terminal.stand()
    for command, said in steps:
        if ELSEWHERE.match(command):
            continue
        printed = [line.rstrip() for line in terminal.type(command).splitlines()]
        if said is not None:
            assert len(printed) == len(said), (command, printed)
            assert [line for line, each in zip(printed, said, strict=True) if not as_said(line, each)] == []
