"""How long readers wait: for the answer, and until their comment stands in the page's file."""

import json
import time
from collections.abc import Sequence
from typing import Any

from benchmarks import homes, pacing, processes, stacks
from benchmarks.homes import Home, Limits, Verdicts
from benchmarks.load import MARK
from benchmarks.speed.pace import Pace
from benchmarks.speed.peers import Peer
from benchmarks.speed.summary import times
from benchmarks.speed.told import Told

FAST, SLOW = 200, 50
_WAIT_SECONDS = 120
_LOOK_SECONDS = 0.002


def measure(pace: Pace, _: Sequence[Peer], told: Told) -> dict[str, Any]:
    """Milliseconds at a steady pace, with limits, while all workers work; each comment is on a page of its own."""
    with homes.home(limits=Limits.ON, verdicts=Verdicts.APPROVED) as home, stacks.ours(home) as stack:
        told("one comment after the other")
        idle = [_alone(home, number) for number in range(pace.idle + 1)][1:]
        told(f"{SLOW} comments a second")
        before = processes.cpu_seconds(processes.tree(stack.root))
        slow, published = _paced(home, "slow", pace.paced // 4, per_second=SLOW)
        cpu = processes.cpu_seconds(processes.tree(stack.root)) - before
        told(f"{FAST} comments a second")
        fast, behind = _paced(home, "fast", pace.paced, per_second=FAST)
    return {
        "published_idle": times(idle),
        "answered_slow": _answers(slow),
        "published_slow": times(published),
        "cpu_ms_slow": 1000 * cpu / len(slow),
        "answered_fast": _answers(fast),
        "published_fast": times(behind),
    }


def _alone(home: Home, number: int) -> float:
    page = f"{home.url}/idle/{number}/"
    (sent,) = pacing.post(home.submit_url, _bodies(home, [page]), per_second=1)
    return _shown(home, page) - sent.due


def _paced(home: Home, name: str, number: int, *, per_second: int) -> tuple[list[pacing.Sent], list[float]]:
    pages = [f"{home.url}/{name}/{one}/" for one in range(number)]
    sent = pacing.post(home.submit_url, _bodies(home, pages), per_second=per_second)
    return sent, [_shown(home, page) - one.due for page, one in zip(pages, sent, strict=True)]


def _bodies(home: Home, pages: Sequence[str]) -> list[str]:
    texts = home.submissions(len(pages), pages=1)
    return [json.dumps({**one, "page": page}).replace(MARK, page[-9:]) for page, one in zip(pages, texts, strict=True)]


def _shown(home: Home, page: str) -> float:
    """When the page's file got its name, by the file system's clock, which ticks every few milliseconds."""
    file, deadline = home.page_file(page), time.monotonic() + _WAIT_SECONDS
    while not file.exists():
        assert time.monotonic() < deadline, f"{page} was never published"
        time.sleep(_LOOK_SECONDS)
    return file.stat().st_ctime


def _answers(sent: Sequence[pacing.Sent]) -> dict[str, float]:
    return {**times([one.seconds for one in sent]), "refused": sum(one.status != 202 for one in sent)}
