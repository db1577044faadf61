"""The service of the `build` function."""

import os
from collections.abc import Mapping

from kabar.adapters.clock import SystemClock
from kabar.adapters.queues import SqsPurges
from kabar.adapters.threads import Threads
from kabar.bootstrap.common import client, setting
from kabar.bootstrap.storage import glance, inbox, manifest, site_bucket, table
from kabar.render.renderer import Renderer
from kabar.services.build import Build
from kabar.services.build_address import BuildAddress
from kabar.services.build_ledger import BuildLedger
from kabar.services.build_sitemaps import BuildSitemaps
from kabar.services.placing import AT_ONCE
from kabar.services.publications import Publications


def build(environment: Mapping[str, str] = os.environ) -> Build:
    """The service of the `build` function."""
    inbox_, table_, renderer, clock = inbox(environment), table(environment), Renderer(), SystemClock()
    address = BuildAddress(inbox_, table_, renderer)
    purges = SqsPurges(client("sqs"), setting(environment, "PURGES_QUEUE_URL"))
    sitemaps, bucket = BuildSitemaps(table_, clock, renderer), site_bucket(environment)
    publications, noted = Publications(inbox_), manifest(environment)
    pages = (address, sitemaps, BuildLedger(table_, renderer))
    ways = (glance(environment), purges, clock, publications, renderer)
    return Build(table_, bucket, noted, *ways, *pages, at_once=Threads(AT_ONCE - 1))
