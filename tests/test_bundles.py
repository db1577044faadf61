"""Each function's bundle: it holds what the function imports and little else, and handles the first event with it."""

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from bench.process import bundle_of, functions, size_of, started
from kabar.services.placing import AT_ONCE

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "functions"
MOST = 12_000_000
"""Bytes, unzipped, of all but the picture function's, which holds libvips."""
RUNTIME = {"boto3", "botocore"}
EVERYONE = {"aws_lambda_powertools", "slugify"}
RENDERING = EVERYONE | {"nh3", "babel", "minijinja"}
AT_FIRST = {
    "announce": EVERYONE | {"nh3"},
    "audit": RENDERING,
    "build": RENDERING,
    "picture": EVERYONE | {"nh3", "isal", "lxml", "pyvips"},
    "ping": EVERYONE | {"nh3"},
    "plan": EVERYONE,
    "probe": EVERYONE | {"nh3"},
    "purge": EVERYONE,
    "receive": EVERYONE | {"nh3"},
    "webhook": EVERYONE,
}
"""The packages that a function's start and first event load: each costs every cold start its time."""
DATA = {"tzdata": "kabar.domain.site_reading", "font-source-serif-pro": "kabar.imaging.card"}
"""What no import names, and the module that needs it."""


def imported(path):
    """The modules that a file may import, when it is imported or later; those for type checkers apart."""
    found, nodes = set(), [ast.parse(path.read_text("utf-8"))]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            nodes += node.orelse
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        else:
            nodes += ast.iter_child_nodes(node)
    return found


def file_of(module):
    path = SOURCES.joinpath(*module.split("."))
    return next((file for file in (path / "__init__.py", path.with_suffix(".py")) if file.exists()), None)


@cache
def reached(name):
    """The files of Kabar that a function may come to import, and the packages of others."""
    files, others, waiting = {}, set(), [("app", SOURCES / name / "app.py")]
    while waiting:
        module, file = waiting.pop()
        files[module] = file
        for each in imported(file):
            top = each.partition(".")[0]
            if top != "kabar":
                others.add(top)
                continue
            parts = each.split(".")
            modules = {".".join(parts[:end]) for end in range(1, len(parts) + 1)}
            waiting += [(found, file_of(found)) for found in modules - files.keys() if file_of(found)]
    return files, others - sys.stdlib_module_names - RUNTIME


def group_of(name):
    """The names of the packages in a bundle's group of pyproject.toml, those of the groups that it includes too."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    rules = re.findall(r"^(build-.*): \$\(DEPENDENCIES\)/(\w+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    (group,) = [group for targets, group in rules if f"build-{name.title()}Function" in targets.split()]
    found, waiting = set(), [*groups[group]]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            waiting += groups[each["include-group"]]
        else:
            found.add(each.lower())
    return found


@pytest.mark.parametrize("name", functions())
def test_a_bundle_is_made_of_what_its_function_imports(name):
    files, others = reached(name)
    distributions = packages_distributions()
    needed = {distributions[top][0].replace("_", "-").lower() for top in others} - {"referencing"}  # jsonschema's own
    needed |= {package for package, module in DATA.items() if module in files}
    needed |= {"pyvips-binary"} if "pyvips" in needed else set()
    assert group_of(name) == needed


@pytest.mark.parametrize("name", functions())
def test_a_bundle_holds_every_module_that_its_function_may_import(name):
    files, others = reached(name)
    bundle = bundle_of(name)
    mine = {file.relative_to(SOURCES) for module, file in files.items() if module != "app"}
    assert {path for path in mine if not (bundle / path).exists()} == set()
    assert {top for top in others if not [*bundle.glob(f"{top}*")]} == set()


@pytest.mark.parametrize("name", [name for name in functions() if name != "picture"])
def test_a_bundle_is_small(name):
    assert size_of(bundle_of(name)) <= MOST


@pytest.mark.parametrize("name", functions())
def test_the_first_event_is_handled_and_loads_what_it_needs(name):
    start = started(bundle_of(name), name, options=("-X", "importtime"))
    assert start.answer in (b"null", b'{"batchItemFailures": []}')
    lines = (line.split("|") for line in start.errors.splitlines() if line.startswith("import time:"))
    loaded = {parts[2].strip().partition(".")[0] for parts in lines}
    _, others = reached(name)
    assert loaded & set().union(*AT_FIRST.values(), others) == AT_FIRST[name]


def test_connections_are_used_again():
    start = started(bundle_of("build"), "build")
    assert start.calls > 4
    assert 2 <= start.connections <= 1 + AT_ONCE  # DynamoDB; S3, where writes come by so many threads


def test_bytecode_is_loaded_whatever_the_time_of_the_source_is():
    bundle = bundle_of("purge")
    (compiled,) = (bundle / "kabar" / "bootstrap" / "__pycache__").glob("purge.*.pyc")
    assert int.from_bytes(compiled.read_bytes()[4:8], "little") == 0b01  # PEP 552: by hash, unchecked


EVERY_LANGUAGE = """
import datetime, zoneinfo, sys
from kabar.render.dates import Calendar, language_name
for code in sys.stdin.read().split():
    calendar = Calendar(code, zoneinfo.ZoneInfo("Asia/Makassar"))
    calendar.moment(datetime.datetime(2024, 12, 2, tzinfo=datetime.UTC)), calendar.month("2024-12"), calendar.weekdays()
    language_name(code, code)
"""


def test_a_language_whose_locale_is_not_in_the_bundle_breaks_nothing():
    from babel.localedata import locale_identifiers  # noqa: PLC0415

    codes = [code.replace("_", "-") for code in locale_identifiers()]
    assert len(codes) > 500
    command = [sys.executable, "-S", "-c", EVERY_LANGUAGE]
    environment = {"PYTHONPATH": str(bundle_of("build")), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run(command, input=" ".join(codes), text=True, env=environment, check=True)  # noqa: S603
