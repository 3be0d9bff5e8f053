"""Comments accepted a second, beside a bare Flask route of the same minute: `python -m benchmarks.accept`."""

import argparse
import os
import signal
import sqlite3
from dataclasses import dataclass
from statistics import median

from benchmarks import load, processes, stacks

CONNECTIONS = 16
_WORKERS = ("judge", "deliver", "sweep")


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of load saw, and the CPU milliseconds of a request, those of all processes together."""

    load: load.Load
    cpu: float


def main() -> None:
    """Print a line a round, the medians, and whether everything acknowledged was stored."""
    asked = _asked()
    with stacks.bare() as bare, stacks.ours(limits=asked.limits) as ours:
        if asked.without_judge:
            _stop_workers(ours)
        floor, own = f"{bare.url}/accept", f"{ours.url}/v1/sites/demo/comments"
        body = _body(ours.url)
        rounds = [
            (_round(floor, body, bare.root, asked.seconds), _round(own, body, ours.root, asked.seconds))
            for _ in range(asked.rounds + 1)
        ]
        for low, high in rounds[1:]:  # the first warms up
            _print(low, high)
        ratios = [high.load.per_second / low.load.per_second for low, high in rounds[1:]]
        cpu = median(high.cpu for _, high in rounds[1:])
        print(f"Median: {median(ratios):.3f} of the bare route, {cpu:.2f} ms of CPU a comment")
        acknowledged = sum(high.load.requests - high.load.refused for _, high in rounds)
        print(f"Acknowledged {acknowledged}, stored {_stored(ours)}; requests cut off at a round's end are stored too")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--limits", action="store_true", help="with rate limits, which never refuse here")
    parser.add_argument("--without-judge", action="store_true", help="nobody judges meanwhile")
    return parser.parse_args()


def _stop_workers(ours: stacks.Stack) -> None:
    for role in _WORKERS:
        os.kill(int((ours.home / "run" / f"{role}.pid").read_text()), signal.SIGSTOP)


def _body(url: str) -> dict[str, str]:
    text = "A kind comment, number %NUMBER%, about the ferry and what it carries across the sound every day."
    return {"name": "Ada Lovelace", "email": "ada@example.com", "page": f"{url}/demo/", "body": text}


def _round(url: str, body: dict[str, str], root: int, seconds: float) -> Round:
    pids = processes.tree(root)
    before = processes.cpu_seconds(pids)
    seen = load.post(url, body, seconds=seconds, connections=CONNECTIONS)
    return Round(seen, 1000 * (processes.cpu_seconds(pids) - before) / max(seen.requests, 1))


def _print(low: Round, high: Round) -> None:
    own = high.load
    print(
        f"bare {low.load.per_second:6.0f}/s {low.cpu:.3f} ms   ours {own.per_second:6.0f}/s {high.cpu:.3f} ms CPU, "
        f"p50 {own.p50:.1f} p99 {own.p99:.1f} longest {own.longest:.0f} ms, {own.refused} refused, {own.broken} broken"
    )


def _stored(ours: stacks.Stack) -> int:
    with sqlite3.connect(ours.home / "rejoinder.db") as database:
        return int(database.execute("SELECT count(*) FROM comments").fetchone()[0])


if __name__ == "__main__":
    main()
