"""Load at a steady pace: each request is due at its time, whether or not those before it were answered."""

import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from threading import local
from urllib.parse import urlsplit

_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Sent:
    """One request: when it was due, in seconds since 1970, how long after that its answer came, and its status."""

    due: float
    seconds: float
    status: int


def post(url: str, bodies: Iterable[str], *, per_second: float) -> list[Sent]:
    """Send JSON to `url`, so many requests a second. Time is counted from when each was due."""
    split, here = urlsplit(url), local()

    def send(body: str, due: float, wall: float) -> Sent:
        if not hasattr(here, "connection"):
            here.connection = HTTPConnection(split.hostname or "", split.port, timeout=30)
        here.connection.request("POST", split.path, body, {"Content-Type": "application/json"})
        answer = here.connection.getresponse()
        answer.read()
        return Sent(wall, time.perf_counter() - due, answer.status)

    began, wall = time.perf_counter(), time.time()  # noqa: TID251 - beside the times of files
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        sending = []
        for number, body in enumerate(bodies):
            after = number / per_second
            time.sleep(max(0.0, began + after - time.perf_counter()))
            sending.append(pool.submit(send, body, began + after, wall + after))
        return [one.result() for one in sending]
