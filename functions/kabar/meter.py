"""What the functions measure, in CloudWatch's embedded metric format: the typed seam around Powertools.

A function prints what it measured once an invocation, and CloudWatch reads it out of the log: no call is made for it.
Where the environment names no namespace, nothing is measured.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit

from kabar.adapters.clock import SystemClock

ACCEPTED: Final = "Accepted"
"""Answers to uploads, but for rejections."""
REJECTED: Final = "Rejected"
UPLOAD_TO_PAGE: Final = "UploadToPage"
"""Seconds from an upload to the first page that shows it."""
PAGES_BUILT: Final = "PagesBuilt"
"""Pages of which something was written."""
PAGES_UNCHANGED: Final = "PagesUnchanged"
PURGE_LAG: Final = "PurgeLag"
"""Seconds from asking for a purge to CloudFront's taking it."""
AUDIT_FINDINGS: Final = "AuditFindings"
"""Of a whole audit, at its end."""
PROBE_SECONDS: Final = "UploadToEdge"
"""From the upload of the probe's article until a reader gets it."""
PROBE_FAILURES: Final = "ProbeFailures"
"""Of each probe: 1 if its article wasn't seen, else 0."""
_DAY: Final = 86_400

_P = ParamSpec("_P")
_R = TypeVar("_R")
_metrics: Final = Metrics()


def count(name: str, number: int = 1) -> None:
    """Add to a number."""
    _add(name, MetricUnit.Count, number)


def seconds(name: str, lasted: float) -> None:
    """How long something took."""
    _add(name, MetricUnit.Seconds, lasted)


def seconds_since(name: str, moment: datetime) -> None:
    """How long ago that was; not if it is to come, or more than a day ago: that would measure something else."""
    lasted = (SystemClock().now() - moment).total_seconds()
    if 0 <= lasted <= _DAY:
        seconds(name, lasted)


def sent_at(records: list[dict[str, Any]]) -> datetime:
    """When the oldest of some records of Amazon SQS was sent."""
    oldest = min(int(record["attributes"]["SentTimestamp"]) for record in records)
    return datetime.fromtimestamp(oldest / 1000, UTC)


def metered(handler: Callable[_P, _R]) -> Callable[_P, _R]:
    """A handler that prints what was measured, however it ends."""

    @wraps(handler)
    def run(*arguments: _P.args, **options: _P.kwargs) -> _R:
        try:
            return handler(*arguments, **options)
        finally:
            if _metrics.provider.metric_set:
                _metrics.flush_metrics()

    return run


def _add(name: str, unit: MetricUnit, value: float) -> None:
    if _metrics.provider.namespace:
        _metrics.add_metric(name, unit, value)
