"""Tests on moto reach nothing but moto."""

import socket

import boto3
import pytest

from support import aws


@pytest.mark.usefixtures("_amazon")
def test_no_test_on_moto_reaches_the_network():
    refused = pytest.raises(AssertionError, match="tried to reach the network")
    with refused, socket.socket() as own:
        own.connect(("127.0.0.1", 9))
    with refused:
        socket.create_connection(("localhost", 9))


def test_an_endpoint_that_the_machine_is_set_up_with_is_ignored(monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")
    with aws.moto_aws(monkeypatch):
        assert boto3.client("s3").meta.endpoint_url == f"https://s3.{aws.REGION}.amazonaws.com"
