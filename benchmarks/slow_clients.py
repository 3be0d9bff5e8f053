"""How long others wait while a thousand clients send slowly: `python -m benchmarks.slow_clients`."""

import resource
import socket
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import processes
from tests.e2e.house import House

HEAD = "POST /v1/sites/demo/comments HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
BEGINNINGS = {"headers": HEAD[:-20], "bodies": f"{HEAD}Content-Length: 4000\r\n\r\n{{"}
COMMENTS = 50


def main(clients: int) -> None:
    """Print the waits of ordinary comments, and the memory of the web server, by kind of slowness."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    for kind, beginning in BEGINNINGS.items():
        with tempfile.TemporaryDirectory() as folder:
            house = House(Path(folder) / "home")
            house.let_anybody_say_anything()
            with house.up():
                before = _pss_mib(house.pid("web"))
                slow = [socket.create_connection(("127.0.0.1", house.port)) for _ in range(clients)]
                for client in slow:
                    client.sendall(beginning.encode())
                waits = []
                for number in range(COMMENTS):
                    for client in slow[number::COMMENTS]:
                        client.sendall(b" ")
                    began = time.monotonic()
                    house.comment(f"Number {number}: thank you.")
                    waits.append(1000 * (time.monotonic() - began))
                waits.sort()
                after = _pss_mib(house.pid("web"))
                print(
                    f"{clients} slow {kind}: others wait {waits[len(waits) // 2]:.0f} ms (median), {waits[-1]:.0f} ms "
                    f"at most; the web server grew from {before} to {after} MiB"
                )
                for client in slow:
                    client.close()


def _pss_mib(root: int) -> int:
    return processes.pss_kib(processes.tree(root)) >> 10


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
