"""What the functions measure, and what they say of an upload on its way to its pages."""

import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from aws_lambda_powertools import Metrics

from kabar import meter
from kabar.adapters.clock import SystemClock
from support import aws
from support.envelopes import batch, message
from support.moto_cloud import load_function
from support.uploads import ARTICLE, ID, KEY, PATH, PICTURE, SITE, jpeg

NAMESPACE = "Kabar/uji"


@pytest.fixture
def measured(monkeypatch, capsys):
    """What has been measured since the last time: each metric's name with its values."""
    monkeypatch.setattr(meter, "_metrics", Metrics(namespace=NAMESPACE, service="uji"))

    def read():
        found = {}
        for line in capsys.readouterr().out.splitlines():
            document = json.loads(line) if line.startswith('{"_aws"') else {}
            for declared in document.get("_aws", {}).get("CloudWatchMetrics", ()):
                assert (declared["Namespace"], declared["Dimensions"]) == (NAMESPACE, [["service"]])
                for each in declared["Metrics"]:
                    found.setdefault((each["Name"], each["Unit"]), []).extend(document[each["Name"]])
        return {name: sum(values) for name, values in found.items()}

    return read


def test_a_publication_is_measured_from_the_upload_to_the_page(cloud, measured):
    cloud.now = datetime.now(UTC) + timedelta(hours=1)  # moto's clock goes on meanwhile
    cloud.put("site.json", SITE)
    measured()
    cloud.put(KEY, ARTICLE)
    first = measured()
    assert first["Accepted", "Count"] == 1
    assert first["PagesBuilt", "Count"] > 5
    assert 0 < first["UploadToPage", "Seconds"] < 7200
    cloud.put(PICTURE, jpeg())
    again = measured()
    # The page is another, but what was uploaded stood there before.
    assert again["PagesBuilt", "Count"] > 0
    assert ("UploadToPage", "Seconds") not in again
    cloud.put(KEY, b'{"headline": "Tanpa isi"}')
    rejected = measured()
    assert rejected["Rejected", "Count"] == 1
    assert not rejected.keys() & {("Accepted", "Count"), ("PagesBuilt", "Count")}


def test_a_page_that_comes_out_the_same_is_counted_so(cloud, measured):
    cloud.put("site.json", SITE)
    measured()
    app = load_function("build")
    app.handler(batch(message({"page": "list:home"}, "build-pages", MessageGroupId="list:home")), None)
    assert measured() == {("PagesUnchanged", "Count"): 1}


@pytest.mark.usefixtures("cloud")
@pytest.mark.parametrize(("ago", "seconds"), [(8, 8), (-5, None), (90_000, None)])
def test_a_time_that_can_t_be_meant_isn_t_measured(measured, monkeypatch, ago, seconds):
    now = datetime(2025, 1, 2, tzinfo=UTC)
    monkeypatch.setattr(SystemClock, "now", lambda _: now)
    meter.metered(lambda: meter.seconds_since(meter.PURGE_LAG, now - timedelta(seconds=ago)))()
    assert measured() == ({("PurgeLag", "Seconds"): seconds} if seconds else {})


def test_the_oldest_message_tells_how_long_a_purge_took():
    records = [message({"tags": ["a"]}, SentTimestamp=str(1_733_108_400_000 + after)) for after in (2_000, 0, 1_000)]
    assert meter.sent_at(records) == datetime(2024, 12, 2, 3, tzinfo=UTC)


def test_a_purge_that_cloudfront_takes_is_measured_and_one_that_it_refuses_isn_t(measured, monkeypatch):
    now = datetime(2025, 1, 2, tzinfo=UTC)
    monkeypatch.setattr(SystemClock, "now", lambda _: now)
    app, sent = load_function("purge"), str(int((now - timedelta(seconds=7)).timestamp() * 1000))
    records = batch(message({"tags": ["list-home"]}, MessageGroupId="purges", SentTimestamp=sent))
    monkeypatch.setattr(app, "service", lambda: SimpleNamespace(purge=lambda *_: None))
    app.handler(records, None)
    assert measured() == {("PurgeLag", "Seconds"): 7}
    monkeypatch.setattr(app, "service", lambda: SimpleNamespace(purge=_broken))
    monkeypatch.setattr(app, "retry", lambda *_: None)
    with pytest.raises(RuntimeError, match="broken"):
        app.handler(records, None)
    assert measured() == {}


@pytest.mark.parametrize(("ended", "found"), [(True, {("AuditFindings", "Count"): 5}), (False, {})])
def test_an_audit_is_measured_at_its_end(measured, monkeypatch, ended, found):
    app = load_function("audit")
    report = SimpleNamespace(ended=ended, seen=9, faults={"stale": 3, "missing": 2})
    monkeypatch.setattr(app, "service", lambda: SimpleNamespace(go_on=lambda *_: report))
    app.handler(batch(message({"audit": "nightly"}, MessageGroupId="audit")), None)
    assert measured() == found


def test_what_was_measured_is_told_even_if_the_handler_breaks_off(measured):
    @meter.metered
    def handler():
        meter.count(meter.ACCEPTED)
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        handler()
    assert measured() == {("Accepted", "Count"): 1}


def test_an_upload_is_followed_through_the_logs_by_its_version(cloud, ear):
    cloud.put("site.json", SITE)
    cloud.put(KEY, ARTICLE)
    version = cloud.s3.head_object(Bucket=aws.INBOX, Key=KEY)["VersionId"]
    assert [(each["version"], each["status"]) for each in ear.said("answered") if each["key"] == KEY] == [
        (version, "published")
    ]
    assert any(each["versions"].get(ID) == version for each in ear.said("planning"))
    written = [each for each in ear.said("built") if each["version"] == version]
    assert {each["page"] for each in written} == {f"address:{PATH}"}
    assert sum(each["written"] for each in written) >= 3


def test_a_rejection_is_told_by_its_codes_and_not_by_what_was_written(cloud, ear):
    cloud.put("site.json", SITE)
    cloud.put(KEY, ARTICLE | {"datePublished": "petang sesudah hujan reda", "author": ["Ibu di Kampung Hulu"]})
    assert "petang sesudah hujan" in cloud.receipt(KEY)["errors"][0]["message"]
    (told,) = [each for each in ear.said("answered") if each["key"] == KEY]
    assert told["codes"] == [each["code"] for each in cloud.receipt(KEY)["errors"]]
    assert not [text for text in ("petang", "Kampung Hulu") if text in ear.text]


def test_a_failure_is_told_without_what_was_uploaded(cloud, ear, monkeypatch):
    cloud.put("site.json", SITE)
    monkeypatch.setattr(cloud.receive.service().article.judge, "verdict", _broken)
    cloud.put(KEY, ARTICLE)
    assert len(cloud.given_back) == 1
    cloud.given_back.clear()
    (told,) = ear.said("back to the queue")
    assert told["exc_info"]


def _broken(*_):
    raise RuntimeError("broken")
