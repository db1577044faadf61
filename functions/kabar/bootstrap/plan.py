"""The service of the `plan` function."""

import os
from collections.abc import Mapping

from kabar.adapters.clock import SystemClock
from kabar.adapters.queues import SqsArrivals, SqsPages, SqsRenditions
from kabar.bootstrap.common import client, setting
from kabar.bootstrap.queues import announcements, arrivals
from kabar.bootstrap.storage import table
from kabar.services.plan import Plan


def plan(environment: Mapping[str, str] = os.environ) -> Plan:
    """The service of the `plan` function."""
    pages = SqsPages(client("sqs"), setting(environment, "PAGES_QUEUE_URL"), SystemClock())
    renditions = SqsRenditions(client("sqs"), setting(environment, "RENDITIONS_QUEUE_URL"))
    uploads = SqsArrivals(client("sqs"), setting(environment, "PICTURES_QUEUE_URL"))
    told = announcements(environment)
    return Plan(table(environment), arrivals(environment), pages, renditions, uploads, told)
