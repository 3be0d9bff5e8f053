"""Comments accepted: how many a second, what they cost, and whether all that were acknowledged are there."""

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

from benchmarks import homes
from benchmarks.homes import Limits
from benchmarks.speed import fsyncs, ours
from benchmarks.speed.contender import Contender, Spent, accepting
from benchmarks.speed.floor import bare
from benchmarks.speed.pace import Pace
from benchmarks.speed.peers import Peer, started
from benchmarks.speed.rounds import in_turn
from benchmarks.speed.told import Told


def measure(pace: Pace, peers: Sequence[Peer], told: Told) -> dict[str, Any]:
    """Rounds, memory while nothing happens, flushes to disk, and acknowledged beside stored."""
    with ExitStack() as stack:
        home = stack.enter_context(homes.home())
        floor = stack.enter_context(bare(home))
        told("starting everybody")
        others = [
            stack.enter_context(ours.standing(ours.NAME, limits=Limits.OFF, works=("sweep",))),
            stack.enter_context(ours.standing(ours.LIMITED, limits=Limits.ON, works=("sweep",))),
            stack.enter_context(ours.standing(ours.JUDGING, limits=Limits.ON, works=("judge", "sweep"))),
            *started(peers, stack, told),
        ]
        memory = {one.name: one.pss_kib() for one in (floor, *others)}
        acknowledged = dict.fromkeys(memory, 0)

        def take(one: Contender, seconds: int) -> Spent:
            spent = accepting(one, seconds=seconds, connections=pace.connections)
            acknowledged[one.name] += spent.load.good
            return spent

        before = {one.name: one.stored() for one in others}
        rounds = in_turn(floor, others, take, pace=pace, told=told)
        stored = {one.name: one.stored() - before[one.name] for one in others}
        flushes = {}
        for one in others:
            told(f"counting flushes to disk: {one.name}")
            flushes[one.name] = fsyncs.counted(one, pace)
    kept = {name: {"acknowledged": acknowledged[name], "stored": stored[name]} for name in stored}
    return {"rounds": rounds, "pss_kib": memory, "kept": kept, "fsyncs": flushes}
