"""The cases of tests/contract, for the local cloud."""

import pytest

from contract.test_index import *  # noqa: F403
from contract.test_objects import *  # noqa: F403
from contract.test_queues import *  # noqa: F403
from contract.test_schedules import *  # noqa: F403
from support.clouds import BotoCloud

LACKING: dict[str, str] = {}


@pytest.fixture
def cloud(whole, request):
    if request.node.originalname in LACKING:
        pytest.skip(LACKING[request.node.originalname])
    cloud = BotoCloud(whole.client, "arn:aws:iam::000000000000:role/schedules", LACKING, patience=60)
    yield cloud
    cloud.close()
