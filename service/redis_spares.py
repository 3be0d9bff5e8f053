"""Redis clients that keep their connection, for what every request asks.

A pool looks whether a connection is still good before each use, which takes longer than the question itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from redis import ConnectionPool, Redis


class Spares:
    """Lends each client to one thread at a time; there are as many as were ever lent at once."""

    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool
        self._idle: list[Redis] = []

    @contextmanager
    def lend(self) -> Iterator[Redis]:
        """A client for the block. Raises `RedisError` when none can be made."""
        try:
            client = self._idle.pop()  # one step of the interpreter, so no lock is needed
        except IndexError:
            client = Redis(connection_pool=self._pool, single_connection_client=True)
        try:
            yield client
        finally:
            self._idle.append(client)
