"""Comments at a steady rate while somebody is killed at random: `python -m benchmarks.faults.soak`."""

import argparse
import json
import random
import sys
import threading
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path

from rich.console import Console

from benchmarks import processes
from benchmarks.faults import soak_page
from benchmarks.faults.killer import Killer, Recovery
from tests.faults import outages
from tests.faults.play import Played, settle
from tests.faults.readers import Attempts, post_one, remarks
from tests.faults.rows import SITES, Row
from tests.faults.stack import Stack, running

RECORD = Path(__file__).parent.parent.parent / "var/soak.json"
READERS = 48
LOOK_EVERY_SECONDS = 10.0
ROW = Row(name="soak", title="half an hour of random kills", fault=outages.nothing)


@dataclass(frozen=True, slots=True)
class Taken:
    """A comment: when it was to be sent, in seconds from the start; how long until its 202; answers that were none."""

    at: float
    seconds: float
    errors: int


@dataclass(slots=True)
class Record:
    """What was seen. `memory` is seconds from the start and MiB of all processes together."""

    minutes: float
    rate: float
    seed: int
    taken: list[Taken] = field(default_factory=list)
    recoveries: list[Recovery] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)
    ended: dict[str, float] = field(default_factory=dict)


def main() -> None:
    """Run it, keep what was seen in a file, and write the page; `--page` writes the page of the last run again."""
    asked = _asked()
    if not asked.page:
        _run(Record(minutes=asked.minutes, rate=asked.rate, seed=asked.seed), every=asked.kill_every)
    soak_page.write(json.loads(RECORD.read_text()))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--rate", type=float, default=50, metavar="A_SECOND")
    parser.add_argument("--kill-every", type=float, default=20, metavar="SECONDS")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--page", action="store_true", help="write the page of the last run again")
    return parser.parse_args()


def _run(record: Record, *, every: float) -> None:
    with running(sites=SITES) as stack:
        _forget_requests(stack)
        began, over = time.monotonic(), threading.Event()
        killer = Killer(stack, every=every, random=random.Random(record.seed), began=began)
        beside = [threading.Thread(target=killer.run, args=(over,))]
        beside.append(threading.Thread(target=_watch_memory, args=(stack, record, began, over)))
        for one in beside:
            one.start()
        played = Played()
        try:
            _write(stack, record, played, began=began)
        finally:
            over.set()
            for one in beside:
                one.join()
        record.recoveries = killer.recoveries
        played.acknowledged |= killer.acknowledged
        played.ended = time.monotonic()
        record.ended = vars(settle(stack, ROW, played))
        # Before the stack ends, so that nothing on its way out costs what half an hour has shown.
        RECORD.parent.mkdir(exist_ok=True)
        RECORD.write_text(json.dumps(asdict(record)))


def _forget_requests(stack: Stack) -> None:
    for server in (stack.newsroom, *(host.server for host in stack.hosts.values() if hasattr(host, "server"))):
        server.requests = deque(maxlen=100)


def _write(stack: Stack, record: Record, played: Played, *, began: float) -> None:
    """Send comments when they are due, whatever became of those before."""
    wanted = remarks(ROW, range(int(record.minutes * 60 * record.rate)), stack)
    console = Console()

    def send(number: int) -> str:
        due = number / record.rate
        time.sleep(max(0.0, began + due - time.monotonic()))
        attempts = Attempts()
        id = post_one(stack, wanted[number], attempts=attempts)
        record.taken.append(Taken(at=due, seconds=time.monotonic() - began - due, errors=attempts.failed))
        if number % int(60 * record.rate) == 0:
            console.print(f"minute {due / 60:.0f}: {len(record.taken)} acknowledged", highlight=False)
        return id

    with ThreadPoolExecutor(READERS) as readers:
        ids = readers.map(send, range(len(wanted)))
        played.acknowledged |= dict(zip(wanted, ids, strict=True))


def _watch_memory(stack: Stack, record: Record, began: float, over: threading.Event) -> None:
    while not over.wait(LOOK_EVERY_SECONDS):
        try:
            pss = processes.pss_kib({pid for root in stack.pids().values() for pid in processes.tree(root)})
        except (OSError, ValueError):
            continue  # somebody was killed while we looked
        record.memory.append((time.monotonic() - began, pss / 1024))


if __name__ == "__main__":
    sys.exit(main())
