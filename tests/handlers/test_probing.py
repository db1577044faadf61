"""The `probe` function over moto: what it says, measures and logs."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from aws_lambda_powertools import Metrics

from kabar import meter
from kabar.adapters.web import PublicWeb
from kabar.ports import Got, Unanswered
from kabar.services.probe import KEY
from support.envelopes import batch, failed, message
from support.moto_cloud import MotoCloud, load_function
from support.permissions import elsewhere
from support.uploads import SITE


@pytest.fixture
def probed(cloud: MotoCloud, monkeypatch, capsys) -> Callable[..., str]:
    """One probe, and all that it printed; `reads` says what a reader gets."""
    monkeypatch.setenv("SITE_URL", "https://reader.example")
    monkeypatch.setenv("SCALE", "newsroom")
    monkeypatch.setenv("PROBES_QUEUE_URL", "https://sqs.example/probes.fifo")
    monkeypatch.setattr(meter, "_metrics", Metrics(namespace="Kabar/uji", service="probe"))

    def wait(seconds: float) -> None:
        cloud.now += timedelta(seconds=seconds)
        with elsewhere():
            cloud.tell(KEY)

    def read(_, url, __) -> Got:
        with elsewhere():
            return Got(200, cloud.get(url.removeprefix("https://reader.example"))["Text"].encode())

    monkeypatch.setattr("time.sleep", wait)

    def probe(reads=read) -> str:
        monkeypatch.setattr(PublicWeb, "get", reads)
        capsys.readouterr()
        asked = batch(message({"probe": "1"}, MessageGroupId="probe"))
        assert failed(load_function("probe").handler(asked, None)) == []
        return capsys.readouterr().out

    return probe


def test_what_it_sees_is_measured(cloud, probed, ear):
    cloud.put("site.json", SITE)
    printed = probed()
    assert '"ProbeFailures":[0.0]' in printed
    assert '"UploadToEdge":[' in printed
    assert ear.said("seen")[0]["seconds"] > 0
    # An editor's upload of it is answered as any other.
    assert cloud.receipt(KEY)["standing"]["neverListed"] is True


def test_what_it_does_not_see_is_measured_and_told_why(cloud, probed, ear):
    def nobody(*_):
        raise Unanswered("https://reader.example/: TimeoutError()")

    cloud.put("site.json", SITE)
    printed = probed(nobody)
    assert '"ProbeFailures":[1.0]' in printed
    assert "UploadToEdge" not in printed
    (told,) = ear.said("not seen")
    assert "TimeoutError" in told["why"]


@pytest.mark.usefixtures("cloud")
def test_before_the_first_publication_nothing_fails(probed, ear):
    assert '"ProbeFailures":[0.0]' in probed()
    assert len(ear.said("no publication yet")) == 1
