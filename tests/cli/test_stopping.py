"""Ctrl-C ends a command at once, whoever is waited for."""

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

ALIVE = "import threading, sys; from kabar_cli.main import main; sys.argv[0] = 'kabar'; main()"
WITHIN = 60
"""Seconds; one request is waited for as long, and tried five times."""


@pytest.fixture
def deaf():
    """A server that takes requests and never answers; what came to it."""
    came = threading.Event()
    connections = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept():
            while True:
                try:
                    connections.append(server.accept())
                except OSError:
                    return
                came.set()

        threading.Thread(target=accept, daemon=True).start()
        yield server.getsockname()[1], came
    for connection, _ in connections:
        connection.close()


@pytest.mark.parametrize("words", ["publish .", "audit --stack kabar", "status a", "export --out out"])
def test_a_command_that_waits_for_an_answer(desk, deaf, words):
    desk.article()
    port, came = deaf
    environment = os.environ | {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}", "AWS_REGION": "ap-southeast-3", "AWS_ACCESS_KEY_ID": "a",
        "AWS_SECRET_ACCESS_KEY": "b", "KABAR_INBOX": "inbox", "PYTHONPATH": os.pathsep.join(sys.path),
    }  # fmt: skip
    process = subprocess.Popen(  # noqa: S603 - our own
        [sys.executable, "-c", ALIVE, *words.split()],
        env=environment,
        cwd=desk.root,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - one thread
    )
    assert came.wait(WITHIN)
    process.send_signal(signal.SIGINT)
    try:
        _, said = process.communicate(timeout=WITHIN)
    finally:
        process.kill()
    assert (process.returncode, "Aborted!" in said, "Traceback" in said) == (1, True, False)
    assert not Path(desk.root / "out").exists()
