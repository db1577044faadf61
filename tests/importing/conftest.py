import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kabar_cli.importing.command import import_

HERE = Path(__file__).parent
WXR = HERE / "warta-lama.xml"
CORPORA = Path(__file__).parents[2].parent / "shared" / "corpora"


class Imported:
    """What an import has made."""

    def __init__(self, out, result):
        self.out, self.result = out, result

    @property
    def files(self):
        return sorted(path.relative_to(self.out).as_posix() for path in self.out.rglob("*") if path.is_file())

    def json(self, name):
        return json.loads((self.out / name).read_bytes())

    @property
    def articles(self):
        return {path.stem: json.loads(path.read_bytes()) for path in sorted((self.out / "articles").rglob("*.json"))}

    @property
    def items(self):
        return self.json("report.json")["items"]


@pytest.fixture
def run(tmp_path):
    """Imports a file, or a text that is written into one; fails unless the exit code is as expected."""

    def importing(kind, source, *options, code=0, name="export"):
        if isinstance(source, str | bytes):
            path = tmp_path / name
            path.write_bytes(source.encode() if isinstance(source, str) else source)
            source = path
        out = tmp_path / "out"
        result = CliRunner().invoke(import_, [kind, str(source), "--out", str(out), *map(str, options)])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert result.exit_code == code, result.output
        return Imported(out, result)

    return importing
