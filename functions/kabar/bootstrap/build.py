"""The service of the `build` function."""

import os
from collections.abc import Mapping

from kabar.adapters.clock import SystemClock
from kabar.bootstrap.common import inbox, site_bucket, table
from kabar.render.renderer import Renderer
from kabar.services.build import Build
from kabar.services.build_address import BuildAddress
from kabar.services.publications import Publications


def build(environment: Mapping[str, str] = os.environ) -> Build:
    """The service of the `build` function."""
    inbox_, table_, renderer = inbox(environment), table(environment), Renderer()
    address = BuildAddress(inbox_, table_, renderer)
    return Build(table_, site_bucket(environment), SystemClock(), Publications(inbox_), renderer, address)
