"""A function's bundle in a process of its own, under Lambda's own runtime client."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from bench.aws import Aws
from bench.first_events import environment_of, published
from bench.runtime import Runtime, serving

ROOT: Final = Path(__file__).resolve().parents[2]
BUILT: Final = ROOT / ".build" / "bench"
_PACKAGES: Final = ".build/bench/packages"
_MAIN: Final = "import awslambdaric.__main__ as m; m.main(['', 'app.handler'])"
_AT_ONCE: Final = "import time; time.sleep = lambda _: None"
"""What a function waits for on purpose is no part of its start."""
_LAMBDA: Final = {
    "PYTHONDONTWRITEBYTECODE": "1",  # nobody can write where the code lies
    "AWS_DEFAULT_REGION": "ap-southeast-3",
    "AWS_REGION": "ap-southeast-3",
    "AWS_ACCESS_KEY_ID": "bench",
    "AWS_SECRET_ACCESS_KEY": "bench",
    "AWS_LAMBDA_FUNCTION_NAME": "bench",
    "AWS_LAMBDA_FUNCTION_VERSION": "1",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
    "AWS_LAMBDA_LOG_GROUP_NAME": "bench",
    "AWS_LAMBDA_LOG_STREAM_NAME": "bench",
}


@dataclass(frozen=True)
class Started:
    """A process's life: seconds to its first answer and to its asking for an event; CPU; memory; calls.

    The seconds that calls to AWS took here are no part of the first.
    """

    seconds: float
    init: float
    cpu: float
    peak_mib: float
    calls: int
    connections: int
    answer: bytes
    errors: str


def functions() -> list[str]:
    """The functions there are."""
    return sorted(path.parent.name for path in (ROOT / "functions").glob("*/app.py"))


@cache
def bundle_of(name: str) -> Path:
    """What `sam build` makes of the function, for this machine."""
    return _made(f"build-{name.title()}Function", BUILT / name)


def size_of(bundle: Path) -> int:
    """Bytes of the bundle's files, unzipped."""
    return sum(path.stat().st_size for path in bundle.rglob("*") if path.is_file())


def started(bundle: Path, name: str, *, prelude: str = "", options: tuple[str, ...] = (), slow: float = 0) -> Started:
    """Start a bundle, give it the event that the function of this name gets, and end it when it has answered.

    `slow` are the seconds that AWS takes for each answer.
    """
    with (
        published(name) as (cloud, event),
        serving(event, Aws(cloud), slow) as runtime,
        tempfile.TemporaryFile() as told,
    ):
        start = time.perf_counter()
        process = subprocess.Popen(
            [_python(), "-S", *options, "-c", f"{_AT_ONCE}\n{prelude}\n{_MAIN}"],
            env=_environment(bundle, name, runtime),
            cwd=bundle,
            stdout=subprocess.DEVNULL,
            stderr=told,
        )
        answered = runtime.over.wait(60)
        peak, cpu = _spent(process.pid)
        process.kill()
        process.wait()
        told.seek(0)
        errors = told.read().decode()
        if not answered or runtime.failed or runtime.answered is None or runtime.ready is None:
            raise RuntimeError(f"{name} gave no answer: {runtime.failed!r} {errors[-2000:]}")
        seconds = runtime.answered - start - runtime.served, runtime.ready - start
        return Started(*seconds, cpu, peak, runtime.calls, len(runtime.callers), runtime.answer or b"", errors)


def _made(target: str, folder: Path) -> Path:
    subprocess.run(["rm", "-rf", folder], check=True)
    folder.mkdir(parents=True)
    environment = os.environ | {"KABAR_BUILD_PYTHON": sys.executable, "ARTIFACTS_DIR": str(folder)}
    command = ["make", "-C", ROOT, f"DEPENDENCIES={_PACKAGES}", target]
    made = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if made.returncode:
        raise RuntimeError(made.stdout + made.stderr)
    return folder


@cache
def _runtime() -> Path:
    """What Lambda's managed runtime brings: its client and boto3."""
    _made(f"{_PACKAGES}/runtime", BUILT / "unused")
    return ROOT / _PACKAGES / "runtime"


def _python() -> str:
    """The interpreter without the environment that it is in."""
    return str(Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}")


def _environment(bundle: Path, name: str, runtime: Runtime) -> Mapping[str, str]:
    return {
        **environment_of(name),
        **_LAMBDA,
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{bundle}:{_runtime()}",
        "AWS_LAMBDA_RUNTIME_API": runtime.address,
        "AWS_ENDPOINT_URL": f"http://{runtime.address}",
        "LAMBDA_TASK_ROOT": str(bundle),
    }


def _spent(pid: int) -> tuple[float, float]:
    """Peak memory in MiB and processor seconds of a process that lives."""
    status: dict[str, Any] = dict(
        line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines() if ":" in line
    )
    times = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    cpu = (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")
    return int(status["VmHWM"].split()[0]) / 1024, cpu
