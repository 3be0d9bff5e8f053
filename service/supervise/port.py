"""Whether the web server can have its port, asked before anything starts.

The server itself would not say: it binds with SO_REUSEPORT and would share the port with whoever has it.
"""

import errno
import socket

from service.supervise.errors import CannotStartError

_REASONS = {
    errno.EADDRINUSE: "is taken by another program. Stop that one, or choose another port: PORT=8090",
    errno.EACCES: "is only for root. Choose a port above 1023, like PORT=8080",
    errno.EADDRNOTAVAIL: "is not an address of this machine. Change host in the [web] table of rejoinder.toml",
}


class PortUnusableError(CannotStartError):
    """The web server could not listen there."""


def check(host: str, port: int) -> None:
    """Bind and let go. Raises `PortUnusableError`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # Connections of the last run that are in TIME_WAIT do not count; a listening socket still does.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OverflowError as error:
            raise PortUnusableError(f"{port} is no port. Choose one from 1024 to 65535, like PORT=8080") from error
        except OSError as error:
            reason = _REASONS.get(error.errno or 0, f"cannot be used: {error}")
            raise PortUnusableError(f"Port {port} on {host} {reason}") from error
