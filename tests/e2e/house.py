"""`rejoinder up` for real: a home of its own, a port, and requests as outsiders make them."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from service.supervise import groups
from tests.ports import free_port

ROLES = ("web", "judge", "deliver", "sweep", "valkey")
DEADLINE_SECONDS = 60.0
# No limits, and no check that counts how often somebody says what.
UNLIMITED = """
[limits]
enabled = false
[outbound]
allow = ["127.0.0.1:{port}"]
[sites.demo]
origins = ["http://127.0.0.1:{port}"]
[sites.demo.publisher]
kind = "static_site"
directory = "published"
[[sites.demo.subscribers]]
name = "demo"
url = "http://127.0.0.1:{port}/demo/webhooks"
secret_file = "demo-webhook.secret"
[policies.default.checks.duplicate]
enabled = false
[policies.default.checks.campaign]
enabled = false
[policies.default.checks.author_rate]
enabled = false
[policies.default.checks.address_rate]
enabled = false
"""
_OURS = ("REJOINDER_", "DATABASE_URL", "REDIS_URL", "PORT", "PROMETHEUS_")


class House:
    """One home and one port; `up` may be called again and again. `more` is what else its environment has."""

    command = ("-m", "service.commands", "up")

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.more: dict[str, str] = {}

    def let_anybody_say_anything(self) -> None:
        """Write a configuration under which the same author may send many alike comments."""
        self.home.mkdir()
        (self.home / "rejoinder.toml").write_text(UNLIMITED.format(port=self.port))
        (self.home / "demo-webhook.secret").write_text("whsec_" + "A" * 43 + "=")

    def environment(self, **more: str) -> dict[str, str]:
        """The environment of somebody who set nothing but the home and the port."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
        return inherited | {"REJOINDER_HOME": str(self.home), "PORT": str(self.port)} | self.more | more

    @contextmanager
    def up(self) -> Iterator["subprocess.Popen[str]"]:
        """The supervisor, ready to serve. Whatever the test did, nothing is left at the end."""
        with self.start() as supervisor:
            try:
                # Its predecessor may still answer for a moment.
                eventually(
                    lambda: self.pid("supervisor") == supervisor.pid and self.ready(),
                    lambda: f"not ready; {supervisor.poll()=}",
                )
                yield supervisor
            finally:
                remains = self.pids().values()
                supervisor.kill()
                eventually(lambda: not alive(remains))

    def start(self, **more: str) -> "subprocess.Popen[str]":
        """Type `rejoinder up` and wait for nothing."""
        with (self.home.parent / "said").open("a") as said:
            return subprocess.Popen(
                [sys.executable, *self.command],
                env=self.environment(**more),
                stdout=said,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )

    def said(self) -> str:
        """Everything that all runs have printed."""
        return (self.home.parent / "said").read_text()

    def pids(self) -> dict[str, int]:
        """The pid of each role, as the pid files name them now."""
        return {name: pid for name in (*ROLES, "supervisor") if (pid := self.pid(name))}

    def pid(self, role: str) -> int:
        """The pid of one role, 0 while it has none."""
        try:
            return int((self.home / "run" / f"{role}.pid").read_text())
        except FileNotFoundError:
            return 0

    def answers(self) -> bool:
        """Whether the web answers at all."""
        try:
            return self.ask("GET", "/livez")[0] == 200
        except (OSError, HTTPException, ValueError):
            return False

    def ready(self) -> bool:
        """Whether `/readyz` says that nothing is missing."""
        try:
            return self.ask("GET", "/readyz")[1].get("status") == "ready"
        except (OSError, HTTPException, ValueError):
            return False

    def ask(self, method: str, path: str, body: Any = None, *, key: str = "") -> tuple[int, Any]:
        """A request with the first moderator's token: status, and the JSON of the answer."""
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        if (self.home / "moderator.token").exists():
            headers["Authorization"] = f"Bearer {(self.home / 'moderator.token').read_text().strip()}"
        content = None if body is None else json.dumps(body).encode()
        request = Request(self.url + path, method=method, data=content, headers=headers)
        try:
            with urlopen(request, timeout=DEADLINE_SECONDS) as answer:
                return answer.status, json.load(answer)
        except HTTPError as error:
            with error:
                return error.code, json.load(error)

    def comment(self, body: str) -> str:
        """Leave a comment under the demo's article: its id."""
        page = f"{self.url}/demo/"
        status, answer = self.ask(
            "POST",
            "/v1/sites/demo/comments",
            {"name": "Ada", "email": "ada@example.com", "body": body, "page": page},
        )
        assert status == 202, answer
        identity: str = answer["id"]
        return identity


def alive(pids: Any) -> list[int]:
    """Those of the process groups that still run."""
    return [pid for pid in pids if groups.is_alive(pid)]


def eventually(met: Callable[[], bool], story: Callable[[], str] = lambda: "waited in vain") -> None:
    """Wait for a condition, and fail loudly at the deadline."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not met():
        assert time.monotonic() < deadline, story()
        time.sleep(0.05)
