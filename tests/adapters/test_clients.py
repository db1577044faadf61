"""The clients of AWS that the functions have."""

from pathlib import Path

from kabar.bootstrap.common import client
from support.aws import moto_aws
from support.template import DEFAULTS, FUNCTIONS

RESILIENCE = Path(__file__).resolve().parents[2] / "docs" / "resilience.md"


def test_a_call_is_tried_five_times_and_none_waits_longer_than_its_function_may_run(monkeypatch):
    with moto_aws(monkeypatch):
        config = client.__wrapped__("s3").meta.config
    assert config.retries["mode"] == "standard"
    assert config.retries["total_max_attempts"] == 5
    assert "botocore five times at most" in RESILIENCE.read_text("utf-8")
    shortest = min(each.get("Timeout", DEFAULTS["Timeout"]) for each in FUNCTIONS.values())
    assert config.connect_timeout + config.read_timeout < shortest / 2
