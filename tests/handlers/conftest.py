"""A cloud for each test."""

from collections.abc import Iterator

import pytest

from support.aws import moto_aws
from support.logs import Heard, heard
from support.moto_cloud import MotoCloud
from support.permissions import Permissions


@pytest.fixture
def ear() -> Iterator[Heard]:
    """What the functions say in their logs."""
    with heard() as ear:
        yield ear


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch, ear: Heard) -> Iterator[MotoCloud]:
    """Kabar's resources and functions, nothing uploaded. Nothing may be given back to a queue unnoticed.

    Each function may do what its role in template.yaml grants, and nothing else. Of what is uploaded no text may be in
    any log.
    """
    permissions = Permissions()
    with moto_aws(monkeypatch), permissions.kept(monkeypatch):
        cloud = MotoCloud()
        cloud.start(monkeypatch)
        yield cloud
        assert cloud.given_back == []
        assert permissions.refused == []
        assert [text for text in cloud.texts if text in ear.text] == []
