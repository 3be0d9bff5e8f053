"""The memory that rate windows take in Valkey: `python -m benchmarks.windows [--clients NUMBER]`.

Each client has sent one comment, so that all windows of `limits.submit` are open; nothing else is stored there.
"""

import argparse

from redis import Redis

from service.http.counts import Counts
from service.keyring import Keyring
from service.redis_client import worker_client
from service.settings.model import Limits
from tests.valkey import running


def main() -> None:
    """Open the windows, and print what that took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=20_000)
    asked = parser.parse_args()
    keyring = Keyring(bytes(32))
    with running() as server, worker_client(server.url) as queue:
        counts = Counts(queue, most=asked.clients * len(Limits().submit))
        before = _used(queue)
        for number in range(asked.clients):
            client = keyring.client_key(f"198.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}")
            counts.spend("submit", client=client, windows=Limits().submit)
        while counts.changed.is_set():
            counts.share()
        taken = _used(queue) - before
        each = taken / asked.clients
        print(f"{before / 1e6:.1f} MB without clients; {asked.clients} clients took {each:.0f} bytes each")


def _used(queue: "Redis") -> int:
    return int(queue.info("memory")["used_memory"])


if __name__ == "__main__":
    main()
