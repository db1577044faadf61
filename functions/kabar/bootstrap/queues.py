"""The queues that more than one function has to do with."""

import os
import random
from collections.abc import Callable, Mapping
from functools import cache

from kabar.adapters.queues import SqsAgain, SqsAnnouncements, SqsArrivals
from kabar.bootstrap.common import client, setting
from kabar.services.waiting import Waiting


def announcements(environment: Mapping[str, str]) -> SqsAnnouncements:
    """The queue of what others are to be told."""
    return SqsAnnouncements(client("sqs"), setting(environment, "ANNOUNCEMENTS_QUEUE_URL"))


def arrivals(environment: Mapping[str, str]) -> SqsArrivals:
    """The queue of things to look at."""
    return SqsArrivals(client("sqs"), setting(environment, "ARRIVALS_QUEUE_URL"))


def waiting(name: str, environment: Mapping[str, str] = os.environ) -> Waiting:
    """What has messages of a queue come back later; its address stands in that variable."""
    return Waiting(SqsAgain(client("sqs"), setting(environment, name)), random.random)


def retrying(name: str) -> Callable[[str, int], None]:
    """What has failed messages of a queue come back soon; wired at the first failure, for most runs have none."""
    wired = cache(waiting)
    return lambda receipt_handle, tries: wired(name).retry(receipt_handle, tries)
