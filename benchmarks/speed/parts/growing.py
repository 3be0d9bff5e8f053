"""What it costs when more and more comments are stored."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from time import process_time
from typing import Any

from benchmarks import homes, seeding, stacks
from benchmarks.homes import Home, Verdicts
from benchmarks.speed import ours
from benchmarks.speed.contender import accepting, reading
from benchmarks.speed.pace import Pace
from benchmarks.speed.parts.working import finish, judged
from benchmarks.speed.peers import Peer
from benchmarks.speed.told import Told
from service import services as composition
from service import settings as configuration
from service.usecases.sweep import sweep

_BURST = 400
_THREAD = 100
_PASSES = 20


def measure(pace: Pace, _: Sequence[Peer], told: Told) -> dict[str, Any]:
    """Milliseconds of CPU for each of what is done, by how many comments are stored."""
    rows = []
    with homes.home(verdicts=Verdicts.APPROVED) as home:
        there = 0
        for stored in pace.stored:
            told(f"storing {stored:,} comments")
            seeding.fill(home, stored - there, seed=stored)
            told(f"measuring with {stored:,} comments")
            rows.append({"stored": stored, **_measured(home, pace, name=f"-{stored}")})
            there = home.count()
    return {"rows": rows}


def _measured(home: Home, pace: Pace, *, name: str) -> dict[str, float]:
    page = seeding.thread(home, _THREAD, name=name)
    with stacks.ours(home) as stack:
        judging = judged(stack, burst=_BURST, pace=pace)
        stack.stop()
        here = ours.contender(ours.NAME, stack, works=("sweep",))
        measured = {
            "bytes": (home.folder / "rejoinder.db").stat().st_size,
            "judge": 1000 * judging["cpu"] / judging["number"],
            "thread": _reads(here, ours.thread_url(home, page), pace),
            "queue": _reads(here, f"{home.url}/v1/review/comments?status=held", pace, token=home.token()),
            "sweep": _sweeps(home),
            "accept": accepting(here, seconds=pace.seconds, connections=pace.connections).cpu_ms,
        }
        finish(stack)
        return measured


def _reads(here: Any, url: str, pace: Pace, *, token: str = "") -> float:
    headers = (f"Authorization: Bearer {token}",) if token else ()
    spent = reading(here, url, seconds=pace.floor_seconds, connections=2, headers=headers)
    assert spent.load.good, "nothing could be read"
    return spent.cpu_ms


def _sweeps(home: Home) -> float:
    """One pass of the sweeper, which runs once a second."""
    settings = configuration.load({"REJOINDER_HOME": str(home.folder)})
    with closing(composition.build(replace(settings, redis_url=f"unix://{home.folder}/none"))) as services:
        sweep(services)
        began = process_time()
        for _ in range(_PASSES):
            sweep(services)
        return 1000 * (process_time() - began) / _PASSES
