"""The services of the `ping` function."""

import os
import random
from collections.abc import Mapping

from kabar.adapters.queues import SqsAgain
from kabar.bootstrap.common import client, setting
from kabar.bootstrap.storage import inbox, table
from kabar.bootstrap.web import web
from kabar.services.ping import Ping
from kabar.services.publications import Publications
from kabar.services.waiting import Waiting


def ping(environment: Mapping[str, str] = os.environ) -> tuple[Ping, Waiting]:
    """The service of the `ping` function, and what has it wait."""
    again = SqsAgain(client("sqs"), setting(environment, "PINGS_QUEUE_URL"))
    return Ping(table(environment), Publications(inbox(environment)), web(environment)), Waiting(again, random.random)
