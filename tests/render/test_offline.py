import base64
import hashlib
from dataclasses import replace
from pathlib import Path

from contract_article import FRAME
from kabar.render.offline import worker
from kabar.render.renderer import Renderer
from kabar.render.shell import REGISTRATION
from kabar_cli.edge.config import EdgeConfig
from render.pages import FIXED

MOST = 5_000
"""Bytes of optional script."""
OFFLINE = replace(FRAME, publication=replace(FRAME.publication, offline=True))


def policy():
    added = EdgeConfig.from_template(Path(__file__).parents[2] / "template.yaml").policy.added
    return next(header.value for header in added if header.name == "Content-Security-Policy")


def test_the_policy_lets_the_one_script_run():
    digest = base64.b64encode(hashlib.sha256(REGISTRATION.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}';" in policy()
    assert "worker-src 'self'" in policy()


def test_pages_have_it_only_where_the_publication_wants_it():
    for frame, wanted in ((OFFLINE, True), (FRAME, False)):
        (page,) = Renderer().fixed(frame, FIXED)
        assert (f"<script>{REGISTRATION}</script>" in page.body.decode()) is wanted


def test_the_worker_is_small_and_named_after_its_content():
    first, second = worker(OFFLINE), worker(replace(OFFLINE, publication=replace(OFFLINE.publication, name="Lain")))
    assert len(first) + len(REGISTRATION) <= MOST
    assert b"{version}" not in first
    assert b'"{words}"' not in first
    assert first.splitlines()[2] != second.splitlines()[2]


def test_a_publication_that_wants_none_takes_an_earlier_one_away():
    assert b"registration.unregister()" in worker(FRAME)
