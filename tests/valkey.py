"""A real Valkey on a unix socket of its own, in a directory with a short name."""

import os
import signal
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from service.supervise import valkey
from tests.waiting import until


class RealValkey:
    """The server; `url` is what `REDIS_URL` says."""

    def __init__(self, path):
        self._path = path
        self._role = valkey.role(path, environment={})
        self.url = valkey.url(path)
        self.start()

    def start(self):
        self._process = subprocess.Popen(self._role.argv, env={}, start_new_session=True)
        until(self._role.ready, what="Valkey to answer")

    def kill(self):
        self._process.kill()
        self._process.wait()

    def stop(self):
        """It hangs: connections are taken, questions are never answered."""
        os.kill(self._process.pid, signal.SIGSTOP)

    def go_on(self):
        os.kill(self._process.pid, signal.SIGCONT)


@contextmanager
def running():
    with tempfile.TemporaryDirectory(prefix="rj-") as directory:
        server = RealValkey(Path(directory) / "v" / "valkey.sock")
        try:
            yield server
        finally:
            server.kill()


@pytest.fixture
def redis_server():
    """A server of the test's own, which it may kill and stop."""
    with running() as server:
        yield server
