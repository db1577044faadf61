"""The lines of docs/command.md make real shells complete."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = (Path(__file__).parents[2] / "docs" / "command.md").read_text("utf-8")
LINES = dict(
    re.findall(r"^(.*_KABAR_COMPLETE=(?:\w+)_source .*?)\s+# ~/\.(?:config/)?(\w+?)(?:rc|/.*)$", DOCS, re.MULTILINE)
)
ASKED = {
    "bash": "COMP_WORDS=(kabar {words}); COMP_CWORD={last}; _kabar_completion kabar; "
    'printf "%s\\n" "${{COMPREPLY[@]}}"',
    "fish": 'complete --do-complete "kabar {words}" | string split -f1 \\t',
    "zsh": "print -- ${{_comps[kabar]}}\n"
    'COMP_WORDS="kabar {words}" COMP_CWORD={last} _KABAR_COMPLETE=zsh_complete kabar',
}
"""What the shell does at the tabulator key; of zsh, as near as it goes without a terminal."""


def asked(shell, words):
    if shutil.which(shell) is None:
        pytest.skip(f"needs {shell}")
    (line,) = [line for line, name in LINES.items() if name == shell]
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    start = [shell, "-f"] if shell == "zsh" else [shell, "--norc"] if shell == "bash" else [shell, "--no-config"]
    script = f"{line}\n{ASKED[shell].format(words=words, last=len(words.split()))}"
    done = subprocess.run([*start, "-c", script], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize("shell", ASKED)
def test_a_shell_completes_verbs_options_and_choices(shell):
    assert "publish" in asked(shell, "pub")
    assert "--format" in asked(shell, "check --fo")
    assert "wxr" in asked(shell, "import w")
    if shell == "zsh":
        assert asked(shell, "pub")[0] == "_kabar_completion"
