"""Writes the edge functions' JavaScript into the template: CloudFormation takes their code inline only.

The files in `functions/edge/` are the source. Run as `python -m kabar_cli.inline [--check] [TEMPLATE]`.
"""

import re
import sys
from pathlib import Path

SOURCES = {"ViewerRequest": "viewer-request.js", "ViewerResponse": "viewer-response.js"}
_INDENT = " " * 8


def inline(template: str, sources: dict[str, str]) -> str:
    """`template` with the code of each function, by logical id, replaced. Raises LookupError if one isn't there."""
    for logical_id, code in sources.items():
        block = _block(logical_id).search(template)
        if block is None:
            raise LookupError(f"the template has no FunctionCode of {logical_id}")
        template = template[: block.end(1)] + _indented(code) + template[block.end() :]
    return template


def _block(logical_id: str) -> re.Pattern[str]:
    head = rf"(^  {logical_id}:\n(?:^    .*\n)*?^      FunctionCode: \|\n)"
    return re.compile(head + rf"(?:^{_INDENT}.*\n|^\n(?=\n*{_INDENT}))*", re.MULTILINE)


def _indented(code: str) -> str:
    lines = (_INDENT + line if line else "" for line in code.rstrip("\n").split("\n"))
    return "".join(line + "\n" for line in lines)


def main(arguments: list[str]) -> int:
    """Rewrites the template; with `--check` only says, by 1, that it would."""
    check = "--check" in arguments
    path = Path(next((a for a in arguments if not a.startswith("-")), "template.yaml"))
    folder = path.parent / "functions" / "edge"
    before = path.read_text("utf-8")
    after = inline(before, {name: (folder / file).read_text("utf-8") for name, file in SOURCES.items()})
    if check and after != before:
        print(f"{path}: the edge functions differ from {folder}: run `make template`", file=sys.stderr)
        return 1
    if after != before:
        path.write_text(after, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
