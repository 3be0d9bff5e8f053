"""Connections whose answer must be complete in time: a time-out for the whole of it, not for each piece.

A socket's own time-out begins anew with every byte, so that a server which drips them could hold a worker for hours.
"""

import http.client
import io
import socket
import time
from functools import partial
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection


def pools(*, kept_hosts: int, kept_each: int) -> PoolManager:
    """Pools of such connections for `kept_hosts` hosts; at each, so many stay open for the next request."""
    manager = PoolManager(num_pools=kept_hosts, maxsize=kept_each, retries=False)
    manager.pool_classes_by_scheme = {"http": _HttpPool, "https": _HttpsPool}
    return manager


class _Incoming(io.RawIOBase):
    """What comes in on a socket until `deadline`, in monotonic seconds."""

    def __init__(self, source: io.RawIOBase, *, sock: socket.socket, deadline: float) -> None:
        self._source = source
        self._sock = sock
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(left)
        return self._source.readinto(buffer)

    def close(self) -> None:
        self._source.close()
        super().close()


class _Response(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, deadline: float, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp = io.BufferedReader(_Incoming(self.fp.detach(), sock=sock, deadline=deadline))


class _Punctual:
    """urllib3 gives a connection the time that is left, as `timeout`, when the request has been sent."""

    timeout: Any
    response_class: Any

    def getresponse(self) -> HTTPResponse:
        self.response_class = partial(_Response, deadline=time.monotonic() + self.timeout)
        response: HTTPResponse = super().getresponse()  # type: ignore[misc]
        return response


class _PunctualHttp(_Punctual, HTTPConnection):  # type: ignore[misc]
    pass


class _PunctualHttps(_Punctual, HTTPSConnection):  # type: ignore[misc]
    pass


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = _PunctualHttp


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = _PunctualHttps
