"""Ctrl-C, or a signal, ends a command at once, whoever is waited for; nothing half done stays."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from kabar_cli.importing.new_folder import sweep
from kabar_cli.main import main

ROOT = Path(__file__).resolve().parents[2]
WXR = ROOT / "tests" / "importing" / "warta-lama.xml"
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


def started(words, folder, environment=os.environ):
    """The command, in a process of its own, which hears the signals that it would in a terminal."""
    return subprocess.Popen(  # noqa: S603 - our own
        [sys.executable, "-c", ALIVE, *words.split()],
        env=environment,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_hearing,  # noqa: PLW1509 - one thread
    )


def _hearing():
    """Whoever runs the tests may have them ignored: a shell in the background does, and nohup."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


@pytest.mark.parametrize("words", ["publish .", "audit --stack kabar", "status a", "export --out out"])
def test_a_command_that_waits_for_an_answer(desk, deaf, words):
    desk.article()
    port, came = deaf
    environment = os.environ | {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}", "AWS_REGION": "ap-southeast-3", "AWS_ACCESS_KEY_ID": "a",
        "AWS_SECRET_ACCESS_KEY": "b", "KABAR_INBOX": "inbox", "PYTHONPATH": os.pathsep.join(sys.path),
    }  # fmt: skip
    process = started(words, desk.root, environment)
    assert came.wait(WITHIN)
    process.send_signal(signal.SIGINT)
    try:
        _, said = process.communicate(timeout=WITHIN)
    finally:
        process.kill()
    assert (process.returncode, "Aborted!" in said, "Traceback" in said) == (1, True, False)
    assert not Path(desk.root / "out").exists()


@pytest.fixture
def importing(tmp_path):
    """Begins an import that takes long, and is in the middle of it."""
    head, rest = WXR.read_text("utf-8").split("<item>", 1)
    (tmp_path / "old.xml").write_text(head + f"<item>{rest.split('</item>', 1)[0]}</item>" * 20_000 + "<item>" + rest)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    processes = []

    def begin():
        processes.append(started("import wxr old.xml --out out", tmp_path, environment))
        deadline = time.monotonic() + WITHIN
        while not any(tmp_path.glob(".out.*/articles")):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        return processes[-1]

    yield begin
    for process in processes:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_import_leaves_nothing_behind(importing, tmp_path, number):
    process = importing()
    process.send_signal(number)
    _, said = process.communicate(timeout=WITHIN)
    assert process.returncode == (1 if number is signal.SIGINT else -number)
    assert "Traceback" not in said
    assert [path.name for path in tmp_path.iterdir()] == ["old.xml"]


def test_what_a_killed_import_left_is_removed_by_the_next(importing, tmp_path):
    process = importing()
    (left,) = tmp_path.glob(".out.*")
    assert sweep(tmp_path / "out") == [], "it still runs"
    process.kill()
    process.communicate()
    (tmp_path / ".out.somebody").mkdir()
    done = CliRunner().invoke(main, ["import", "wxr", str(WXR), "--out", str(tmp_path / "out")])
    assert f"Removed {left}" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [".out.somebody", "old.xml", "out"]
