"""What can go wrong besides kills. Each says, while it lasts, whether it may end."""

import os
import signal
import sqlite3
import threading
import time
from contextlib import contextmanager, suppress

from redis import Redis, RedisError

from service.domain.comment import Status
from service.supervise import groups
from tests.e2e.house import eventually
from tests.faults import oracle
from tests.faults.places import Place
from tests.host_server import Reply

CLOCK_BACK_SECONDS = -3600
SLOW_SECONDS = 12


def lasting(seconds):
    """True once so many seconds are over."""
    until = time.monotonic() + seconds
    return lambda: time.monotonic() > until


@contextmanager
def nothing(stack, scale):
    yield lambda: True


@contextmanager
def killed(stack, scale, *, victim, place):
    eventually(stack.is_whole, stack.said)
    stack.places.arm(place, victim=victim)
    yield lambda: stack.places.was_reached(place)


@contextmanager
def killed_behind_a_judge(stack, scale, *, victim, place):
    with (
        killed(stack, scale, victim="judge", place=Place.CLAIMED),
        killed(stack, scale, victim=victim, place=place) as over,
    ):
        yield over


@contextmanager
def flushed(stack, scale):
    over = threading.Event()

    def flush():
        with Redis(unix_socket_path=str(stack.home / "run/valkey.sock")) as client:
            while not over.wait(0.05):
                with suppress(RedisError, OSError):
                    client.flushall()

    flusher = threading.Thread(target=flush)
    flusher.start()
    try:
        yield lasting(scale.outage)
    finally:
        over.set()
        flusher.join()


@contextmanager
def valkey_down(stack, scale):
    down = stack.home / "faults/valkey-down"
    down.touch()
    stack.places.kill("valkey")
    try:
        yield lasting(scale.outage)
    finally:
        down.unlink()


@contextmanager
def valkey_hanging(stack, scale):
    eventually(stack.is_whole, stack.said)
    pid = stack.pid("valkey")
    os.kill(pid, signal.SIGSTOP)
    try:
        yield lasting(scale.outage)
    finally:
        os.kill(pid, signal.SIGCONT)


@contextmanager
def locked(stack, scale):
    other = sqlite3.connect(stack.home / "rejoinder.db", isolation_level=None, timeout=30)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield lasting(scale.outage)
    finally:
        other.rollback()
        other.close()


@contextmanager
def full_disk(stack, scale):
    filling = stack.home / "filling"
    with filling.open("wb", buffering=0) as file:
        for size in (1024 * 1024, 4096, 1):
            with suppress(OSError):
                while True:
                    file.write(bytes(size))
    try:
        yield lasting(scale.outage)
    finally:
        filling.unlink()


@contextmanager
def more_sweepers(stack, scale):
    others = [stack.second("sweep") for _ in range(2)]
    others[0].kill()
    try:
        yield lasting(scale.outage)
    finally:
        for one in others:
            groups.kill(one.pid)
            one.wait()


@contextmanager
def clock_back(stack, scale):
    """It stays wrong: whatever was put off until the old time comes in an hour, unless somebody notices."""
    with killed(stack, scale, victim="judge", place=Place.CLAIMED) as reached:
        done = threading.Event()

        def stepped():
            if reached() and not done.is_set():
                (stack.home / "faults/clock").write_text(str(CLOCK_BACK_SECONDS))
                done.set()
            return done.is_set()

        yield stepped


@contextmanager
def _misbehaving(stack, scale, *, site, reply):
    host = stack.hosts[site]
    host.instead = reply
    enough = lasting(scale.host_outage)
    try:
        yield lambda: host.misbehaved > 0 and enough()
    finally:
        host.instead = None


def answering(status, headers=None, body=b"oh no"):
    """A fault: the host answers this to everything."""
    answer = Reply(status=status, headers={"content-type": "application/json", **(headers or {})}, body=body)

    def fault(stack, scale, *, site):
        return _misbehaving(stack, scale, site=site, reply=lambda received, _: answer)

    return fault


@contextmanager
def redirecting(stack, scale, *, site):
    """A redirect is followed nowhere."""
    elsewhere = Reply(status=307, headers={"location": f"{stack.newsroom.url}/not-here"})
    with _misbehaving(stack, scale, site=site, reply=lambda received, _: elsewhere) as over:
        yield over
    assert not [one for one in stack.newsroom.requests if one.path == "/not-here"]


def slow(stack, scale, *, site):
    def reply(received, answer):
        made = answer(received)
        stack.newsroom.stopping.wait(SLOW_SECONDS)
        return made

    return _misbehaving(stack, scale, site=site, reply=reply)


@contextmanager
def losing_answers(stack, scale, *, site):
    server = stack.hosts[site].server
    server.lose_answers_to = lambda _: True
    enough = lasting(scale.host_outage)
    try:
        yield lambda: bool(server.requests) and enough()
    finally:
        server.lose_answers_to = lambda _: False


def approve_held(stack, row):
    """What a moderator does once the host is well again."""
    for id in oracle.ids_of(stack, row, status=Status.HELD):
        assert stack.ask("POST", f"/v1/review/comments/{id}/approve")[0] == 200
