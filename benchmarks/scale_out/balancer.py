"""The load host's proxy: HAProxy, which asks each web server at /readyz whether it may send readers there."""

import socket
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.scale_out.network import Host
from tests.waiting import until

PORT = 8080
WEB_PORT = 8080
_LOOK_MS = 500
_CONFIG = """\
global
    maxconn 2000
    stats socket {socket} mode 600 level admin
defaults
    mode http
    timeout connect 1s
    timeout client 30s
    timeout server 10s
    timeout http-keep-alive 10s
    option redispatch
    retries 3
    retry-on conn-failure
frontend readers
    bind 127.0.0.1:{port}
    http-request set-header X-Forwarded-For %[src]
    default_backend web
backend web
    balance leastconn
    option httpchk GET /readyz
    default-server check inter {look}ms fall 2 rise 1
"""


class Balancer:
    """A running HAProxy before these web hosts."""

    def __init__(self, host: Host, web: Sequence[Host], *, folder: Path, environment: Mapping[str, str]) -> None:
        self._socket = folder / "balancer.sock"
        config = folder / "haproxy.cfg"
        servers = "".join(f"    server {one.name} {one.address}:{WEB_PORT}\n" for one in web)
        config.write_text(_CONFIG.format(socket=self._socket, port=PORT, look=_LOOK_MS) + servers)
        # -db: it stays in the foreground, where we can end it.
        self.process = host.start(
            "haproxy", "-db", "-f", str(config), environment=environment, log=folder / "haproxy.log"
        )

    def wait_for(self, *hosts: Host) -> None:
        """Wait until readers are sent to each of these."""
        until(lambda: {host.name for host in hosts} <= self._up(), what="the balancer to see them", seconds=60)

    def wait_without(self, host: Host) -> None:
        """Wait until readers are not sent there any more."""
        until(lambda: host.name not in self._up(), what="the balancer to see it gone", seconds=60)

    def _up(self) -> set[str]:
        try:
            with socket.socket(socket.AF_UNIX) as asking:
                asking.connect(str(self._socket))
                asking.sendall(b"show stat\n")
                rows = [line.split(",") for line in _everything(asking).decode().splitlines()]
        except OSError:
            return set()
        titles = rows[0] if rows else []
        known = [dict(zip(titles, row, strict=False)) for row in rows[1:]]
        return {row["svname"] for row in known if row.get("status") == "UP"}


def _everything(asking: socket.socket) -> bytes:
    pieces = []
    while piece := asking.recv(65536):
        pieces.append(piece)
    return b"".join(pieces)
