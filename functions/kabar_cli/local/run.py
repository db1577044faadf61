"""One run of Kabar on this machine, from nothing to serving."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

import click

from kabar_cli.edge.config import EdgeConfig
from kabar_cli.edge.server import HOST, EdgeServer
from kabar_cli.local import bundles, ready, stack
from kabar_cli.local.cloud import Cloud, cloud, free, free_port
from kabar_cli.local.paths import SAMPLE, TEMPLATE
from kabar_cli.local.process import ToolError
from kabar_cli.local.progress import Screen
from kabar_cli.local.settle import settle
from kabar_cli.target import Target


def serve(port: int, ready_file: Path | None, *, sample: bool, webhooks: str = "", probe_minutes: int = 0) -> None:
    """Starts everything, serves until interrupted, and stops everything. Raises ToolError."""
    if port and not free(port):
        raise click.ClickException(f"port {port} is taken: choose another with --port")
    # The probe has to be told where the site will be.
    port = port or (free_port() if probe_minutes else 0)
    probing = {"ProbeMinutes": probe_minutes, "ProbeUrl": f"http://{HOST}:{port}"} if probe_minutes else {}
    screen = Screen()
    with ExitStack() as running:
        log = running.enter_context(_log())
        folder = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="kabar-", ignore_cleanup_errors=True)))
        with screen.step("Building the functions"):
            built = bundles.build(log)
        with screen.step("Starting the local cloud"):
            started, process = running.enter_context(cloud(folder, log))
        with screen.step("Deploying template.yaml with SAM"):
            outputs = stack.deploy(started, built, log, webhooks, probing)
        target = _edge(started, outputs, port, running)
        if sample:
            _publish(target, outputs, screen)
        if ready_file:
            running.callback(ready_file.unlink, missing_ok=True)
            ready.write(ready_file, target, outputs)
        screen.addresses(target, outputs, str(log))
        process.wait()
        raise ToolError("The local cloud", log)


@contextmanager
def _log() -> Iterator[Path]:
    """What the tools say. Kept where they fail."""
    with tempfile.NamedTemporaryFile(prefix="kabar-", suffix=".log", delete=False) as file:
        path = Path(file.name)
    try:
        yield path
    except KeyboardInterrupt:
        path.unlink()
        raise


def _edge(cloud: Cloud, outputs: dict[str, str], port: int, running: ExitStack) -> Target:
    """The site, served. The target that publishes to it."""
    target = Target(
        inbox=outputs["InboxBucket"],
        region=cloud.region,
        endpoint=cloud.endpoint,
        access_key_id=cloud.access_key_id,
        secret_access_key=cloud.secret_access_key,
        stack=stack.NAME,
    )
    server = EdgeServer(EdgeConfig.from_template(TEMPLATE), target.s3, outputs["SiteBucket"], port)
    running.callback(server.stop)
    server.start()
    return replace(target, site=server.url)


def _publish(target: Target, outputs: dict[str, str], screen: Screen) -> None:
    from kabar_cli.publish import publish_paths  # noqa: PLC0415 - `--empty` needs none of it

    numbers = count(1)
    with screen.step("Publishing the sample publication") as progress:
        publish_paths(target, [SAMPLE], report=lambda _: progress(f"{next(numbers)} accepted"))
    with screen.step("Building its pages"):
        settle(target, outputs)
