"""The rows of the fault matrix: who is killed where, and what else goes wrong while comments come in."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial

from tests.faults import outages
from tests.faults.places import Place

EVERYWHERE = ("blog", "hook", "press")
SITES = {"blog": "static_site", "hook": "webhook", "press": "wordpress"}
POINTS = ("before commit", "after commit", "after hint", "after claim", "mid-publish", "after publish")
VICTIMS = ("web", "judge", "deliver", "sweep", "supervisor", "valkey", "postgresql")
# Where a process has the point itself, it is killed there; everywhere else by the one who is there.
OWN = {
    ("judge", "before commit"): Place.JUDGING,
    ("judge", "after commit"): Place.JUDGED,
    ("deliver", "before commit"): Place.PUBLISHED,
    ("deliver", "after commit"): Place.SETTLED,
    ("deliver", "after hint"): Place.HINTED_ON,
    ("deliver", "after claim"): Place.LEASED,
    ("sweep", "after hint"): Place.SWEPT,
}
ELSEWHERE = {
    "before commit": Place.ACCEPTING,
    "after commit": Place.ACCEPTED,
    "after hint": Place.HINTED,
    "after claim": Place.CLAIMED,
    "mid-publish": Place.PUBLISHING,
    "after publish": Place.PUBLISHED,
}
# The sweeper has nothing to hint for unless something else went wrong before.
_FAULTS = {Place.SWEPT: outages.killed_behind_a_judge}
# The same place under two names.
SAME = {("deliver", "before commit")}


@dataclass(frozen=True, kw_only=True)
class Scale:
    """How many comments a row has, and how many seconds an outage lasts."""

    comments: int
    outage: float
    host_outage: float


Fault = Callable[..., AbstractContextManager[Callable[[], bool]]]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One thing that goes wrong. `fault` is entered when a third of the comments is there, and says when it is over."""

    name: str
    title: str
    fault: Fault
    sites: tuple[str, ...] = EVERYWHERE
    kind: str = ""
    lasts: Callable[[Scale], float] = lambda _: 0.0
    on_postgresql: bool = False
    own_disk: bool = False
    poisoned: bool = False
    afterwards: Callable[..., None] = lambda stack, row: None

    @property
    def all_sites(self):
        """The sites that a stack for this row has."""
        return {one: SITES.get(one, self.kind) for one in self.sites}


def _kill(victim, point):
    place = OWN.get((victim, point), ELSEWHERE[point])
    return Row(
        name=f"{victim}-{point.replace(' ', '-')}",
        title=f"kill {victim} {point}",
        fault=partial(_FAULTS.get(place, outages.killed), victim=victim, place=place),
        on_postgresql=victim == "postgresql",
    )


def _outage(name, title, fault, **more):
    return Row(name=name, title=title, fault=fault, lasts=lambda scale: scale.outage, **more)


def _host(name, title, kind, fault, **more):
    site = f"host-{name}"
    more |= {"sites": (site,), "kind": kind, "lasts": lambda scale: scale.host_outage}
    return Row(name=name, title=title, fault=partial(fault, site=site), **more)


# Point by point: so nobody is killed again before it has lived for a while.
KILLS = [_kill(victim, point) for point in POINTS for victim in VICTIMS if (victim, point) not in SAME]
OUTAGES = [
    _outage("flushed", "Valkey is emptied, again and again", outages.flushed),
    _outage("down", "Valkey is down", outages.valkey_down),
    _outage("hanging", "Valkey hangs (SIGSTOP)", outages.valkey_hanging),
    _outage("locked", "another program has locked the SQLite database", outages.locked),
    _outage("full", "the disk is full (a tmpfs, filled)", outages.full_disk, own_disk=True),
    _outage("two-sweepers", "three sweepers, of which one is killed", outages.more_sweepers),
    Row(name="poison", title="a comment that kills whoever judges it", fault=outages.nothing, poisoned=True),
    Row(
        name="clock",
        title="the clock steps back by an hour, while a killed judge's lease runs",
        fault=outages.clock_back,
    ),
]
HOSTS = [
    _host("lost", "the host does what it is asked and its answers are lost", "wordpress", outages.losing_answers),
    _host("slow", "the host answers after 12 s", "wordpress", outages.slow),
    _host("error", "the host answers 500", "wordpress", outages.answering(500)),
    _host("busy", "the host answers 429 with Retry-After", "webhook", outages.answering(429, {"retry-after": "2"})),
    _host("gone", "the host answers 410", "webhook", outages.answering(410), afterwards=outages.approve_held),
    _host("redirect", "the host redirects elsewhere", "webhook", outages.redirecting),
    _host("garbage", "the host answers garbage", "wordpress", outages.answering(200, body=bytes(range(256)))),
    _host("huge", "the host answers 8 MB", "wordpress", outages.answering(200, body=b"[" + b"0," * 4_000_000 + b"0]")),
]
ROWS = [*KILLS, *OUTAGES, *HOSTS]
