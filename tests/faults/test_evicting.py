"""A Redis that drops what it was given is no queue: whatever would use it refuses to start, and says why."""

import os
import subprocess
import sys

import pytest
from redis import Redis

from service.supervise import home as first_files
from tests.valkey import redis_server

__all__ = ["redis_server"]


@pytest.fixture
def evicting(redis_server):
    """The address of a server that forgets what it has no room for."""
    with Redis.from_url(redis_server.url) as client:
        client.config_set("maxmemory-policy", "allkeys-lru")
        client.config_set("maxmemory", "100mb")
    return redis_server.url


@pytest.mark.parametrize("words", [["up"], ["web"], ["worker", "judge"], ["worker", "deliver"]], ids=" ".join)
def test_nothing_starts_on_a_redis_that_evicts(evicting, tmp_path, words):
    first_files.write_configuration(tmp_path / "rejoinder.toml", port=8080, random_bytes=os.urandom)
    first_files.write_secret_key(tmp_path, random_bytes=os.urandom)
    environment = os.environ | {"REJOINDER_HOME": str(tmp_path), "REDIS_URL": evicting}
    for command in (["migrate"], words):
        ran = subprocess.run(
            [sys.executable, "-m", "service.commands", *command],
            env=environment, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip

    assert ran.returncode == 2
    assert "drops any key, jobs too" in ran.stderr
    assert "Set maxmemory-policy to noeviction" in ran.stderr
