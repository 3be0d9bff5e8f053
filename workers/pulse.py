"""A sign of life of a worker or the sweeper: a key in Redis that lasts seconds, set again as long as the process runs.

RQ's own signs come between two jobs only, and last for minutes. This one comes from a thread of its own, so it comes
during a long drain too, and not from a process that was killed or stopped.
"""

import threading
from contextlib import suppress

from redis import Redis, RedisError

from service.queue import alive_key

EVERY_SECONDS = 3.0
LASTS_SECONDS = 10.0


class Pulse:
    """While entered, this process counts as one that plays its role: a worker of its queue, or the sweeper."""

    def __init__(
        self, role: str, *, client: "Redis", every: float = EVERY_SECONDS, lasts: float = LASTS_SECONDS
    ) -> None:
        self._role = role
        self._client = client
        self._every = every
        self._lasts = lasts
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True, name="pulse")

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._over.is_set():
            with suppress(RedisError):  # /readyz says by itself that the queue does not answer
                self._client.set(alive_key(self._role), "1", px=int(self._lasts * 1000))
            self._over.wait(self._every)
