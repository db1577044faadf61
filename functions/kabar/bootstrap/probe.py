"""The service of the `probe` function."""

import os
import secrets
import time
from collections.abc import Mapping
from functools import partial

from kabar.adapters.clock import SystemClock
from kabar.bootstrap.common import setting
from kabar.bootstrap.storage import inbox, table
from kabar.bootstrap.web import reader
from kabar.services.probe import Probe
from kabar.services.publications import Publications


def probe(environment: Mapping[str, str] = os.environ) -> Probe:
    """The service of the `probe` function."""
    desk, site = inbox(environment), setting(environment, "SITE_URL")
    sign = partial(secrets.token_hex, 16)
    wired = (table(environment), Publications(desk), reader(environment), SystemClock())
    return Probe(desk, *wired, time.sleep, site, sign)
