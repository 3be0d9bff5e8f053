"""Published threads read: how many a second, and at what cost, beside a bare route that gives the same bytes."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.request import urlopen

from benchmarks import homes
from benchmarks.homes import Limits
from benchmarks.speed import ours
from benchmarks.speed.contender import Contender, Spent, reading
from benchmarks.speed.floor import bare
from benchmarks.speed.pace import Pace
from benchmarks.speed.peers import Peer, started
from benchmarks.speed.rounds import in_turn
from benchmarks.speed.told import Told

UNCHANGED = f"{ours.NAME}, unchanged (304)"


def measure(pace: Pace, peers: Sequence[Peer], told: Told, *, comments: int) -> dict[str, Any]:
    """Rounds with a thread of so many comments."""
    with ExitStack() as stack:
        told("starting everybody")
        own = stack.enter_context(ours.standing(ours.NAME, limits=Limits.OFF))
        limited = stack.enter_context(ours.standing(ours.LIMITED, limits=Limits.ON))
        everybody = [own, limited, *started(peers, stack, told)]
        return {"comments": comments, **_measured(comments, everybody, pace=pace, told=told)}


def _measured(many: int, everybody: list[Contender], *, pace: Pace, told: Told) -> dict[str, Any]:
    own = everybody[0]
    addresses = {}
    for one in everybody:
        told(f"storing a thread of {many}: {one.name}")
        addresses[one.name] = one.thread(many)
    with urlopen(addresses[own.name], timeout=30) as answer:
        etag, body = answer.headers["ETag"], answer.read()
    with _serving(body) as floor:
        addresses |= {floor.name: floor.thread(many), UNCHANGED: addresses[own.name]}

        def take(one: Contender, seconds: int) -> Spent:
            headers = (f"If-None-Match: {etag}",) if one.name == UNCHANGED else ()
            url = addresses[one.name]
            return reading(one, url, seconds=seconds, connections=pace.connections, headers=headers)

        contenders = [own, replace(own, name=UNCHANGED), *everybody[1:]]
        return {"bytes": len(body), "rounds": in_turn(floor, contenders, take, pace=pace, told=told)}


@contextmanager
def _serving(body: bytes) -> Iterator[Contender]:
    with homes.home() as home, TemporaryDirectory() as folder:
        file = Path(folder) / "thread"
        file.write_bytes(body)
        with bare(home, thread=file) as floor:
            yield floor
