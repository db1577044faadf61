"""The service of the `purge` function."""

import os
import time
from collections.abc import Mapping

from kabar.adapters.edge import CloudFrontEdge
from kabar.bootstrap.common import client, setting
from kabar.services.purge import Purge


def purge(environment: Mapping[str, str] = os.environ) -> Purge:
    """The service of the `purge` function."""
    return Purge(CloudFrontEdge(client("cloudfront"), setting(environment, "DISTRIBUTION_ID")), time.sleep)
