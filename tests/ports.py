"""Free TCP ports for servers that tests start: below the range from which the kernel gives ports to connections."""

import os
import socket
from itertools import count

FIRST, LAST = 20_000, 32_000

# Test processes that run side by side begin at different places.
_STEPS = count(os.getpid() * 97)


def free_port() -> int:
    """A port of loopback that nobody listens on, another one at each call."""
    while not _is_free(number := FIRST + next(_STEPS) % (LAST - FIRST)):
        pass
    return number


def _is_free(number: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", number))
        except OSError:
            return False
    return True
