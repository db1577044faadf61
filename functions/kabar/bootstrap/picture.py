"""The service of the `picture` function."""

import os
from collections.abc import Mapping

from kabar import imaging
from kabar.adapters.clock import SystemClock
from kabar.bootstrap.common import inbox, site_bucket, table
from kabar.services.answers import Answers
from kabar.services.picture import LookAtPicture
from kabar.services.publications import Publications


def picture(environment: Mapping[str, str] = os.environ) -> LookAtPicture:
    """The service of the `picture` function."""
    inbox_ = inbox(environment)
    return LookAtPicture(
        inbox_,
        table(environment),
        site_bucket(environment),
        SystemClock(),
        Answers(inbox_),
        Publications(inbox_),
        imaging,
    )
