"""Fixtures of the tests against real servers."""

from tests.valkey import redis_server

__all__ = ["redis_server"]
