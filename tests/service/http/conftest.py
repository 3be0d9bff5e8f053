"""A real Valkey for the tests of the edge that need one."""

import pytest
import redis

from tests.valkey import redis_server, running

__all__ = ["redis_server"]


@pytest.fixture(scope="module")
def server():
    with running() as server:
        yield server


@pytest.fixture
def queue(server):
    with redis.Redis.from_url(server.url) as client:
        client.flushall()
        yield client
