"""How long each function takes from a fresh process to its first answer, under Lambda's own runtime client."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

from bench.runtime import Runtime, serving
from simulation.wiring import ENVIRONMENT

ROOT: Final = Path(__file__).resolve().parents[2]
_BUILT: Final = ROOT / ".build" / "bench"
_TIMES: Final = 5
_CLIENTS: Final = {
    "receive": ("s3", "dynamodb", "sqs", "scheduler"),
    "plan": ("dynamodb", "sqs"),
    "build": ("s3", "dynamodb", "sqs"),
    "picture": ("s3", "dynamodb", "scheduler", "sqs"),
    "purge": ("cloudfront",),
}
_BARE: Final = """
import boto3
from botocore.config import Config
config = Config(retries={{"mode": "standard", "total_max_attempts": 5}}, connect_timeout=2, read_timeout=10)
clients = [boto3.client(name, config=config) for name in {clients}]
def handler(event, context):
    return {{}}
"""


@dataclass(frozen=True)
class ColdStart:
    """Milliseconds from the process's start to the first answer: the function's, and that of its clients alone.

    `bundle_bytes` are the bundle's files, unzipped; `slowest` the modules that took most of the import by themselves.
    """

    init_ms: float
    boto3_ms: float
    own_ms: float
    bundle_bytes: int
    slowest: dict[str, float]


def functions() -> list[str]:
    """The functions there are."""
    return sorted(path.parent.name for path in (ROOT / "functions").glob("*/app.py"))


def measure(name: str) -> ColdStart:
    """Start the function some times, and its clients alone as often, by turns; the median of each."""
    bundle, bare = _bundle(name), _bare(name)
    _start(bundle, name), _start(bare, name)
    times = [(_start(bundle, name), _start(bare, name)) for _ in range(_TIMES)]
    whole, clients = (round(median(each) * 1000, 1) for each in zip(*times, strict=True))
    size = sum(path.stat().st_size for path in bundle.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return ColdStart(whole, clients, round(whole - clients, 1), size, _slowest(bundle, name))


def _bundle(name: str) -> Path:
    """What `sam build` makes of the function, for this machine."""
    bundle = _BUILT / name
    bundle.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"KABAR_BUILD_PYTHON": sys.executable, "ARTIFACTS_DIR": str(bundle)}
    subprocess.run(
        ["make", "-C", ROOT, f"build-{name.title()}Function"], check=True, env=environment, capture_output=True
    )
    return bundle


def _bare(name: str) -> Path:
    folder = _BUILT / f"{name}-bare"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "app.py").write_text(_BARE.format(clients=_CLIENTS.get(name, ("s3",))))
    return folder


def _runtime() -> Path:
    """What Lambda's managed runtime brings: its client and boto3."""
    folder = _BUILT / "runtime"
    if not folder.exists():
        uv = ROOT / ".venv" / "bin" / "uv"
        python = ["--python", sys.executable]
        tool = [str(uv)] if uv.exists() else ["uv"]
        subprocess.run(
            [*tool, "pip", "install", "--quiet", *python, "--target", folder, "awslambdaric", "boto3"], check=True
        )
    return folder


def _start(bundle: Path, name: str) -> float:
    """Seconds from the process's start to its first answer."""
    with serving(_event(name)) as runtime:
        start = time.perf_counter()
        process = subprocess.Popen(_command(), env=_environment(bundle, runtime), cwd=bundle, stdout=subprocess.DEVNULL)
        try:
            if not runtime.over.wait(60) or runtime.failed or runtime.answered is None:
                raise RuntimeError(f"{name} gave no answer: {runtime.failed!r}")
            return runtime.answered - start
        finally:
            process.kill()
            process.wait()


def _command(*options: str) -> list[str]:
    return [_python(), "-S", *options, "-c", "import awslambdaric.__main__ as m; m.main(['', 'app.handler'])"]


def _python() -> str:
    """The interpreter without the environment that it is in."""
    return str(Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}")


def _environment(bundle: Path, runtime: Runtime) -> Mapping[str, str]:
    return {
        **ENVIRONMENT,
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{bundle}:{_runtime()}",
        "PYTHONDONTWRITEBYTECODE": "",
        "AWS_LAMBDA_RUNTIME_API": runtime.address,
        "AWS_ENDPOINT_URL": f"http://{runtime.address}",
        "AWS_DEFAULT_REGION": "ap-southeast-3",
        "AWS_REGION": "ap-southeast-3",
        "AWS_ACCESS_KEY_ID": "bench",
        "AWS_SECRET_ACCESS_KEY": "bench",
        "LAMBDA_TASK_ROOT": str(bundle),
        "AWS_LAMBDA_FUNCTION_NAME": "bench",
        "AWS_LAMBDA_FUNCTION_VERSION": "1",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
        "AWS_LAMBDA_LOG_GROUP_NAME": "bench",
        "AWS_LAMBDA_LOG_STREAM_NAME": "bench",
        "POWERTOOLS_SERVICE_NAME": "bench",
        "DISTRIBUTION_ID": "E1",
    }


def _event(name: str) -> dict[str, Any]:
    bodies = {
        "receive": {"key": "articles/a.json"},
        "build": {"page": "list:home"},
        "picture": {"key": "media/a.jpg"},
        "purge": {"tags": ["home"]},
    }
    if name not in bodies:
        return {"Records": []}
    record = {
        "messageId": "1",
        "receiptHandle": "1",
        "body": json.dumps(bodies[name]),
        "attributes": {"ApproximateReceiveCount": "1", "MessageGroupId": "g"},
        "messageAttributes": {},
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:ap-southeast-3:123456789012:queue",
        "awsRegion": "ap-southeast-3",
    }
    return {"Records": [record]}


def _slowest(bundle: Path, name: str, count: int = 8) -> dict[str, float]:
    """The modules that took longest to import by themselves, in milliseconds (python -X importtime)."""
    with serving(_event(name)) as runtime:
        process = subprocess.Popen(
            _command("-X", "importtime"),
            env=_environment(bundle, runtime),
            cwd=bundle,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        runtime.over.wait(60)
        process.kill()
        _, told = process.communicate()
    lines = [
        line.removeprefix("import time:").split("|") for line in told.splitlines() if line.startswith("import time:")
    ]
    taken = {module.strip(): int(own) / 1000 for own, _, module in lines if own.strip().isdecimal()}
    return dict(sorted(taken.items(), key=lambda each: -each[1])[:count])
