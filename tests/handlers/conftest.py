"""A cloud for each test."""

from collections.abc import Iterator

import pytest

from support.aws import moto_aws
from support.moto_cloud import MotoCloud
from support.permissions import Permissions


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[MotoCloud]:
    """Kabar's resources and functions, nothing uploaded. Nothing may be given back to a queue unnoticed.

    Each function may do what its role in template.yaml grants, and nothing else.
    """
    permissions = Permissions()
    with moto_aws(monkeypatch), permissions.kept(monkeypatch):
        cloud = MotoCloud()
        cloud.start(monkeypatch)
        yield cloud
        assert cloud.given_back == []
        assert permissions.refused == []
