"""The functions' bundles, built by SAM for the interpreter on which the local cloud runs them."""

import fcntl
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kabar_cli.local.cloud import environment_without_aws
from kabar_cli.local.paths import BUILD, BUNDLES, CLOUD_PYTHON, ROOT, SAM, TEMPLATE
from kabar_cli.local.process import run

INPUTS = ("template.yaml", "Makefile", "uv.lock", "functions/*/app.py", "functions/kabar/**/*", "schemas/**/*")
_KEPT = 3  # builds: another run may still be deploying the one before


def build(log: Path) -> Path:
    """The folder of today's bundles, with their template; made anew only if something changed. Raises ToolError.

    Each state of the sources has a folder of its own, so a run that builds takes nothing from one that deploys.
    """
    BUNDLES.mkdir(parents=True, exist_ok=True)
    with _alone():
        folder = BUNDLES / _fingerprint()[:16]
        if not (folder / "template.yaml").exists():
            environment = environment_without_aws() | {
                "KABAR_BUILD_PYTHON": str(CLOUD_PYTHON),
                "SAM_CLI_TELEMETRY": "0",
            }
            run("Building the functions", _command(folder), environment, log)
        folder.touch()
        _forget_old()
        return folder


def _command(folder: Path) -> list[str | Path]:
    places = ("--template-file", TEMPLATE, "--base-dir", ROOT, "--build-dir", folder)
    return [SAM, "build", *places]


def _forget_old() -> None:
    folders = sorted(BUNDLES.iterdir(), key=lambda folder: folder.stat().st_mtime, reverse=True)
    for folder in folders[_KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _alone() -> Iterator[None]:
    """One run builds at a time."""
    with (BUILD / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fingerprint() -> str:
    digest = hashlib.sha256(str(CLOUD_PYTHON.resolve()).encode())
    for path in sorted(_files()):
        digest.update(f"{path.relative_to(ROOT)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    for pattern in INPUTS:
        yield from (path for path in ROOT.glob(pattern) if path.is_file() and "__pycache__" not in path.parts)
