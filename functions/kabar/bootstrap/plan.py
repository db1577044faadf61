"""The service of the `plan` function."""

import os
from collections.abc import Mapping

from kabar.adapters.clock import SystemClock
from kabar.adapters.queues import SqsPages
from kabar.bootstrap.common import arrivals, client, setting, table
from kabar.services.plan import Plan


def plan(environment: Mapping[str, str] = os.environ) -> Plan:
    """The service of the `plan` function."""
    pages = SqsPages(client("sqs"), setting(environment, "PAGES_QUEUE_URL"), SystemClock())
    return Plan(table(environment), arrivals(environment), pages)
