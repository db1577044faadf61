"""The tools that judge pages: where they are, and what a test says that misses one."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, NoReturn

import pytest

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
PATIENCE = 300
"""Seconds after which a tool is taken to hang."""


def missing(what: str) -> NoReturn:
    """Skip the test, naming what it lacks; where `make test-browser` has just installed everything, fail."""
    if os.environ.get("KABAR_BROWSER_TOOLS") == "required":
        pytest.fail(f"{what} isn't there")
    pytest.skip(f"{what} isn't there: `make test-browser` installs it")


def program(*names: str) -> str:
    """The first of these programs that the machine has."""
    found = next((path for path in map(shutil.which, names) if path), None)
    return found or missing(names[0])


def module(name: str, file: str) -> Path:
    """A file of an npm package that package.json pins."""
    path = MODULES / name / file
    return path if path.exists() else missing(f"npm's {name}")


def chromium() -> str:
    """The browser."""
    return program("chromium", "chromium-browser", "google-chrome")


def java(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run Java to its end."""
    return _run(program("java"), *arguments)


def node(*arguments: str | Path, given: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run Node.js to its end, with this as its standard input."""
    return _run(program("node"), *arguments, given=given)


def answer(finished: subprocess.CompletedProcess[str]) -> Any:
    """The JSON that a tool printed."""
    try:
        return json.loads(finished.stdout)
    except ValueError:
        raise AssertionError(f"{finished.args}: {finished.stdout[-2000:]}{finished.stderr[-2000:]}") from None


def _run(*command: str | Path, given: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - programs of ours, arguments of ours
        list(map(str, command)), cwd=HERE, input=given, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
