"""What docs/operations.md says is logged, and for how long, is what template.yaml and edge.yaml set."""

from support.template import FUNCTIONS, QUEUES, RESOURCES, ROOT, load, of_type

RETENTION = {"Ref": "LogRetentionDays"}
DAY = 24 * 3600
TOLD = (ROOT / "docs" / "operations.md").read_text().partition("## What is logged")[2]


def test_logs_are_kept_as_long_as_the_parameter_says():
    assert {properties["RetentionInDays"]["Ref"] for properties in of_type("AWS::Logs::LogGroup").values()} == {
        RETENTION["Ref"]
    }
    assert all("LogGroup" in properties["LoggingConfig"] for properties in FUNCTIONS.values())
    rules = RESOURCES["LogsBucket"]["Properties"]["LifecycleConfiguration"]["Rules"]
    assert [rule["ExpirationInDays"] for rule in rules if "ExpirationInDays" in rule] == [RETENTION]
    assert "| S3's access logs of the inbox |" in TOLD


def test_only_the_inbox_tells_of_each_request():
    logging = {name for name, bucket in of_type("AWS::S3::Bucket").items() if "LoggingConfiguration" in bucket}
    assert logging == {"InboxBucket"}
    assert "Logging" not in RESOURCES["Distribution"]["Properties"]["DistributionConfig"]
    assert "AWS::Events::Archive" not in {each["Type"] for each in RESOURCES.values()}
    assert "no log says who reads what" in TOLD


def test_the_firewall_keeps_no_request():
    resources = load("edge.yaml")["Resources"]
    firewall = resources["Firewall"]["Properties"]
    seen = [firewall["VisibilityConfig"], *(rule["VisibilityConfig"] for rule in firewall["Rules"])]
    assert not any(each["SampledRequestsEnabled"] for each in seen)
    assert not [each for each in resources.values() if each["Type"] == "AWS::WAFv2::LoggingConfiguration"]


def test_messages_are_kept_four_days_and_dead_letters_fourteen():
    for name, queue in QUEUES.items():
        kept = queue.get("MessageRetentionPeriod", 4 * DAY)
        assert (name, kept) == (name, (4 if "RedrivePolicy" in queue else 14) * DAY)
    assert "4 days, dead letters 14" in TOLD


def test_older_receipts_go_after_a_month():
    rules = RESOURCES["InboxBucket"]["Properties"]["LifecycleConfiguration"]["Rules"]
    (receipts,) = [rule for rule in rules if rule.get("Prefix") == "receipts/"]
    assert receipts["NoncurrentVersionExpiration"] == {"NoncurrentDays": 30}
    assert "older ones 30 days" in TOLD


def test_a_schedule_goes_when_it_has_rung():
    code = (ROOT / "functions" / "kabar" / "adapters" / "scheduler.py").read_text()
    assert '"ActionAfterCompletion": "DELETE"' in code
