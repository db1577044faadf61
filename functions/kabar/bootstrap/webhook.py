"""The services of the `webhook` function."""

import os
import random
from collections.abc import Mapping

from kabar.adapters.clock import SystemClock
from kabar.adapters.queues import SqsAgain
from kabar.adapters.secrets import SsmSecret
from kabar.bootstrap.common import client, setting
from kabar.bootstrap.web import web
from kabar.services.waiting import Waiting
from kabar.services.webhook import TellWebhooks


def webhook(environment: Mapping[str, str] = os.environ) -> tuple[TellWebhooks, Waiting]:
    """The service of the `webhook` function, and what has it wait."""
    again = SqsAgain(client("sqs"), setting(environment, "WEBHOOKS_QUEUE_URL"))
    secret = SsmSecret(client("ssm"), setting(environment, "WEBHOOKS_PARAMETER"))
    return TellWebhooks(secret, web(environment), again, SystemClock()), Waiting(again, random.random)
