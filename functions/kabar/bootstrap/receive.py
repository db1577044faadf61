"""The service of the `receive` function."""

import os
from collections.abc import Mapping

from kabar.adapters.clock import SystemClock
from kabar.adapters.scheduler import EventBridgeScheduler
from kabar.bootstrap.common import client, setting
from kabar.bootstrap.queues import announcements, arrivals
from kabar.bootstrap.storage import inbox, table
from kabar.domain.first_pass import first_pass
from kabar.services.answers import Answers
from kabar.services.follow import Follow
from kabar.services.judge import Judge
from kabar.services.publications import Publications
from kabar.services.receive import Receive
from kabar.services.receive_article import ReceiveArticle
from kabar.services.receive_site import ReceiveSite

# Others load it only if they need it; a cold start has the processor for it.
first_pass("article")


def receive(environment: Mapping[str, str] = os.environ) -> Receive:
    """The service of the `receive` function."""
    inbox_, table_, clock = inbox(environment), table(environment), SystemClock()
    answers, publications = Answers(inbox_, announcements(environment)), Publications(inbox_)
    scheduler = EventBridgeScheduler(
        client("scheduler"),
        setting(environment, "SCHEDULE_GROUP"),
        setting(environment, "SCHEDULE_ROLE_ARN"),
        setting(environment, "ARRIVALS_QUEUE_ARN"),
        setting(environment, "SCHEDULE_DEAD_LETTERS_ARN"),
    )
    judge = Judge(inbox_, table_, clock)
    article = ReceiveArticle(inbox_, table_, scheduler, clock, answers, publications, judge)
    site = ReceiveSite(inbox_, table_, arrivals(environment), clock, answers, publications)
    follow = Follow(inbox_, table_, arrivals(environment), answers, clock)
    return Receive(inbox_, table_, arrivals(environment), clock, answers, publications, article, site, follow)
