"""A real HTTP server on loopback that records what it receives and misbehaves when told to."""

import json
import ssl
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest


@dataclass(frozen=True, kw_only=True)
class Received:
    """One request as it came; header names are lower case."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return {name: values[-1] for name, values in parse_qs(urlsplit(self.target).query).items()}

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What to answer. `drips` sends the body byte by byte until the server stops, `drips_head` a header without end."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    drips: bool = False
    drips_head: bool = False

    @classmethod
    def of_json(cls, content: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> "Reply":
        return cls(
            status=status,
            headers={"content-type": "application/json", **(headers or {})},
            body=json.dumps(content).encode(),
        )


class HostServer:
    """Answers by `respond`; replies in `instead` come first, one for each request."""

    def __init__(
        self, respond: Callable[[Received], Reply] = lambda _: Reply(), *, tls: ssl.SSLContext | None = None
    ) -> None:
        self.respond = respond
        self.requests: list[Received] = []
        self.instead: deque[Reply] = deque()
        self.lose_answers_to: Callable[[Received], bool] = lambda _: False
        self.silent = False
        self.connections = 0
        self.stopping = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _handler_of(self))
        self._server.daemon_threads = True
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    @property
    def place(self) -> str:
        """`host:port`, as the allow-list has it."""
        return f"127.0.0.1:{self._server.server_port}"

    @property
    def url(self) -> str:
        return f"http://{self.place}"

    def close(self) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def serving(
    respond: Callable[[Received], Reply] = lambda _: Reply(), *, tls: ssl.SSLContext | None = None
) -> Iterator[HostServer]:
    server = HostServer(respond, tls=tls)
    try:
        yield server
    finally:
        server.close()


@pytest.fixture(name="host")
def _host() -> Iterator[HostServer]:
    with serving() as server:
        yield server


class _Server(ThreadingHTTPServer):
    """Says nothing of clients that were killed."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def _handler_of(host: HostServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Headers and body go out apart; Nagle would wait 40 ms for the client between them.
        disable_nagle_algorithm = True

        def setup(self) -> None:
            super().setup()
            host.connections += 1

        def log_message(self, format: str, *args: object) -> None:
            pass

        def __getattr__(self, name: str) -> Any:
            if name.startswith("do_"):
                return self._answer
            raise AttributeError(name)

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            received = Received(method=self.command, target=self.path, headers=headers, body=body)
            host.requests.append(received)
            if host.silent:
                host.stopping.wait()
            reply = host.instead.popleft() if host.instead else host.respond(received)
            if host.stopping.is_set() or host.lose_answers_to(received):
                self.close_connection = True
                return
            self._send(reply)

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(reply.body)))
            try:
                if reply.drips_head:
                    self.flush_headers()
                    self._drip(b"x" * 10_000)
                self.end_headers()
                self._write(reply)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def _write(self, reply: Reply) -> None:
            if not reply.drips:
                self.wfile.write(reply.body)
                return
            self._drip(reply.body)

        def _drip(self, content: bytes) -> None:
            for byte in content:
                self.wfile.write(bytes([byte]))
                if host.stopping.wait(0.01):
                    return

    return Handler
