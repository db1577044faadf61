"""The functions' bundles, built by SAM for the interpreter on which the local cloud runs them."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kabar_cli.local.cloud import environment_without_aws
from kabar_cli.local.paths import BUILD, BUNDLES, CLOUD_PYTHON, ROOT, SAM, TEMPLATE
from kabar_cli.local.process import run

INPUTS = ("template.yaml", "Makefile", "uv.lock", "functions/*/app.py", "functions/kabar/**/*", "schemas/**/*")
_STAMP = BUILD / "inputs"


def build(log: Path) -> None:
    """Brings `.build/local/bundles` up to date; at once if nothing changed. Raises ToolError."""
    BUILD.mkdir(parents=True, exist_ok=True)
    with _alone():
        wanted = _fingerprint()
        if (BUNDLES / "template.yaml").exists() and _stamp() == wanted:
            return
        _STAMP.unlink(missing_ok=True)
        environment = environment_without_aws() | {"KABAR_BUILD_PYTHON": str(CLOUD_PYTHON), "SAM_CLI_TELEMETRY": "0"}
        command: list[str | Path] = [
            SAM,
            "build",
            "--template-file",
            TEMPLATE,
            "--base-dir",
            ROOT,
            "--build-dir",
            BUNDLES,
        ]
        run("Building the functions", command, environment, log)
        _STAMP.write_text(wanted, "ascii")


@contextmanager
def _alone() -> Iterator[None]:
    """One run builds at a time."""
    with (BUILD / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _stamp() -> str:
    return _STAMP.read_text("ascii") if _STAMP.exists() else ""


def _fingerprint() -> str:
    digest = hashlib.sha256(str(CLOUD_PYTHON.resolve()).encode())
    for path in sorted(_files()):
        digest.update(f"{path.relative_to(ROOT)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    for pattern in INPUTS:
        yield from (path for path in ROOT.glob(pattern) if path.is_file() and "__pycache__" not in path.parts)
