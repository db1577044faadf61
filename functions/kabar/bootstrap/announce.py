"""The service of the `announce` function."""

import os
from collections.abc import Mapping

from kabar.adapters.bus import EventBridgeBus
from kabar.bootstrap.common import client, setting
from kabar.bootstrap.storage import inbox, table
from kabar.services.announce import Announce
from kabar.services.publications import Publications


def announce(environment: Mapping[str, str] = os.environ) -> Announce:
    """The service of the `announce` function."""
    bus = EventBridgeBus(client("events"), setting(environment, "EVENT_BUS"))
    return Announce(table(environment), Publications(inbox(environment)), bus)
