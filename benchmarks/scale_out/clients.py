"""Readers who send comments through the balancer, run on the load host: what each saw, as JSON on stdout.

    python -m benchmarks.scale_out.clients --seconds 20 --rate 60

Each keeps its connection, as browsers and proxies do. Nothing is sent twice unless it failed: then again with the same
key, until it is acknowledged, and the failure is told.
"""

import argparse
import json
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count
from queue import Queue

from benchmarks.scale_out.balancer import PORT
from benchmarks.texts import Written, written

SITES = ("north", "east", "south", "west")
PAGES = 25
ORIGIN = "http://news.example"
_TIMEOUT_SECONDS = 15.0
_AGAIN_SECONDS = 0.2

Texts = Queue[tuple[int, Written] | None]


@dataclass(slots=True)
class Seen:
    """What one reader saw. Times in milliseconds; `failures` are first attempts, by what was seen."""

    acknowledged: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    failures: dict[str, int] = field(default_factory=dict)
    longest_outage: float = 0.0


class Reader:
    """Sends one comment after the other from `texts` until `closing` or until there is none.

    `pause` is from one beginning to the next, in seconds.
    """

    def __init__(self, texts: Texts, *, run: str, closing: float, pause: float) -> None:
        self.seen = Seen()
        self._texts, self._run, self._closing, self._pause = texts, run, closing, pause
        self._connection = _connection()

    def read_on(self) -> None:
        """Send until it is time to go."""
        due = time.monotonic()
        while time.monotonic() < self._closing and (taken := self._texts.get()):
            number, text = taken
            began = time.monotonic()
            what = self._send(number, text)
            self.seen.waits.append(1000 * (time.monotonic() - began))
            if what:
                self.seen.failures[what] = self.seen.failures.get(what, 0) + 1
                self._insist(number, text, began=began)
            due += self._pause
            time.sleep(max(0.0, due - time.monotonic()))
        self._connection.close()

    def _insist(self, number: int, text: Written, *, began: float) -> None:
        while self._send(number, text):
            time.sleep(_AGAIN_SECONDS)
        self.seen.longest_outage = max(self.seen.longest_outage, 1000 * (time.monotonic() - began))

    def _send(self, number: int, text: Written) -> str:
        """What went wrong; nothing when it was acknowledged."""
        site = SITES[number % len(SITES)]
        page = f"{ORIGIN}/{site}/{number // len(SITES) % PAGES}/"
        body = json.dumps({"name": text.name, "email": text.email, "body": f"{text.body} {number}.", "page": page})
        headers = {"Content-Type": "application/json", "Idempotency-Key": f"{self._run}-{number}"}
        try:
            self._connection.request("POST", f"/v1/sites/{site}/comments", body.encode(), headers)
            answer = self._connection.getresponse()
            told = answer.read()
        except (OSError, HTTPException) as error:
            self._connection.close()
            self._connection = _connection()
            return type(error).__name__
        if answer.status != 202:
            return str(answer.status)
        self.seen.acknowledged.append(json.loads(told)["id"])
        return ""


def main() -> None:
    """Send, and tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--rate", type=float, default=0.0, help="comments a second; nought: as many as can be")
    parser.add_argument("--readers", type=int, default=16)
    asked = parser.parse_args()
    texts: Texts = Queue(maxsize=1000)
    threading.Thread(target=_write, args=(texts,), daemon=True).start()
    pause = asked.readers / asked.rate if asked.rate else 0.0
    began = time.monotonic()
    run = f"run-{time.monotonic_ns()}"
    readers = [Reader(texts, run=run, closing=began + asked.seconds, pause=pause) for _ in range(asked.readers)]
    threads = [threading.Thread(target=one.read_on) for one in readers]
    for number, thread in enumerate(threads):
        thread.start()
        time.sleep(pause / len(threads) if number else 0)
    for thread in threads:
        thread.join()
    told = {"seconds": time.monotonic() - began, "seen": [asdict(one.seen) for one in readers]}
    json.dump(told, sys.stdout)


def _write(texts: Texts) -> None:
    for number, text in zip(count(), written(1_000_000, seed=time.monotonic_ns()), strict=False):
        texts.put((number, text))


def _connection() -> HTTPConnection:
    return HTTPConnection("127.0.0.1", PORT, timeout=_TIMEOUT_SECONDS)


if __name__ == "__main__":
    main()
