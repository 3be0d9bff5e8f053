"""Kills a role at random, every so often, and sees how long it takes until comments go all the way again."""

import random as randomness
import threading
import time
from dataclasses import dataclass

from redis import Redis, RedisError
from sqlalchemy import select

from service.domain.comment import Status
from service.domain.delivery import DeliveryKind, DeliveryStatus
from service.storage.schema import comments, deliveries
from tests.faults.readers import Remark, post_one
from tests.faults.stack import Stack

VICTIMS = ("web", "judge", "deliver", "sweep", "supervisor", "valkey", "flush")
_FIRST_NUMBER = 10**6
_LOOK_SECONDS = 0.02
_PATIENCE_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Recovery:
    """Who was killed, when, and after how many seconds a comment that came just then was on its host."""

    victim: str
    at: float
    seconds: float


class Killer:
    """Kills every so many seconds, give or take half, from a list that is shuffled again when it is through."""

    def __init__(self, stack: Stack, *, every: float, random: randomness.Random, began: float) -> None:
        self.stack, self.every, self.random, self.began = stack, every, random, began
        self.recoveries: list[Recovery] = []
        self.acknowledged: dict[Remark, str] = {}
        self._next: list[str] = []

    def run(self, over: threading.Event) -> None:
        """Kill until it is over."""
        at = time.monotonic()
        while not over.wait(max(0.0, at + self.every * (0.5 + self.random.random()) - time.monotonic())):
            at = time.monotonic()
            victim = self._kill()
            self.recoveries.append(Recovery(victim, at - self.began, self._seconds_until_shown(at)))

    def _kill(self) -> str:
        if not self._next:
            self._next = self.random.sample(VICTIMS, len(VICTIMS))
        victim = self._next.pop()
        try:
            if victim == "flush":
                Redis(unix_socket_path=str(self.stack.home / "run/valkey.sock")).flushall()
            else:
                self.stack.places.kill(victim)
        except (OSError, RedisError, ValueError):
            return f"{victim} (was away)"
        return victim

    def _seconds_until_shown(self, since: float) -> float:
        remark = Remark(row="soak", number=_FIRST_NUMBER + 10 * len(self.recoveries), site="blog")
        id = self.acknowledged[remark] = post_one(self.stack, remark)
        while not self._is_shown(id) and time.monotonic() - since < _PATIENCE_SECONDS:
            time.sleep(_LOOK_SECONDS)
        return time.monotonic() - since

    def _is_shown(self, id: str) -> bool:
        shown = select(comments.c.id).join(deliveries, deliveries.c.comment == comments.c.id)
        done = (deliveries.c.kind == DeliveryKind.PUBLISH, deliveries.c.status == DeliveryStatus.DONE)
        with self.stack.database.read() as tx:
            found = shown.where(comments.c.id == id, comments.c.status == Status.APPROVED, *done)
            return tx.execute(found).first() is not None
