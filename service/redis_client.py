"""The one way to make a Redis client: quick to give up, and after a failure quiet for a second.

redis-py's defaults retry ten times with five seconds each; a hanging Redis would hang every reader with it.
"""

import threading
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from redis import (
    Connection,
    ConnectionError,
    ConnectionPool,
    Redis,
    SSLConnection,
    TimeoutError,
    UnixDomainSocketConnection,
)
from redis.backoff import NoBackoff
from redis.retry import Retry
from redis.sentinel import SentinelManagedConnection

from service import redis_sentinel

WEB_TIMEOUT_SECONDS = 0.1
WORKER_TIMEOUT_SECONDS = 5.0
PAUSE_SECONDS = 1.0


class Breaker:
    """Open for a second after a failure: meanwhile nobody waits for Redis at all."""

    def __init__(self) -> None:
        self._open_until = 0.0
        self._lock = threading.Lock()

    def check(self) -> None:
        """Raise at once while the breaker is open."""
        if monotonic() < self._open_until:
            raise ConnectionError("Redis did not answer a moment ago")

    def trip(self) -> None:
        """Open the breaker."""
        with self._lock:
            self._open_until = monotonic() + PAUSE_SECONDS


class _Guarded:
    """Connections that ask the breaker before they speak, and trip it when nobody answers."""

    def __init__(self, *args: Any, breaker: Breaker, **kwargs: Any) -> None:
        self._breaker = breaker
        super().__init__(*args, **kwargs)

    def connect(self) -> None:
        self._breaker.check()
        self._guard(super().connect)  # type: ignore[misc]

    def send_packed_command(self, *args: Any, **kwargs: Any) -> Any:
        self._breaker.check()
        return self._guard(super().send_packed_command, *args, **kwargs)  # type: ignore[misc]

    def read_response(self, *args: Any, **kwargs: Any) -> Any:
        return self._guard(super().read_response, *args, **kwargs)  # type: ignore[misc]

    def _guard(self, call: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return call(*args, **kwargs)
        except (ConnectionError, TimeoutError):
            self._breaker.trip()
            raise


class _GuardedTcp(_Guarded, Connection):
    pass


class _GuardedTls(_Guarded, SSLConnection):
    pass


class _GuardedUnix(_Guarded, UnixDomainSocketConnection):
    pass


class _GuardedWatched(_Guarded, SentinelManagedConnection):
    pass


_CONNECTIONS = {
    "redis": _GuardedTcp,
    "rediss": _GuardedTls,
    "unix": _GuardedUnix,
    redis_sentinel.SCHEME: _GuardedWatched,
}


def web_client(url: str) -> "Redis":
    """A client for where readers wait: 100 ms, no retries, behind a breaker."""
    pool = _pool(
        url,
        socket_connect_timeout=WEB_TIMEOUT_SECONDS,
        socket_timeout=WEB_TIMEOUT_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )
    pool.connection_class = _CONNECTIONS[urlsplit(url).scheme]
    pool.connection_kwargs["breaker"] = Breaker()
    return Redis(connection_pool=pool)


def worker_client(url: str) -> "Redis":
    """A client for workers, which may wait: RQ blocks on the queue and sets its own time-outs."""
    pool = _pool(url, socket_connect_timeout=WORKER_TIMEOUT_SECONDS, retry=Retry(NoBackoff(), 0))
    return Redis(connection_pool=pool)


def _pool(url: str, **options: Any) -> ConnectionPool:
    if redis_sentinel.is_watched(url):
        return redis_sentinel.pool(url, **options)
    return ConnectionPool.from_url(url, **options)


def without_password(url: str) -> str:
    """The address for logs and terminals: whom we log in as is left out."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('?')[0].rpartition('@')[2]}"
