"""What the workers make of many comments that wait, and the whole way of a comment in CPU."""

import time
from collections.abc import Sequence
from typing import Any

from benchmarks import homes, load, processes, stacks
from benchmarks.homes import Home, Verdicts
from benchmarks.speed import ours
from benchmarks.speed.pace import Pace
from benchmarks.speed.peers import Peer
from benchmarks.speed.receiver import receiver
from benchmarks.speed.told import Told

_WAIT_SECONDS = 300
_LOOK_SECONDS = 0.05
_ALL_JUDGED = "SELECT NOT EXISTS (SELECT 1 FROM comments WHERE status = 'received')"
_ALL_DONE = f"{_ALL_JUDGED} AND NOT EXISTS (SELECT 1 FROM deliveries WHERE status = 'pending')"


def measure(pace: Pace, _: Sequence[Peer], told: Told) -> dict[str, Any]:
    """Bursts on fifty pages: judged; judged and published to files; and all of it with a subscriber who is told."""
    with homes.home(verdicts=Verdicts.APPROVED) as home, stacks.ours(home) as stack:
        told("judging")
        alone = judged(stack, burst=pace.burst, pace=pace)
        told("judging and publishing")
        published = _published(stack, pace)
    with receiver() as subscriber, homes.home(verdicts=Verdicts.APPROVED, subscriber=subscriber.place) as home:
        with stacks.ours(home) as stack:
            told("accepting, judging, publishing and notifying")
            whole = _whole(stack, pace)
        assert subscriber.received >= whole["number"], "not everything was told"
    return {"judged": alone, "published": published, "whole": whole}


def judged(stack: stacks.Ours, *, burst: int, pace: Pace) -> dict[str, float]:
    """What a burst takes the judge alone; afterwards the other workers have done their part too."""
    stack.stop()
    before = _burst(stack.home, burst, pace)
    clock = Clock([stack.home.pid("judge")])
    with stack.working("judge", "sweep"):
        _wait(stack.home, _ALL_JUDGED)
        worked = clock.read(number=stack.home.count() - before)
    finish(stack)
    return worked


def finish(stack: stacks.Ours) -> None:
    """Let all workers work until nothing is left."""
    stack.go_on()
    _wait(stack.home, _ALL_DONE)


def _published(stack: stacks.Ours, pace: Pace) -> dict[str, float]:
    stack.stop()
    before = _burst(stack.home, pace.burst, pace)
    clock = Clock(processes.tree(stack.root))
    finish(stack)
    worked = clock.read(number=stack.home.count() - before)
    assert stack.home.count("published_at IS NULL") == 0
    return worked


def _whole(stack: stacks.Ours, pace: Pace) -> dict[str, float]:
    clock = Clock(processes.tree(stack.root))
    before = _burst(stack.home, pace.burst, pace)
    _wait(stack.home, _ALL_DONE)
    return clock.read(number=stack.home.count() - before)


class Clock:
    """Started when it is made: wall time, and the CPU time of these processes."""

    def __init__(self, pids: Sequence[int]) -> None:
        self._pids = pids
        self._began = time.monotonic(), processes.cpu_seconds(pids)

    def read(self, *, number: int) -> dict[str, float]:
        """What so many comments took."""
        wall, cpu = self._began
        return {
            "number": number,
            "seconds": time.monotonic() - wall,
            "cpu": processes.cpu_seconds(self._pids) - cpu,
        }


def _burst(home: Home, least: int, pace: Pace) -> int:
    """Send comments for whole seconds until there are enough more: how many there were before."""
    posts = load.Posts(url=home.url, requests=ours.requests(home, path="/v1/sites/demo/comments"))
    before = home.count()
    while home.count() - before < least:
        load.post(posts, seconds=1, connections=pace.connections)
    return before


def _wait(home: Home, query: str) -> None:
    deadline = time.monotonic() + _WAIT_SECONDS
    while not home.ask(query):
        assert time.monotonic() < deadline, "the workers do not get through"
        time.sleep(_LOOK_SECONDS)
